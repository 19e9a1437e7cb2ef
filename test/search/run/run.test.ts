import { execFile } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkFront } from "../../../search/front/check.js";
import { digestOf } from "../../../search/front/digest.js";
import type { Front } from "../../../search/front/front.js";
import { resolveJob } from "../../../search/job.js";
import type { Progress } from "../../../search/run/loop.js";
import { type RunOptions, runSearch } from "../../../search/run/run.js";
import { lockRun } from "../../../search/run/run-lock.js";
import { parseFront } from "../../../search/schema/front.js";
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
    interrupted: () => false,
    ...options,
  });
}

const journalOf = (name: string) => readFileSync(join(folder(name), "journal.jsonl"), "utf8");
/** The journal without the seconds of its marks, in which no two runs agree. */
const timelessJournalOf = (name: string) => journalOf(name).replace(/"seconds":[\d.]+/g, '"seconds":0');
const frontOf = (name: string): Front => JSON.parse(readFileSync(join(folder(name), "front.json"), "utf8"));

/** What runs of one job share: everything but when and by whom it was made, and so the digest. */
function result({ made: _, sha256: __, ...rest }: Front): Omit<Front, "made" | "sha256"> {
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
    writeFileSync(GOLDEN, `${JSON.stringify(result(front), null, 2)}\n`);
  }
}, 60_000);

describe("the golden front", () => {
  it("is found again, to 1e-9 in figures and exactly in all else", () => {
    const golden = JSON.parse(readFileSync(GOLDEN, "utf8"));
    expect(differences(golden, JSON.parse(JSON.stringify(result(front))))).toEqual([]);
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
    expect(result(threads)).toEqual(JSON.parse(JSON.stringify(result(front))));
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

  it("holds no figure that JSON cannot: NaN and Infinity would have become null", () => {
    expect(frontOf("in-process")).toEqual(front);
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
    let evaluations = 0;
    const onProgress = (progress: Progress) => {
      evaluations = progress.evaluations;
    };
    expect(await run("interrupted", { onProgress, interrupted: () => evaluations >= 8 })).toBeNull();
    expect(existsSync(join(folder("interrupted"), "front.json"))).toBe(false);
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
      onStart: signalAt(out, 3, "SIGINT"),
    });
    expect(stopped.code, stopped.stderr).toBe(130);
    expect(stopped.stdout).toBe("");
    expect(existsSync(join(out, "front.json"))).toBe(false);
    const command = /^interrupted; .* Go on with: goldilocks (.*)$/m.exec(stopped.stderr)?.[1];
    expect(command).toBeDefined();

    const resumed = await goldilocks([...command!.split(" "), "--json"], { folder: root });
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(result(JSON.parse(resumed.stdout))).toEqual(JSON.parse(JSON.stringify(result(front))));
    expect(frontOf("ctrl-c")).toEqual(JSON.parse(resumed.stdout));
  });

  it("comes to the same front, byte for byte but for `made`, after one kill -9 upon another", async () => {
    const out = folder("killed");
    for (const [lines, workers] of [
      [2, 2],
      [9, 1],
      [20, 2],
      [33, 2],
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
      });
    }
    const resumed = await goldilocks(["resume", out]);
    expect(resumed.code, resumed.stderr).toBe(0);
    const bytes = (name: string) =>
      readFileSync(join(folder(name), "front.json"), "utf8").replace(/^"(made|sha256)":.*$/gm, "");
    expect(bytes("killed")).toBe(bytes("in-process"));
    const { stdout } = await goldilocks(["status", out]);
    expect(stdout).toMatch(/^tiny: finished \(see it with: goldilocks inspect/);
  }, 60_000);

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
  /** The claims that fail on an altered front whose digest was made to fit. */
  async function falseClaims(alter: (front: Writable<Front>) => void): Promise<string[]> {
    const altered = structuredClone(front) as Writable<Front>;
    alter(altered);
    altered.sha256 = digestOf(altered as Front);
    const claims = await checkFront(altered as Front, { searchAnew: false });
    return claims.filter(({ holds }) => !holds).map(({ claim, detail }) => `${claim}: ${detail}`);
  }

  it("finds every claim of the front to hold, and of the file too", async () => {
    expect(await falseClaims(() => {})).toEqual([]);
    const { code, stdout } = await goldilocks(["check", folder("threads-2"), "--json"]);
    expect(code).toBe(0);
    const { holds, claims } = JSON.parse(stdout);
    expect(holds).toBe(true);
    expect(claims.length).toBeGreaterThan(front.front.length + front.references.length);
  });

  it.each<[string, RegExp, (front: Writable<Front>) => void]>([
    ["a score", /revenueOverPap/, (f) => (f.front[1]!.scores.revenueOverPap *= 1.001)],
    ["a score's fairness", /fairness /, (f) => (f.front[1]!.scores.fairness += 1e-6)],
    ["a revenue", /article: revenue /, (f) => (f.front[1]!.perProfile[0]!.revenue! += 1e-6)],
    ["a fairness", /fairnessActive/, (f) => (f.front[1]!.perProfile[0]!.fairnessActive! += 1e-6)],
    ["a ratio to PAP", /fairnessOverPap/, (f) => (f.front[1]!.perProfile[1]!.fairnessOverPap! += 1e-6)],
    ["a bid", /article/, (f) => (f.front[1]!.perProfile[0]!.bids[0]! += 1e-3)],
    ["an objective", /objective revenueOverPap/, (f) => (f.front[1]!.objectives[0]! += 1e-6)],
    [
      "a payment at a limit",
      /reference wta.*revenue/,
      (f) => {
        const { perProfile } = f.references.find(({ candidate }) => candidate.family === "wta")!;
        for (const result of perProfile) result.revenue! += 1e-6;
      },
    ],
    [
      "a pure equilibrium passed off as a limit",
      /the pure-limit equilibrium shown is not found again/,
      (f) => {
        const [result] = f.front[1]!.perProfile;
        Object.assign(result!, {
          kind: "pure-limit",
          bids: [1, 1],
          allocations: [0.5, 0.5],
          payments: [0, 0],
        });
      },
    ],
    [
      "how many equilibria there are",
      /1 equilibria, not 2/,
      (f) => (f.front[1]!.perProfile[0]!.equilibria = 2),
    ],
    ["the counts", /the counts.*counted of 24 allowed/, (f) => (f.counts.feasible! += 1000)],
    ["the history", /does not rise/, (f) => (f.hypervolume.history.at(-1)![1] *= 1.01)],
    ["a history left out", /does not rise/, (f) => (f.hypervolume.history = [])],
    [
      "a point without its candidates",
      /more points than feasible/,
      (f) => (f.counts = { "refuted-split": 24 }),
    ],
    ["an id", /id stands there twice/, (f) => (f.front[1]!.id = f.front[0]!.id)],
    [
      "the ranges of the job",
      /not within what the job searches/,
      (f) => (f.job.families[1]!.ranges[0]!.high = 1.1),
    ],
    ["a verdict left out", /equilibrium: 0 verdicts/, (f) => f.front[1]!.sybil.pop()],
    ["a verdict's tolerance", /tolerance is not the job's/, (f) => (f.front[1]!.sybil[0]!.tolerance = 0.1)],
    [
      "the argument of a proof",
      /says something else/,
      (f) => (f.front[0]!.sybil[0]!.argument = "it is plain"),
    ],
    ["a verdict that calls itself proved", /its proof is not found/, (f) => calledProved(f)],
    ["a regret", /regret/, (f) => (f.front[1]!.perProfile[0]!.regret!.relative = 0.1)],
    ["a parameter", /article/, (f) => (f.front[1]!.candidate = { ...f.front[0]!.candidate })],
    ["the kind of dominance", /dominates PAP/, (f) => (f.front[0]!.dominatesPap.kind = "uniform")],
    ["strict dominance", /strict/, (f) => (f.front[0]!.dominatesPap.strict = true)],
    ["a margin", /revenue margin/, (f) => (f.front[0]!.dominatesPap.margins.smallest.revenue += 1e-6)],
    ["a mean margin", /margin/, (f) => (f.front[0]!.dominatesPap.margins.mean.revenue += 1e-6)],
    ["a reference", /reference tullock/, (f) => (f.references[3]!.perProfile[0]!.revenue! += 1e-6)],
    ["the benchmark's figures", /reference pap/, (f) => (f.baseline.scores.revenueShare += 1e-6)],
    [
      "the benchmark itself",
      /pap/,
      (f) => (f.baseline = f.references.find(({ scores }) => scores.revenueShare < 0.3)!),
    ],
    ["the hypervolume", /hypervolume/, (f) => (f.hypervolume.value *= 1.001)],
    ["a point left out", /hypervolume/, (f) => f.front.splice(1, 1)],
    ["a profile's values", /article/, (f) => (f.scenario.profiles[0]!.values[1]! += 0.01)],
    ["a profile's weight", /revenueOverPap/, (f) => (f.scenario.profiles[0]!.weight = 0.5)],
    ["a profile left out of a point", /profiles/, (f) => f.front[1]!.perProfile.pop()],
    ["the hash of the job", /job/, (f) => (f.jobHash = "0".repeat(64))],
    ["the job behind the hash", /job/, (f) => (f.job.seed = 8)],
    [
      "a refutation without a witness",
      /without a witness/,
      (f) => (f.front[1]!.sybil[0]!.outcome = "refuted"),
    ],
    ["a notion that was asked for", /best-response/, (f) => (f.front[1]!.sybil = [])],
    ["a dominated point beside its better", /dominates/, (f) => f.front.push(dominatedBy(f.front[0]!, f))],
  ])("refutes by name, under a digest made to fit, an altered file: %s", async (_, named, alter) => {
    const failed = await falseClaims(alter);
    expect(failed).not.toEqual([]);
    expect(failed.join("\n")).toMatch(named);
    expect(failed.join("\n")).not.toContain("SHA-256");
  });

  it("replays the witness of a notion that was not asked for", async () => {
    const witnessed = (f: Writable<Front>, allocation: number) => {
      const verdict = f.front[0]!.sybil.find(({ notion }) => notion === "split")!;
      const { candidate: _, ...rest } = f.front[0]!;
      verdict.outcome = "refuted";
      verdict.witness = {
        ...{ others: [], single: { bid: 1, allocation: 1, payment: 1 }, identities: [0.5, 0.5] },
        ...{ allocation, payment: 1, allocationChange: 0, paymentChange: 0 },
        ...{ value: null, gain: null, gainShare: null },
      };
      expect(rest.id).toBe(f.front[0]!.id);
    };
    expect((await falseClaims((f) => witnessed(f, 2))).join()).toMatch(/split witness allocation/);
  });

  it.each<[string, RegExp, (front: Writable<Front>) => void]>([
    ["without constraints", /job\.constraints: /, (f) => Reflect.deleteProperty(f.job, "constraints")],
    ["with an unknown figure", /job\.objectives\.0\.figure: /, (f) => (f.job.objectives[0]!.figure = "x")],
    [
      "with an unknown outcome",
      /sybil\.0\.outcome: /,
      (f) => Object.assign(f.front[0]!.sybil[0]!, { outcome: "maybe" }),
    ],
    [
      "with half a witness",
      /sybil\.0\.witness\.others: /,
      (f) => Object.assign(f.front[0]!.sybil[0]!, { outcome: "refuted", witness: {} }),
    ],
  ])("refuses a file %s as no front, in one line", (_, named, alter) => {
    const altered = structuredClone(front) as Writable<Front>;
    alter(altered);
    expect(() => parseFront(altered, "front.json")).toThrow(InputError);
    expect(() => parseFront(altered, "front.json")).toThrow(named);
  });

  it("refutes a file whose digest is stale, names it, exits 1, and says so in JSON", async () => {
    copyFileSync(join(folder("in-process"), "front.json"), join(root, "stale.json"));
    const text = readFileSync(join(root, "stale.json"), "utf8");
    writeFileSync(join(root, "stale.json"), text.replace(/"wallSeconds":[\d.]+/, '"wallSeconds":0'));
    const ended = await goldilocks(["check", join(root, "stale.json")]);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/FALSE +the content matches its SHA-256 +the file was changed/);
    const { code, stdout } = await goldilocks(["check", join(root, "stale.json"), "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ schema: "goldilocks/check/1", holds: false });
  });

  it("refutes a file whose figure was altered and digest recomputed, and exits 1", async () => {
    const altered = structuredClone(front) as Writable<Front>;
    altered.front[0]!.perProfile[0]!.revenue! *= 1.01;
    altered.sha256 = digestOf(altered as Front);
    writeFileSync(join(root, "altered.json"), JSON.stringify(altered));
    const { code, stdout } = await goldilocks(["check", join(root, "altered.json")]);
    expect(code).toBe(1);
    expect(stdout).toMatch(new RegExp(`FALSE +point ${front.front[0]!.id} .*article: revenue is`));
  });
});

/** A copy that may be altered. */
type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T;

/** The first verdict that rests on a search made to look like a proof. */
function calledProved({ front }: Writable<Front>): void {
  const verdicts = front.flatMap(({ sybil }) => sybil);
  verdicts.find(({ outcome }) => outcome === "not-refuted")!.outcome = "proved";
}

/** A point with the figures of another and a little less revenue at every profile. */
function dominatedBy(point: Writable<Front>["front"][number], { job: { objectives } }: Writable<Front>) {
  const copy = structuredClone(point);
  copy.id = 999;
  copy.objectives = copy.objectives.map((value) => value - 1e-3);
  expect(objectives).toHaveLength(copy.objectives.length);
  return copy;
}
