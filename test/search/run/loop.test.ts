import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { Executor, Task, TaskResult } from "../../../search/executor/executor.js";
import { comparable } from "../../../search/front/comparable.js";
import { resolveJob } from "../../../search/job/job.js";
import { Journal, journalPath } from "../../../search/run/journal.js";
import { type Ended, type RunProgress, searchLoop } from "../../../search/run/loop.js";
import { isVerified, stepsOf } from "../../../search/run/replay.js";
import { gridFront, gridKept } from "../../../src/pareto/grid.js";
import { law } from "../../law.js";

const FILE = "test/search/run/loop.test.ts";
const root = mkdtempSync(join(tmpdir(), "goldilocks-loop-"));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
function freshFolder(): string {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  return folder;
}

const GRID = 0.05;
const job = resolveJob(
  {
    ...{ name: "loop", seed: 3, scenario: "article", batch: 8, grid: GRID, budget: { evaluations: 64 } },
    families: [{ family: "share-form", parameters: { linear: [0, 1], hump: [0, 1] } }],
  },
  "loop.json",
);

/** A front whose screen lets too much through: of what lies beyond the curve every second candidate falls when verified. */
function screened({ id, candidate }: Task): TaskResult {
  const { linear, hump } = candidate.parameters as { linear: number; hump: number };
  return {
    ...{ id, candidate, status: hump > 0.9 ? "withholds" : "feasible", reason: null, took: 0.001 },
    ...{ violation: hump > 0.9 ? hump : 0, scores: null },
    ...{ objectives: hump > 0.9 ? null : [linear + hump / 4, 1 - linear ** 2 + hump / 4] },
    ...(linear > 0.45 && linear < 0.5 ? { uniform: true } : {}),
  };
}
const falls = ({ candidate }: Pick<Task, "candidate">) =>
  Math.floor((candidate.parameters!.linear as number) * 1e6) % 2 === 0;

/** Workers that come and go, in the order given. */
function executorOf(crew: readonly number[] = [1]): Executor & { readonly verified: number[] } {
  const verified: number[] = [];
  let calls = 0;
  return {
    verified,
    workers: 2,
    get alive() {
      return crew[calls % crew.length]!;
    },
    async run(tasks) {
      calls++;
      return tasks.map((task): TaskResult => {
        const result = screened(task);
        if (task.purpose !== "verify") return result;
        verified.push(task.id);
        const fallen = { status: "refuted-split", violation: 1 } as const;
        return {
          ...result,
          ...{ sybil: [], dominatesPap: null },
          ...(falls(task) ? fallen : {}),
        } as TaskResult;
      });
    },
    async close() {},
  };
}

const going = { onProgress(_: RunProgress) {}, interrupted: () => false };
/** The journal without what its marks say of time and of workers. */
const timeless = (text: string) => text.replace(/"(seconds|alive|workers)":[\de.+-]+/g, '"$1":0');
const read = (folder: string) => readFileSync(journalPath(folder), "utf8");

async function run(folder: string, executor: Executor, hooks = going): Promise<Ended> {
  const journal = Journal.open(folder, "hash");
  try {
    return await searchLoop(job, journal, executor, hooks);
  } finally {
    journal.close();
  }
}
const idsOf = ({ replay }: Ended) => replay.front.map(({ id }) => id);

/** The front of results by brute force: of all that are feasible and do not fall. */
function frontByForce(results: readonly TaskResult[]): number[] {
  const points = results
    .filter((result) => result.status === "feasible" && !falls(result))
    .map((result) => ({
      ...{ id: result.id, preferred: result.uniform === true },
      objectives: comparable(result)!,
    }));
  const kept = gridKept(points, GRID).map((k) => points[k]!);
  return gridFront(kept).map((k) => kept[k]!.id);
}

const whole = freshFolder();
const executor = executorOf();
const ended = await run(whole, executor);
const text = read(whole);

describe("a search that verifies as it goes", () => {
  it("comes to the front of all that stand, each point of it verified, some fallen on the way", () => {
    const results = [...stepsOf(entriesIn(text))].flatMap((step) => ("results" in step ? step.results : []));
    expect(results).toHaveLength(64);
    expect(idsOf(ended)).toEqual(frontByForce(results));
    expect(ended.replay.archive.front.every(isVerified)).toBe(true);
    const { done, fallen } = ended.replay.verification;
    expect([fallen > 5, done > fallen, ended.interrupted]).toEqual([true, true, false]);
    expect(executor.verified).toHaveLength(done);
    expect(ended.replay.archive.counts["refuted-split"]).toBe(fallen);
  });

  it("journals the verifications of a batch between its results and its mark, once each", () => {
    expect(
      text
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => ({ '{"i': "r", '{"v': "v", '{"e': "m" })[line.slice(0, 3)])
        .join(""),
    ).toMatch(/^(r{8}v*m){8}$/);
    expect(new Set(executor.verified).size).toBe(executor.verified.length);
  });

  it("tells the optimiser what fell: another verifier, other candidates", async () => {
    const folder = freshFolder();
    const lenient = executorOf();
    const { run: judged } = lenient;
    const screens = { ...lenient, run: (tasks: readonly Task[]) => judged(tasks).then(allStand) };
    const allStand = (results: TaskResult[]) =>
      results.map((each): TaskResult => ({ ...each, ...(each.status === "refuted-split" ? STANDS : {}) }));
    await run(folder, { ...screens, alive: 1 });
    const candidatesIn = (held: string) => held.match(/^\{"id":.*"parameters":\{[^}]*\}/gm);
    expect(candidatesIn(read(folder))).not.toEqual(candidatesIn(text));
  });

  it("is the same for any workers, cut off at any byte of its journal and gone on with", async () => {
    await law(
      FILE,
      fc.asyncProperty(
        fc.array(fc.nat(text.length), { minLength: 1, maxLength: 2 }),
        fc.array(fc.nat(5), { minLength: 1, maxLength: 4 }),
        async (cuts, crew) => {
          const folder = freshFolder();
          let again: Ended | null = null;
          for (const cut of [...cuts, text.length]) {
            const held = again === null ? text : read(folder);
            writeFileSync(journalPath(folder), held.slice(0, cut));
            again = await run(folder, executorOf(crew));
          }
          expect(timeless(read(folder))).toBe(timeless(text));
          expect(idsOf(again!)).toEqual(idsOf(ended));
          expect(again!.replay.archive.history).toEqual(ended.replay.archive.history);
        },
      ),
      15,
    );
  });

  it("has a verified front at every interrupt, and comes to the same end after them all", async () => {
    await law(
      FILE,
      fc.asyncProperty(fc.array(fc.nat(6), { minLength: 1 }), async (patience) => {
        const folder = freshFolder();
        const asked: number[] = [];
        for (let k = 0; ; k++) {
          let left = patience[k % patience.length]! + k;
          const crew = executorOf();
          const last = await run(folder, crew, { onProgress() {}, interrupted: () => left-- <= 0 });
          asked.push(...crew.verified);
          const over = [...stepsOf(entriesIn(read(folder)))].flatMap((step) =>
            "results" in step && step.mark !== null ? step.results : [],
          );
          expect(idsOf(last)).toEqual(frontByForce(over));
          expect(last.reason).toBe(
            last.interrupted ? `interrupted after ${over.length} evaluations` : "budget of 64 evaluations",
          );
          if (!last.interrupted) break;
        }
        expect(timeless(read(folder))).toBe(timeless(text));
        expect(asked).toEqual(executor.verified);
      }),
      8,
    );
  });

  it("does not wait for all verifications of a batch at an interrupt", async () => {
    const folder = freshFolder();
    let pressed = false;
    const last = await run(folder, executorOf(), {
      onProgress({ verifying }) {
        pressed ||= verifying !== null && verifying.of > 4;
      },
      interrupted: () => pressed,
    });
    const open = [...stepsOf(entriesIn(read(folder)))].at(-1);
    expect(open).toMatchObject({ mark: null, verified: { length: 4 } });
    expect(last.interrupted).toBe(true);
  });

  it("says between verifications how many of the batch are done", async () => {
    const seen: RunProgress["verifying"][] = [];
    const onProgress = ({ verifying }: RunProgress) => {
      seen.push(verifying);
    };
    await run(freshFolder(), executorOf(), { ...going, onProgress });
    expect(seen.filter((each) => each === null)).toHaveLength(8);
    for (const each of seen) if (each !== null) expect(each.done).toBeLessThanOrEqual(each.of);
    expect(seen.some((each) => each !== null && each.done > 0 && each.done < each.of)).toBe(true);
  });
});

const STANDS = { status: "feasible", violation: 0 } as const;

/** The entries of a journal's text. */
function entriesIn(held: string) {
  return held
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => JSON.parse(line));
}
