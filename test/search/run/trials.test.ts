import { describe, expect, it } from "vitest";
import type { Entry } from "../../../search/run/journal.js";
import { trialsIn } from "../../../search/run/trials.js";

const scores = {
  ...{ revenueOverPap: 1.25, fairnessOverPap: 1, revenueShare: 0.5 },
  ...{ fairness: 0.4, fairnessActive: 0.4, margin: 0.125 },
};
const result = (id: number, objectives: readonly number[] | null): Entry => ({
  ...{ id, candidate: { family: "pap" }, status: objectives ? "feasible" : "no-equilibrium" },
  ...{ reason: null, violation: objectives ? 0 : 1, objectives, scores: objectives ? scores : null },
});
const ENTRIES: readonly Entry[] = [
  result(0, [1.125, 1]),
  { evaluations: 1, seconds: 1 },
  // A batch whose mark is not written yet.
  result(1, null),
];

describe("the trials of a run", () => {
  const trials = trialsIn(() => ENTRIES);

  it("are every candidate, those of a batch without a mark too", () => {
    expect(Array.from(trials(), ({ id, verified }) => [id, verified])).toEqual([
      [0, null],
      [1, null],
    ]);
    expect([...trials()]).toEqual([...trials()]);
  });

  it("have the margin of their scores, and none without them", () => {
    expect(Array.from(trials(), ({ margin }) => margin)).toEqual([0.125, null]);
  });
});
