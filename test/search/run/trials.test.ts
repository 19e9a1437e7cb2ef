import { describe, expect, it } from "vitest";
import { resolveJob } from "../../../search/job/job.js";
import type { Entry } from "../../../search/run/journal.js";
import { trialsIn } from "../../../search/run/trials.js";

const scores = {
  ...{ revenueOverPap: 1.25, fairnessOverPap: 1, revenueShare: 0.5 },
  ...{ fairness: 0.4, fairnessActive: 0.4 },
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

const job = (profiles: number, objectives: readonly unknown[]) =>
  resolveJob(
    {
      ...{ name: "trials", seed: 1, families: [{ family: "pap" }], budget: { evaluations: 2 }, objectives },
      scenario: {
        name: "profiles",
        profiles: Array.from({ length: profiles }, (_, k) => ({ name: `p${k}`, values: [4, 1 + k] })),
      },
    },
    "trials.json",
  );

const margins = (of: ReturnType<typeof job>) =>
  Array.from(trialsIn(of, () => ENTRIES)(), ({ margin }) => margin);

describe("the trials of a run", () => {
  it("are every candidate, those of a batch without a mark too", () => {
    const trials = trialsIn(job(2, ["revenueOverPap", "fairnessOverPap"]), () => ENTRIES);
    expect(Array.from(trials(), ({ id, verified }) => [id, verified])).toEqual([
      [0, null],
      [1, null],
    ]);
    expect([...trials()]).toEqual([...trials()]);
  });

  it("have the margin of an objective that is the smallest revenue relative to PAP", () => {
    const smallest = { figure: "revenueOverPap", by: "minimum" };
    expect(margins(job(2, [smallest, "fairnessOverPap"]))).toEqual([0.125, null]);
  });

  it("have the mean's margin where there is one profile, and else none before they are verified", () => {
    const means = ["revenueOverPap", "fairnessOverPap"];
    expect(margins(job(1, means))).toEqual([0.25, null]);
    expect(margins(job(2, means))).toEqual([null, null]);
  });
});
