import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Front } from "../../../search/front/front.js";
import { loadLinearProgrammeSolver } from "../../../search/io/linear-programme.js";
import { resolveJob } from "../../../search/job/job.js";
import { runSearch } from "../../../search/run/run.js";
import { makeStudy, studyFiles } from "../../../search/study/document.js";
import { studyOf } from "../../../search/study/studies.js";
import { goldilocks } from "../cli.js";

const root = mkdtempSync(join(tmpdir(), "goldilocks-known-"));
afterAll(() => rmSync(root, { recursive: true }));

const JOB = {
  name: "known",
  seed: 1,
  scenario: "article",
  families: [
    { family: "pap" },
    { family: "wta" },
    { family: "pap-fee", parameters: { fee: 0, endogenousFee: 0.02 } },
  ],
};

async function run(name: string, changes: object): Promise<Front> {
  const front = await runSearch(resolveJob({ ...JOB, ...changes }, name), {
    ...{ folder: join(root, name), workers: 1, executor: "in-process" },
    onProgress() {},
    interrupted: () => false,
  });
  return front!;
}

describe("a job of known mechanisms, none with a range", () => {
  it.each([
    ["low-discrepancy", 3, "budget of 3 evaluations"],
    ["low-discrepancy", 50, "the search space is exhausted"],
    ["portfolio", 50, "the search space is exhausted"],
    ["nsga2", 50, "the search space is exhausted"],
    ["cma-es", 50, "the search space is exhausted"],
  ])("evaluates each once by %s with a budget of %i", async (name, evaluations, reason) => {
    const front = await run(`${name}-${evaluations}`, { optimiser: { name }, budget: { evaluations } });
    expect(front.stopped).toEqual({ reason, success: true });
    expect(Object.values(front.counts).reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(front.front.map(({ candidate }) => candidate.family)).toEqual(["wta", "pap-fee"]);
  });
});

describe("the jobs that publish what was found", () => {
  const FOUND = "search/study/dominance/found";
  const floor = { family: "pap-fee", parameters: { fee: 0, endogenousFee: 0.04 } };

  it.each([
    ["split", [floor]],
    ["best-response", []],
    ["every-ratio", []],
  ])("%s: every mechanism, exactly, beside PAP", (question, others) => {
    const { families } = JSON.parse(readFileSync(`search/jobs/${question}.json`, "utf8"));
    const found = readdirSync(FOUND)
      .filter((name) => name.startsWith(`${question}-`))
      .map((name) => JSON.parse(readFileSync(join(FOUND, name), "utf8")).mechanism);
    expect(found.length).toBeGreaterThanOrEqual(2);
    expect(families).toEqual(expect.arrayContaining([...found, ...others, { family: "pap" }]));
    expect(families).toHaveLength(found.length + others.length + 1);
  });
});

describe("check of a folder that holds a front and a study", () => {
  it("recomputes both, and fails for either", async () => {
    const folder = join(root, "both");
    await run("both", { optimiser: { name: "low-discrepancy" }, budget: { evaluations: 3 } });
    const study = studyOf("trade-off", "test");
    const small = { lawRatios: [0.5], ranges: [0.3], limits: 3, points: 2, solved: 3, rulesFrom: 0.3 };
    const tools = { solveProgramme: await loadLinearProgrammeSolver() };
    const document = await makeStudy(study, study.ask(small, "test"), tools);
    for (const { name, text } of await studyFiles(study, document)) writeFileSync(join(folder, name), text);
    rmSync(join(folder, "journal.jsonl"));
    const checked = async () => {
      const { code, stdout } = await goldilocks(["check", folder, "--no-search", "--json"]);
      const claims = JSON.parse(stdout).claims as { claim: string; holds: boolean }[];
      return {
        code,
        names: claims.map(({ claim }) => claim),
        failed: claims.filter(({ holds }) => !holds),
      };
    };
    const sound = await checked();
    expect(sound).toMatchObject({ code: 0, failed: [] });
    for (const claim of ["the study is the one asked", "the content matches its SHA-256"]) {
      expect(sound.names).toContain(claim);
    }
    for (const file of ["front.json", "study.json"]) {
      const text = readFileSync(join(folder, file), "utf8");
      const forged = JSON.parse(text);
      if (file === "front.json") forged.hypervolume.value *= 1.1;
      else forged.title = "Another";
      writeFileSync(join(folder, file), JSON.stringify(forged));
      const { code, failed } = await checked();
      expect({ file, code, some: failed.length > 0 }).toEqual({ file, code: 1, some: true });
      writeFileSync(join(folder, file), text);
    }
  });
});
