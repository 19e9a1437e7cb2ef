import { describe, expect, it } from "vitest";
import type { TaskResult, TaskStatus } from "../../../search/executor/executor.js";
import type { Entry } from "../../../search/run/journal.js";
import { replayed, settledReplay, stepsOf } from "../../../search/run/replay.js";

const job = { reference: [0, 0] };

const result = (id: number, status: TaskStatus, objectives: number[] | null, took?: number): TaskResult => ({
  ...{ id, status, objectives, candidate: { family: "pap" }, reason: null, violation: 0, scores: null },
  ...(took === undefined ? {} : { took }),
});
const verified = (of: TaskResult): Entry => ({
  verified: { ...of, perProfile: [], sybil: [], dominatesPap: null },
});

const ENTRIES: readonly Entry[] = [
  result(0, "feasible", [1, 1], 1),
  result(1, "withholds", null, 0.5),
  { evaluations: 2, seconds: 4, alive: 1, workers: 2 },
  result(2, "feasible", [2, 2], 2),
  result(3, "refuted-split", null),
  { evaluations: 4, seconds: 9, alive: 2, workers: 2 },
  { stopped: "budget of 1 minutes, after 4 evaluations", evaluations: 4 },
  verified(result(2, "refuted-split", [2, 2], 7)),
];

describe("a replay of a journal", () => {
  it("takes batches by their marks, and a torn one without", () => {
    const steps = [...stepsOf([...ENTRIES.slice(0, 4)])];
    expect(
      steps.map((step) => ("results" in step ? [step.results.length, step.mark?.evaluations] : [])),
    ).toEqual([
      [2, 2],
      [1, undefined],
    ]);
  });

  it("says where the time went, by status, with the verifications apart", () => {
    const { work } = replayed(job, ENTRIES);
    expect(work).toEqual({ byStatus: { feasible: 3, withholds: 0.5, "refuted-split": 0 }, verification: 7 });
  });

  it("says who worked, why it stopped, what was rejected and what was verified", () => {
    const { crew, stopped, rejects, verified, tracker } = replayed(job, ENTRIES);
    expect(crew).toEqual({ alive: 2, workers: 2 });
    expect(stopped).toMatch(/^budget of 1 minutes/);
    expect(rejects.kept.map(({ id }) => id)).toEqual([1, 3]);
    expect([...verified.keys()]).toEqual([2]);
    expect(tracker.progress()).toMatchObject({ evaluations: 4, seconds: 9, frontSize: 1 });
  });

  it("counts a point that fell in its verification as fallen, once it is settled", () => {
    expect(replayed(job, ENTRIES).archive.front.map(({ id }) => id)).toEqual([2]);
    const { archive, work } = settledReplay(job, () => ENTRIES);
    expect(archive.front.map(({ id }) => id)).toEqual([0]);
    expect(archive.counts).toEqual({ feasible: 1, withholds: 1, "refuted-split": 2 });
    expect(work.byStatus.feasible).toBe(3);
  });
});
