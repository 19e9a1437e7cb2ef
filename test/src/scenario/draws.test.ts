import { describe, expect, it } from "vitest";
import { drawnProfiles, ratioProfiles } from "../../../src/scenario/draws.js";

const pooled = (kind: "lognormal" | "pareto", parameter: number) => {
  const distribution = kind === "lognormal" ? { kind, sigma: parameter } : { kind, shape: parameter };
  return drawnProfiles(distribution, 4, 2000, 3).flatMap(({ values }) => values);
};
const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

describe("drawn profiles", () => {
  it("have the moments of their distribution", () => {
    const logs = pooled("lognormal", 0.5).map(Math.log);
    expect(mean(logs)).toBeCloseTo(0, 2);
    expect(mean(logs.map((log) => log * log))).toBeCloseTo(0.25, 2);
    // log of a Pareto value is exponential with mean 1 / shape.
    const tail = pooled("pareto", 2).map(Math.log);
    expect(mean(tail)).toBeCloseTo(0.5, 2);
    expect(Math.min(...tail)).toBeGreaterThanOrEqual(0);
  });

  it("depend on the seed alone, and fall", () => {
    const draw = (seed: number) => drawnProfiles({ kind: "lognormal", sigma: 1 }, 3, 5, seed);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    for (const { values } of draw(1)) expect(values).toEqual(values.toSorted((a, b) => b - a));
  });
});

describe("ratio profiles", () => {
  it("are of two players, and refuse ratios outside (0, 1]", () => {
    expect(ratioProfiles([1, 0.25], "here").map(({ values }) => values)).toEqual([
      [1, 1],
      [1, 0.25],
    ]);
    expect(() => ratioProfiles([0], "here")).toThrow("here: ratio 0 is outside (0, 1]");
  });
});
