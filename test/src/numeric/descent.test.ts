import { describe, expect, it } from "vitest";
import { descend, largestOf } from "../../../src/numeric/descent.js";

/** x^2 = 2, with its exact step. */
const ROOT = {
  residualAt: ([x]: Float64Array) => Math.abs(x! * x! - 2),
  stepAt: ([x]: Float64Array) => [(x! * x! - 2) / (2 * x!)],
};

const LIMITS = { steps: 25, longest: 1, target: 1e-14 };

describe("a descent by Newton's method", () => {
  it("comes to a root by steps of its own making, and leaves the start alone", () => {
    const start = Float64Array.of(1);
    const { point, residual } = descend(ROOT, start, LIMITS);
    expect(point[0]).toBeCloseTo(Math.SQRT2, 14);
    expect(residual).toBeLessThan(1e-14);
    expect([...start]).toEqual([1]);
  });

  it("cuts a step to the longest allowed, and takes no more steps than allowed", () => {
    const { point } = descend(ROOT, Float64Array.of(100), { ...LIMITS, steps: 3, longest: 2 });
    expect(point[0]).toBeCloseTo(94, 12);
  });

  it("ends where it is told not to go on, where there is no step, and where none helps", () => {
    const goesOn = ([x]: Float64Array) => x! > 90;
    const { point } = descend({ ...ROOT, goesOn }, Float64Array.of(100), { ...LIMITS, longest: 6 });
    expect(point[0]).toBeCloseTo(88, 12);
    expect(descend({ ...ROOT, stepAt: () => null }, Float64Array.of(3), LIMITS).point[0]).toBe(3);
    expect(descend({ ...ROOT, stepAt: () => [-1] }, Float64Array.of(3), LIMITS).point[0]).toBe(3);
  });
});

describe("the largest of some numbers in size", () => {
  it("is infinite where one is no number", () => {
    expect(largestOf([1, -3, 2])).toBe(3);
    expect(largestOf([1, Number.NaN])).toBe(Number.POSITIVE_INFINITY);
  });
});
