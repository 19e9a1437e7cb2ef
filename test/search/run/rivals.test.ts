import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkFront } from "../../../search/front/check/check.js";
import { publishedFront } from "../../../search/front/detail.js";
import { digestOf } from "../../../search/front/digest.js";
import type { Front, PublishedFront } from "../../../search/front/front.js";
import { jobHash, resolveJob } from "../../../search/job/job.js";
import { runSearch } from "../../../search/run/run.js";
import { renderReport } from "../../../search/show/report/report.js";
import { constraintText } from "../../../search/show/text/constraint.js";
import { objectiveOf } from "../../../src/evaluation/objective.js";
import { goldilocks } from "../cli.js";

/**
 * PAP, but for three bids, which pay double. Against one rival identities pay PAP's prices or more for PAP's shares;
 * against two, a second identity halves the price.
 */
const ONE_RIVAL = { family: "expression", weight: "b", payment: "n == 3 ? 2 * b : b" };

const root = mkdtempSync(join(tmpdir(), "goldilocks-rivals-"));
afterAll(() => rmSync(root, { recursive: true }));

const jobFile = (constraints: object, family: object) => ({
  name: "rivals",
  seed: 1,
  scenario: { name: "few", ratios: [0.3, 0.6, 1] },
  families: [family],
  constraints: { notion: "best-response", identities: 16, ...constraints },
  optimiser: { name: "low-discrepancy" },
  budget: { evaluations: 1 },
});

async function run(name: string, constraints: object, family: object = ONE_RIVAL): Promise<Front> {
  const file = jobFile(constraints, family);
  const front = await runSearch(resolveJob(file, name), {
    ...{ folder: join(root, name), workers: 1, executor: "in-process", jobFile: file },
    onProgress() {},
    page: renderReport,
    interrupted: () => false,
  });
  return front!;
}

describe("a job's rivals", () => {
  let front: Front;
  beforeAll(async () => {
    front = await run("one", { rivals: 1 });
  });

  it("are those of best-response: what holds against one is feasible there, and not where more are asked", async () => {
    expect(front.counts).toEqual({ feasible: 1 });
    expect(front.front).toHaveLength(1);
    const { counts, front: none } = await run("default", {});
    expect({ counts, none }).toEqual({ counts: { "refuted-best-response": 1 }, none: [] });
    expect((await run("two", { rivals: 2 })).counts).toEqual({ "refuted-best-response": 1 });
  });

  it("bound that notion alone, and no deviation against more is shown against it", () => {
    const verdictOn = (notion: string) => front.front[0]!.sybil.find((each) => each.notion === notion)!;
    expect(front.job.constraints.rivals).toBe(1);
    expect(verdictOn("best-response")).toMatchObject({
      outcome: "not-refuted",
      domain: { rivals: { fewest: 1, most: 1 } },
    });
    const split = verdictOn("split");
    expect(split.outcome).toBe("refuted");
    expect(split.domain.rivals).toMatchObject({ fewest: 0, most: 4, also: 16 });
  });

  it("are what check recomputes the verdict in", async () => {
    const published = publishedFront(front);
    const falseClaims = async (altered: PublishedFront) => {
      const rehashed = { ...altered, jobHash: jobHash(altered.job) };
      const claims = await checkFront(
        { ...rehashed, sha256: digestOf(rehashed) },
        { searchAnew: altered === published },
      );
      return claims.filter(({ holds }) => !holds).map(({ detail }) => detail);
    };
    expect(await falseClaims(published)).toEqual([]);
    const { rivals: _, ...constraints } = front.job.constraints;
    const widened = await falseClaims({ ...published, job: { ...front.job, constraints } });
    expect(widened.join()).toMatch(/best-response: its domain is not the one that the job's searches cover/);
  });

  it("are named wherever the constraint is", async () => {
    const words = "best-response against one rival, gain";
    for (const command of ["inspect", "status"]) {
      const { stdout, code } = await goldilocks([command, join(root, "one")]);
      expect(code).toBe(0);
      expect(stdout).toContain(words);
    }
    expect(readFileSync(join(root, "one", "report.html"), "utf8")).toContain(words);
    const asked = { notions: ["split"], identities: 2, tolerance: 0 } as const;
    expect(constraintText({ ...asked, rivals: 2 })).toContain("against one to two rivals, and 16");
    expect(constraintText(asked)).not.toContain("rival");
    const figures = [{ ...objectiveOf("margin"), atLeast: 0.01 }];
    expect(constraintText({ ...asked, figures, participation: "as-pap" })).toMatch(
      /, margin at least 0\.01, no player excluded whom PAP keeps in$/,
    );
  });
});

describe("a point of a family without ranges", () => {
  it("has the very parameters that the job keeps", async () => {
    const kept = { family: "pap-fee", parameters: { fee: 0, endogenousFee: 0.04 } };
    const front = await run("kept", { notion: [] }, kept);
    const [point] = front.front;
    const parameters = { fee: 0, endogenousFee: 0.03 };
    const forged = { ...front, front: [{ ...point!, candidate: { ...point!.candidate, parameters } }] };
    const asked = async (of: Front) =>
      (await checkFront(of, { searchAnew: false })).find(({ claim }) =>
        claim.startsWith("every point is one"),
      );
    expect(await asked(front)).toMatchObject({ holds: true });
    expect(await asked(forged)).toMatchObject({ holds: false });
  });
});
