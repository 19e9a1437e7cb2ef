import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Executor, Task, TaskResult } from "../../../search/executor/executor.js";
import { resolveJob } from "../../../search/job/job.js";
import { Journal } from "../../../search/run/journal.js";
import { replayed } from "../../../search/run/replay.js";
import { type SettleHooks, settle } from "../../../search/run/settle.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "goldilocks-settle-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const job = resolveJob(
  {
    ...{ name: "settle", seed: 1, scenario: "article", batch: 2, frontSize: 10 },
    ...{ families: [{ family: "pap" }], budget: { evaluations: 6 } },
  },
  "settle.json",
);

function feasible(id: number, a: number, b: number): TaskResult {
  return {
    ...{ id, candidate: { family: "pap" }, status: "feasible", reason: null },
    ...{ violation: 0, scores: null, objectives: [a, b] },
  };
}

/** Refutes the candidates named, and counts how often it is asked for each. */
function verifier(falling: readonly number[], asked: number[]): Executor {
  return {
    workers: 2,
    alive: 2,
    async run(tasks: readonly Task[]) {
      asked.push(...tasks.map(({ id }) => id));
      return tasks.map(({ id }): TaskResult => {
        const found = RESULTS[id]!;
        return falling.includes(id)
          ? { ...found, status: "refuted-split", violation: 1, reason: "found" }
          : found;
      });
    },
    async close() {},
  };
}

/** 1 dominates 0; 2 dominates 3 and 4; 5 stands apart. */
const RESULTS = [
  feasible(0, 1, 4),
  feasible(1, 1, 5),
  feasible(2, 3, 3),
  feasible(3, 3, 2),
  feasible(4, 2, 3),
  feasible(5, 5, 1),
];

function journal(): Journal {
  const opened = Journal.open(folder, "hash");
  for (let k = 0; k < RESULTS.length; k += 2) {
    opened.append([...RESULTS.slice(k, k + 2), { evaluations: k + 2, seconds: 0 }]);
  }
  return opened;
}
const hooks = { onVerified() {}, interrupted: () => false };
/** Settles what a journal holds, as a search does that has just ended or gone on with it. */
const settled = (of: typeof job, held: Journal, executor: Executor, asked: SettleHooks) =>
  settle(of, held, replayed(of, held.entries()), executor, asked);

describe("settling a front", () => {
  it("keeps a front that stands", async () => {
    const [held, asked] = [journal(), [] as number[]];
    const { replay, points } = (await settled(job, held, verifier([], asked), hooks))!;
    expect(points.map(({ id }) => id)).toEqual([5, 2, 1]);
    expect(replay.archive.counts).toEqual({ feasible: 6 });
    expect(asked.sort()).toEqual([1, 2, 5]);
    held.close();
  });

  it("lets what a fallen point had dominated come up, counts it by what it fell to, and asks for none twice", async () => {
    const [held, asked] = [journal(), [] as number[]];
    const { replay, points } = (await settled(job, held, verifier([1, 2, 4], asked), hooks))!;
    expect(points.map(({ id }) => id)).toEqual([5, 3, 0]);
    expect(replay.archive.counts).toEqual({ feasible: 3, "refuted-split": 3 });
    // Against (0, 0): 5 x 1, then 3 x 1 above it, then 1 x 2.
    expect(replay.archive.hypervolume).toBeCloseTo(5 + 3 + 2, 12);
    expect(asked.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
    held.close();
  });

  it("does not ask again, after an interruption, for what the journal has", async () => {
    const [held, asked] = [journal(), [] as number[]];
    let turns = 0;
    const once = { onVerified() {}, interrupted: () => turns++ > 0 };
    expect(await settled(job, held, verifier([1, 2, 4], asked), once)).toBeNull();
    held.close();
    const before = [...asked];
    const again = Journal.open(folder, "hash");
    const ended = await settled(job, again, verifier([1, 2, 4], asked), hooks);
    expect(ended!.points.map(({ id }) => id)).toEqual([5, 3, 0]);
    expect(before).toHaveLength(2);
    expect(new Set(asked).size).toBe(asked.length);
    again.close();
  });
});

describe("verification by workers that come and go", () => {
  it("asks for as many at a time as are up, and for one where none is", async () => {
    const place = mkdtempSync(join(folder, "run-"));
    const held = Journal.open(place, "hash");
    held.append(Array.from({ length: 7 }, (_, id) => feasible(id, id / 10, 1 - id / 10)));
    const asked: number[] = [];
    const alive = [0, 3, 2, 8];
    const ended = await settled(
      { ...job, batch: 16 },
      held,
      {
        workers: 0,
        get alive() {
          return alive[asked.length]!;
        },
        run: async (tasks) => {
          asked.push(tasks.length);
          return tasks.map(({ id }) => feasible(id, id / 10, 1 - id / 10));
        },
        close: async () => {},
      },
      { onVerified() {}, interrupted: () => false },
    );
    held.close();
    expect(asked).toEqual([1, 3, 2, 1]);
    expect(ended!.points).toHaveLength(7);
  });
});

describe("a thinned front", () => {
  const thinned = { ...job, frontSize: 5, batch: 16 };
  /** Points of a convex front, unevenly spaced: which five cover it best depends on which have fallen. */
  const screened = Array.from({ length: 40 }, (_, id): TaskResult => {
    const x = ((id * 17) % 40) / 40 + (id % 7) / 1000;
    return feasible(id, x, 1 - x ** 2);
  });
  const falls = (id: number) => id % 3 !== 1;
  const executor: Executor = {
    workers: 1,
    alive: 1,
    run: async (tasks) =>
      tasks.map(({ id }) => (falls(id) ? { ...screened[id]!, status: "refuted-split" } : screened[id]!)),
    close: async () => {},
  };

  /** Settles in as many runs as it takes, each of which is stopped after so many verifications. */
  async function settledInRuns(each: number) {
    const place = mkdtempSync(join(folder, "run-"));
    for (let first = true; ; first = false) {
      const held = Journal.open(place, "hash");
      if (first) held.append(screened);
      let left = each;
      const ended = await settled(thinned, held, executor, {
        onVerified() {},
        interrupted: () => left-- <= 0,
      });
      held.close();
      if (ended === null) continue;
      return { points: ended.points.map(({ id }) => id), counts: ended.replay.archive.counts };
    }
  }

  it("shows the same points however often verification was stopped", async () => {
    const whole = await settledInRuns(Number.POSITIVE_INFINITY);
    expect(whole.points.some(falls)).toBe(false);
    expect(whole.counts["refuted-split"]).toBeGreaterThan(0);
    for (const each of [1, 2, 3, 4]) expect(await settledInRuns(each)).toEqual(whole);
  });
});
