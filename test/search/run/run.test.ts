import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkFront } from "../../../search/front/check/check.js";
import { detailedFront, publishedFront } from "../../../search/front/detail.js";
import { digestOf } from "../../../search/front/digest.js";
import type { Front, PublishedFront } from "../../../search/front/front.js";
import { resolveJob } from "../../../search/job/job.js";
import { checkJournal } from "../../../search/run/check-journal.js";
import { readEntries } from "../../../search/run/journal.js";
import type { RunProgress } from "../../../search/run/loop.js";
import { type RunOptions, runSearch } from "../../../search/run/run.js";
import { lockRun } from "../../../search/run/run-lock.js";
import { statusOf } from "../../../search/run/status.js";
import { renderReport } from "../../../search/show/report/report.js";
import { InputError } from "../../../src/input-error.js";
import { type Ended, goldilocks } from "../cli.js";

/**
 * The golden front is what the tiny job found when it was last looked at by a person. To write it anew after
 * a change that is meant to move figures:
 *
 *     npm run build && GOLDILOCKS_GOLDEN=write npx vitest run test/search/run/run.test.ts
 *     npx biome check --write test/golden
 *
 * and read the difference before it is committed.
 */
const GOLDEN = "test/golden/tiny-front.json";
const JOB = "test/golden/tiny-job.json";
const GOLDEN_TOLERANCE = 1e-9;

const root = mkdtempSync(join(tmpdir(), "goldilocks-run-"));
afterAll(() => rmSync(root, { recursive: true }));
const folder = (name: string) => join(root, name);

const content = JSON.parse(readFileSync(JOB, "utf8"));
const job = resolveJob(content, JOB);

function run(name: string, options: Partial<RunOptions> = {}, of = job): Promise<Front | null> {
  return runSearch(of, {
    folder: folder(name),
    workers: 1,
    executor: "in-process",
    onProgress() {},
    page: renderReport,
    interrupted: () => false,
    ...options,
  });
}

const journalOf = (name: string) => readFileSync(join(folder(name), "journal.jsonl"), "utf8");
/** The journal without what its marks and results say of time and of workers, in which no two runs agree. */
const timelessJournalOf = (name: string) =>
  journalOf(name).replace(/"(seconds|took|alive|workers)":[\de.+-]+/g, '"$1":0');
const frontOf = (name: string): PublishedFront =>
  JSON.parse(readFileSync(join(folder(name), "front.json"), "utf8"));

/** What runs of one job share: everything but when and by whom it was made, and so the digest. */
function result({ made: _, sha256: __, ...rest }: PublishedFront): Omit<PublishedFront, "made" | "sha256"> {
  return rest;
}

/**
 * Where two documents differ: in structure or words at all, in figures by more than the tolerance. How often a
 * screen asked is left out, since it hangs on the last digits of the bids that it was asked at.
 */
function differences(one: unknown, other: unknown, path = "front"): string[] {
  if (path.endsWith(".effort.evaluations")) return [];
  if (typeof one === "number" && typeof other === "number") {
    const allowed = GOLDEN_TOLERANCE * Math.max(1, Math.abs(one));
    return Math.abs(one - other) <= allowed ? [] : [`${path}: ${one} and ${other}`];
  }
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return one === other ? [] : [`${path}: ${JSON.stringify(one)} and ${JSON.stringify(other)}`];
  }
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.flatMap((key) =>
    differences(
      (one as Record<string, unknown>)[key],
      (other as Record<string, unknown>)[key],
      `${path}.${key}`,
    ),
  );
}

/** The front of the whole run, in this process; the others are held to it. */
let front: Front;

beforeAll(async () => {
  const spawned = [1, 2].map((workers) =>
    goldilocks(["search", JOB, "--out", folder(`threads-${workers}`), "--workers", String(workers)]),
  );
  front = (await run("in-process"))!;
  for (const { code, stderr } of await Promise.all(spawned)) expect(code, stderr).toBe(0);
  if (process.env.GOLDILOCKS_GOLDEN === "write") {
    writeFileSync(GOLDEN, `${JSON.stringify(result(publishedFront(front)), null, 2)}\n`);
  }
});

describe("the golden front", () => {
  it("is found again, to 1e-9 in figures and exactly in all else", () => {
    const golden = JSON.parse(readFileSync(GOLDEN, "utf8"));
    expect(differences(golden, JSON.parse(JSON.stringify(result(publishedFront(front)))))).toEqual([]);
  });

  it("is in its file whole: the rest is worked out from the bids there, to the last digit", async () => {
    expect(await detailedFront(frontOf("in-process"))).toEqual(front);
  });

  it("is told from one that differs in a figure, a word, or a point", () => {
    const golden = JSON.parse(readFileSync(GOLDEN, "utf8"));
    const altered = structuredClone(golden);
    altered.front[0].scores.fairness *= 1 + 1e-8;
    altered.scenario.name = "other";
    altered.front.pop();
    expect(differences(golden, altered).map((line) => line.split(":")[0])).toEqual([
      "front.scenario.name",
      "front.front.0.scores.fairness",
      `front.front.${golden.front.length - 1}`,
    ]);
  });

  it("comes from the families of the job that beat PAP somewhere", () => {
    expect(new Set(front.front.map(({ candidate }) => candidate.family))).toEqual(
      new Set(["tullock", "expression"]),
    );
    expect(Object.values(front.counts).reduce((total, count) => total + count, 0)).toBe(24);
    expect(front.stopped).toEqual({ reason: "budget of 24 evaluations", success: true });
  });
});

describe("the front of a job", () => {
  it.each([1, 2])("is the same from %d worker threads as in one process, to the last digit", (workers) => {
    const threads = frontOf(`threads-${workers}`);
    expect(result(threads)).toEqual(JSON.parse(JSON.stringify(result(publishedFront(front)))));
    expect(threads.made.workers).toBe(workers);
  });

  it("is written with its digest, beside a journal of every candidate in order and a report", () => {
    for (const name of ["in-process", "threads-1", "threads-2"]) {
      expect(frontOf(name).sha256).toBe(digestOf(frontOf(name)));
      expect(existsSync(join(folder(name), "report.html"))).toBe(true);
      const ids = journalOf(name)
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).id)
        .filter((id) => id !== undefined);
      expect(ids).toEqual(Array.from({ length: 24 }, (_, id) => id));
    }
  });

  it("comes from candidates that are all different, PAP's point of each family first", async () => {
    const families = [
      { family: "pap-fee", parameters: { fee: 0, endogenousFee: [0, 0.02] } },
      { family: "pap-fee", parameters: { fee: [0, 0.02], endogenousFee: 0 } },
      { family: "tullock", parameters: { alpha: [1, 1.1] } },
    ];
    const once = resolveJob(
      {
        ...{ name: "once", seed: 7, scenario: content.scenario, families },
        ...{ constraints: { notion: [] }, budget: { evaluations: 96 } },
      },
      "once.json",
    );
    await run("once", {}, once);
    const evaluated = journalOf("once")
      .split("\n")
      .filter((line) => line.startsWith('{"id":'));
    const candidates = evaluated.map((line) => JSON.stringify(JSON.parse(line).candidate));
    expect(candidates).toHaveLength(96);
    expect(new Set(candidates).size).toBe(96);
    expect(candidates.slice(0, 2).map((text) => JSON.parse(text))).toEqual([
      { family: "pap-fee", parameters: { fee: 0, endogenousFee: 0 } },
      { family: "tullock", parameters: { alpha: 1 } },
    ]);
  });

  it("holds no figure that JSON cannot: NaN and Infinity would have become null", () => {
    expect(frontOf("in-process")).toEqual(publishedFront(front));
  });

  it("keeps no point whose only merit is rounding", async () => {
    // A fee in proportion to the total leaves PAP's shares as they are: the highest fee beats all others.
    const fees = resolveJob(
      {
        name: "fees",
        seed: 7,
        scenario: content.scenario,
        families: [{ family: "pap-fee", parameters: { fee: 0, endogenousFee: [0, 0.02] } }],
        constraints: { notion: [] },
        budget: { evaluations: 12 },
      },
      "fees.json",
    );
    const found = (await run("fees", {}, fees))!;
    expect(found.counts).toEqual({ feasible: 12 });
    expect(found.front.map(({ id, scores }) => [id, scores.fairnessOverPap])).toHaveLength(1);
  });
});

describe("a run that was stopped", () => {
  it("goes on to the same front after an interrupt between batches, and evaluates nothing twice", async () => {
    let seen: RunProgress | null = null;
    const onProgress = (progress: RunProgress) => {
      seen = progress;
    };
    const interrupted = () => (seen?.evaluations ?? 0) >= 8;
    expect(await run("interrupted", { onProgress, interrupted })).toBeNull();
    const { state, progress, written, open } = statusOf(folder("interrupted"), job);
    expect({ state, written, open }).toEqual({ state: "stopped", written: 8, open: null });
    const early = frontOf("interrupted");
    expect(early.stopped).toEqual({ reason: "interrupted after 8 evaluations", success: true });
    const claims = await checkFront(early, { searchAnew: false });
    const journal = checkJournal(early, () => readEntries(folder("interrupted")));
    expect([...claims, journal].filter(({ holds }) => !holds)).toEqual([]);
    expect(early.front).toHaveLength(progress.frontSize);
    const { seconds: _, recent, ...figures } = progress;
    expect(seen).toMatchObject({ ...figures, alive: 1, workers: 1 });
    expect(recent.rate).toBeGreaterThan(0);
    const before = journalOf("interrupted");
    expect(before.match(/^\{"id":/gm)).toHaveLength(8);

    const again = (await run("interrupted"))!;
    expect(result(again)).toEqual(result(front));
    expect(journalOf("interrupted").startsWith(before)).toBe(true);
    expect(timelessJournalOf("interrupted")).toBe(timelessJournalOf("in-process"));
  });

  it("goes on to the same front after its last line was torn", async () => {
    mkdirSync(folder("torn"));
    const whole = journalOf("in-process");
    const lastLine = whole.trimEnd().lastIndexOf("\n") + 1;
    writeFileSync(join(folder("torn"), "journal.jsonl"), whole.slice(0, lastLine + 40));
    expect(result((await run("torn"))!)).toEqual(result(front));
    expect(timelessJournalOf("torn")).toBe(timelessJournalOf("in-process"));
  });

  /** Sends a signal once the journal has so many lines. */
  const signalAt =
    (out: string, lines: number, signal: NodeJS.Signals) => (send: (name: NodeJS.Signals) => void) => {
      const journal = join(out, "journal.jsonl");
      const poll = setInterval(() => {
        if (!existsSync(journal) || readFileSync(journal, "utf8").split("\n").length < lines) return;
        clearInterval(poll);
        send(signal);
      }, 2);
    };

  it("says on Ctrl-C how to go on, exits 130, and by that command comes to the same front", async () => {
    const out = folder("ctrl-c");
    const stopped = await goldilocks(["search", resolve(JOB), "--out", out, "--workers", "1"], {
      folder: root,
      // The first batch is over: it takes nine lines after the first.
      onStart: signalAt(out, 11, "SIGINT"),
    });
    expect(stopped.code, stopped.stderr).toBe(130);
    expect(stopped.stdout).toBe("");
    const { reason } = frontOf("ctrl-c").stopped;
    expect(reason).toMatch(/^interrupted after \d+ evaluations$/);
    const listed = await goldilocks(["inspect", out]);
    expect(listed.stdout).toContain(`stopped: ${reason}`);
    expect((await goldilocks(["status", out])).stdout).toMatch(
      /^tiny: stopped \(go on with: goldilocks resume .*; see the front of \d+ evaluations: goldilocks inspect /,
    );
    const command = /^interrupted; front\.json, .* Go on with: goldilocks (.*)$/m.exec(stopped.stderr)?.[1];
    expect(command).toBeDefined();

    const resumed = await goldilocks([...command!.split(" "), "--json"], { folder: root });
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(result(JSON.parse(resumed.stdout))).toEqual(
      JSON.parse(JSON.stringify(result(publishedFront(front)))),
    );
    expect(frontOf("ctrl-c")).toEqual(JSON.parse(resumed.stdout));
  });

  it("comes to the same front, byte for byte but for `made`, after one kill -9 upon another", async () => {
    const out = folder("killed");
    for (const [lines, workers] of [
      [2, 2],
      [11, 1],
      [24, 2],
      [36, 2],
    ] as const) {
      const killed = await goldilocks(["search", JOB, "--out", out, "--workers", String(workers)], {
        onStart: signalAt(out, lines, "SIGKILL"),
      });
      expect(killed.code).toBeNull();
      expect(existsSync(join(out, "front.json"))).toBe(false);
      const { code, stdout } = await goldilocks(["status", out, "--json"]);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({
        schema: "goldilocks/status/1",
        state: "stopped",
        writer: null,
        // The first is killed in its first batch, which has no end yet.
        crew: lines === 2 ? null : { workers: expect.any(Number), alive: expect.any(Number) },
      });
    }
    const published = await goldilocks(["resume", out, "--publish"]);
    expect(published.code, published.stderr).toBe(0);
    expect(published.stderr).toContain("at rest; front.json, report.html and everything else so far are in");
    expect(frontOf("killed").stopped.reason).toMatch(/^interrupted after \d+ evaluations$/);
    const checked = await goldilocks(["check", out, "--no-search"]);
    expect(checked.code, checked.stdout).toBe(0);
    const resumed = await goldilocks(["resume", out]);
    expect(resumed.code, resumed.stderr).toBe(0);
    const bytes = (name: string) =>
      readFileSync(join(folder(name), "front.json"), "utf8").replace(/^"(made|sha256)":.*$/gm, "");
    expect(bytes("killed")).toBe(bytes("in-process"));
    const { stdout } = await goldilocks(["status", out]);
    expect(stdout).toMatch(/^tiny: finished \(see it with: goldilocks inspect/);
    expect(stdout).toMatch(/^evaluations .* lately .*\/s$/m);
    expect(stdout).toMatch(/^workers +\d+ workers? at the end of the last batch$/m);
    expect(stdout).toMatch(/^over PAP +\S+ % at best/m);
  });

  it("stops cleanly where the disk is full, says so, and goes on once there is room", async () => {
    const out = folder("full");
    // A limit on the size of files stands in for a full disk: a write comes back short, then fails.
    const limited = await new Promise<Ended>((done) => {
      const program = resolve("dist/search/cli.js");
      const search = `trap "" XFSZ; ulimit -f 4; exec "${process.execPath}" "${program}" search "${JOB}" --out "${out}"`;
      execFile("bash", ["-c", search], (error, stdout, stderr) =>
        done({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
      );
    });
    expect(limited.code, limited.stderr).toBe(130);
    expect(limited.stderr).toMatch(
      /goldilocks: .*journal\.jsonl: EFBIG.*; everything before is in .*Go on with: goldilocks resume/,
    );
    expect(journalOf("full").endsWith("\n")).toBe(true);
    expect(journalOf("full").length).toBeGreaterThan(1000);
    expect(result((await run("full"))!)).toEqual(result(front));
  });

  it("is not written by two processes at once", async () => {
    mkdirSync(folder("held"));
    const unlock = lockRun(folder("held"));
    const second = await goldilocks(["search", JOB, "--out", folder("held")]);
    unlock();
    expect(second.code).toBe(2);
    expect(second.stderr).toMatch(
      /^goldilocks: .*held: process \d+ on .* is writing this run; look at it with: goldilocks status/,
    );
    expect(existsSync(join(folder("held"), "journal.jsonl"))).toBe(false);
  });

  it("is refused where the journal holds other candidates than the job asks for", async () => {
    mkdirSync(folder("foreign"));
    const text = journalOf("in-process").replace(/"alpha":([\d.]+)/, '"alpha":1.25');
    writeFileSync(join(folder("foreign"), "journal.jsonl"), text);
    await expect(run("foreign")).rejects.toThrow(/holds another candidate \d+ than this program asks for/);
    expect(journalOf("foreign")).toBe(text);
  });

  it("keeps the minutes that it has worked, and stops where they struck before", async () => {
    const timed = resolveJob({ ...content, budget: { minutes: 1e-4 } }, "timed.json");
    const first = (await run("timed", {}, timed))!;
    expect(first.stopped.reason).toMatch(/^budget of 0\.0001 minutes, after \d+ evaluations$/);
    const journal = journalOf("timed");
    const again = (await run("timed", {}, timed))!;
    expect(result(again)).toEqual(result(first));
    expect(journalOf("timed")).toBe(journal);
  });

  it("is refused by name where the journal is of another job, schema or evaluator, and left alone", async () => {
    const other = resolveJob({ ...content, seed: 8 }, "other.json");
    const [header, ...lines] = journalOf("in-process").split("\n");
    const alterations = [
      ["jobHash", other, header!],
      ["schema", job, header!.replace(/journal\/\d/, "journal/0")],
      ["evaluator", job, header!.replace(/"evaluator":\d+/, '"evaluator":0')],
      ["not a journal", job, "not JSON"],
    ] as const;
    for (const [what, asked, first] of alterations) {
      const name = `other-${what}`;
      const text = [first, ...lines].join("\n");
      mkdirSync(folder(name));
      writeFileSync(join(folder(name), "journal.jsonl"), text);
      await expect(run(name, {}, asked)).rejects.toThrow(InputError);
      await expect(run(name, {}, asked)).rejects.toThrow(new RegExp(`journal\\.jsonl: .*${what}`));
      expect(journalOf(name)).toBe(text);
    }
  });

  it("is refused where the journal is broken before its last line", async () => {
    const lines = journalOf("in-process").split("\n");
    lines[3] = lines[3]!.slice(0, 40);
    mkdirSync(folder("broken"));
    writeFileSync(join(folder("broken"), "journal.jsonl"), lines.join("\n"));
    await expect(run("broken")).rejects.toThrow(InputError);
    await expect(run("broken")).rejects.toThrow(/journal\.jsonl/);
  });
});

describe("check", () => {
  it("finds every claim of the file of a run to hold, searches made again included", async () => {
    const { code, stdout } = await goldilocks(["check", folder("threads-2"), "--json"]);
    expect(code).toBe(0);
    const { holds, claims } = JSON.parse(stdout);
    expect(holds).toBe(true);
    expect(claims.length).toBeGreaterThan(front.front.length + front.references.length);
  });
});
