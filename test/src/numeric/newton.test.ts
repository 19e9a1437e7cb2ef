import { describe, expect, it } from "vitest";
import { newton } from "../../../src/numeric/newton.js";

describe("Newton's method", () => {
  it("finds the root of two equations: a circle and a line", () => {
    const { point, residual } = newton(
      ([x, y], residuals) => {
        residuals[0] = x! * x! + y! * y! - 2;
        residuals[1] = x! - y!;
      },
      Float64Array.of(3, 0.5),
      1,
      1e-13,
    );
    expect(residual).toBeLessThanOrEqual(1e-13);
    expect(point[0]).toBeCloseTo(1, 12);
    expect(point[1]).toBeCloseTo(1, 12);
  });

  it("finds PAP's bids for (4, 2) from the first-order conditions: 8/9 and 4/9", () => {
    const { point } = newton(
      (bids, residuals) => {
        const total = bids[0]! + bids[1]!;
        residuals[0] = (4 * bids[1]!) / (total * total) - 1;
        residuals[1] = (2 * bids[0]!) / (total * total) - 1;
      },
      Float64Array.of(1, 1),
      0.5,
      1e-13,
    );
    expect(point[0]).toBeCloseTo(8 / 9, 11);
    expect(point[1]).toBeCloseTo(4 / 9, 11);
  });

  it("shortens the step where a whole one would overshoot: the arctangent from 3", () => {
    const { point, residual } = newton(
      ([x], residuals) => {
        residuals[0] = Math.atan(x!);
      },
      Float64Array.of(3),
      100,
      1e-12,
    );
    expect(residual).toBeLessThanOrEqual(1e-12);
    expect(point[0]).toBeCloseTo(0, 11);
  });

  it("does not change the start, and says honestly how near it came where there is no root", () => {
    const start = Float64Array.of(1);
    const { residual } = newton(
      ([x], residuals) => {
        residuals[0] = x! * x! + 1;
      },
      start,
      1,
      1e-12,
    );
    expect([...start]).toEqual([1]);
    expect(residual).toBeGreaterThanOrEqual(1);
  });

  it("takes NaN for an infinite residual", () => {
    const nowhere = newton(
      (_, residuals) => {
        residuals[0] = Number.NaN;
      },
      Float64Array.of(1),
      1,
      1e-12,
    );
    expect(nowhere.residual).toBe(Number.POSITIVE_INFINITY);
  });
});
