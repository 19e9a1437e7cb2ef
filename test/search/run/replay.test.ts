import { describe, expect, it } from "vitest";
import type { TaskResult, TaskStatus } from "../../../search/executor/executor.js";
import type { Entry } from "../../../search/run/journal.js";
import { replayed, stepsOf } from "../../../search/run/replay.js";

const job = { reference: [0, 0], grid: 0 };

const result = (id: number, status: TaskStatus, objectives: number[] | null, took?: number): TaskResult => ({
  ...{ id, status, objectives, candidate: { family: "pap" }, reason: null, violation: 0, scores: null },
  ...(took === undefined ? {} : { took }),
});
const verified = (of: TaskResult): Entry => ({
  verified: { ...of, sybil: [], dominatesPap: null },
});

const ENTRIES: readonly Entry[] = [
  result(0, "feasible", [1, 1], 1),
  result(1, "withholds", null, 0.5),
  verified(result(0, "feasible", [1, 1], 3)),
  { evaluations: 2, seconds: 4, alive: 1, workers: 2 },
  result(2, "feasible", [2, 2], 2),
  result(3, "refuted-split", null),
  verified(result(2, "refuted-split", [2, 2], 7)),
  { evaluations: 4, seconds: 9, alive: 2, workers: 2 },
  { stopped: "budget of 1 minutes, after 4 evaluations", evaluations: 4 },
];

describe("a replay of a journal", () => {
  it("takes batches by their marks, with their verifications, and counts none that is not over", () => {
    const entries = ENTRIES.slice(0, 7);
    expect(
      [...stepsOf(entries)].map((step) =>
        "results" in step ? [step.results.length, step.verified.length, step.mark?.evaluations] : [],
      ),
    ).toEqual([
      [2, 1, 2],
      [2, 1, undefined],
    ]);
    const { archive, open, verification } = replayed(job, entries);
    expect([archive.evaluations, open?.results.length, verification.done]).toEqual([2, 2, 1]);
  });

  it("says where the time went, by status, with the verifications apart", () => {
    const { work, progress } = replayed(job, ENTRIES);
    expect(work).toEqual({ byStatus: { feasible: 3, withholds: 0.5, "refuted-split": 0 }, verification: 10 });
    expect(progress.verification).toEqual({ done: 2, fallen: 1, share: 10 / 13.5 });
  });

  it("says who worked, why it stopped and what was rejected", () => {
    const { crew, stopped, rejects, progress } = replayed(job, ENTRIES);
    expect(crew).toEqual({ alive: 2, workers: 2 });
    expect(stopped).toMatch(/^budget of 1 minutes/);
    expect(rejects.kept.map(({ id }) => id)).toEqual([1, 3]);
    expect(progress).toMatchObject({ evaluations: 4, seconds: 9, frontSize: 1 });
  });

  it("counts a candidate that fell in its verification as fallen, and has a front of verified ones", () => {
    const { archive, front, work } = replayed(job, ENTRIES);
    expect(front.map(({ id }) => id)).toEqual([0]);
    expect(archive.counts).toEqual({ feasible: 1, withholds: 1, "refuted-split": 2 });
    expect(work.byStatus.feasible).toBe(3);
  });

  it("refuses a batch that brings to the front what it has no verification of", () => {
    const unverified = ENTRIES.filter((_, k) => k !== 2);
    expect(() => replayed(job, unverified)).toThrow(/the journal has no verification of candidate 0/);
  });
});
