import { describe, expect, it } from "vitest";
import type { TaskResult } from "../../../search/executor/executor.js";
import { Tracker } from "../../../search/run/tracker.js";

const found = (id: number, revenueOverPap: number, fairnessOverPap: number): TaskResult => ({
  ...{ id, candidate: { family: "pap" }, status: "feasible", reason: null, violation: 0 },
  scores: {
    ...{ revenueOverPap, fairnessOverPap, revenueShare: 0, fairness: 0, fairnessActive: 0 },
    margin: revenueOverPap - 1,
  },
  objectives: [revenueOverPap, fairnessOverPap],
});
const refuted = (id: number): TaskResult => ({
  ...found(id, 9, 9),
  ...{ status: "refuted-split", violation: 1 },
});

describe("a tracker", () => {
  it("knows nothing before the first batch", () => {
    expect(new Tracker({ reference: [0, 0], grid: 0 }).progress()).toEqual({
      ...{ evaluations: 0, counts: {}, frontSize: 0, hypervolume: 0, stagnant: 0, bestGain: null },
      ...{ seconds: 0, recent: { rate: 0, rise: null } },
    });
  });

  it("takes rate and rise over the last five minutes, and all of the time before that", () => {
    const tracker = new Tracker({ reference: [0, 0], grid: 0 });
    const after = (seconds: number, ...results: TaskResult[]) => {
      tracker.archive.add(results);
      tracker.mark(seconds);
      return tracker.progress().recent;
    };
    expect(after(100, found(0, 1, 1), refuted(1))).toEqual({ rate: 0.02, rise: null });
    expect(after(200, refuted(2), refuted(3))).toEqual({ rate: 0.02, rise: { share: 0, seconds: 100 } });
    expect(after(400, found(4, 2, 1))).toEqual({ rate: 0.01, rise: { share: 1, seconds: 300 } });
    expect(after(2000, refuted(5), refuted(6))).toEqual({
      rate: 2 / 1600,
      rise: { share: 0, seconds: 1600 },
    });
    expect(tracker.progress()).toMatchObject({ seconds: 2000, evaluations: 7, stagnant: 2 });
  });

  it("has as best gain the largest smaller one, of all that was feasible", () => {
    const tracker = new Tracker({ reference: [0, 0], grid: 0 });
    const gains = [refuted(0), found(1, 3, 0.75), found(2, 1.25, 1.5), found(3, 1.125, 4)].map((result) => {
      tracker.archive.add([result]);
      return tracker.progress().bestGain;
    });
    expect(gains).toEqual([null, -0.25, 0.25, 0.25]);
  });
});
