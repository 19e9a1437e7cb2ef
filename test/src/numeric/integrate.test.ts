import { describe, expect, it } from "vitest";
import { integrate } from "../../../src/numeric/integrate.js";

describe("integrals", () => {
  it.each<[string, (x: number) => number, number, number, number]>([
    ["a polynomial", (x) => 3 * x * x, 0, 2, 8],
    ["a narrow peak", (x) => 1 / (1e-6 + x * x), -1, 1, 2e3 * Math.atan(1e3)],
    ["a root, steep at its end", (x) => Math.sqrt(x), 0, 1, 2 / 3],
    ["a kink", (x) => Math.abs(x - 0.3), 0, 1, (0.09 + 0.49) / 2],
    ["a jump", (x) => (x < 1 / 3 ? 0 : 1), 0, 1, 2 / 3],
    ["nothing", () => 0, 0, 1, 0],
  ])("of %s", (_, at, low, high, exact) => {
    expect(Math.abs(integrate({ at }, low, high, 1e-13) - exact)).toBeLessThanOrEqual(
      1e-11 * Math.max(1, exact),
    );
  });

  it("takes the fifteen points of one piece where they will do", () => {
    let points = 0;
    const at = (x: number) => {
      points++;
      return x ** 13;
    };
    expect(integrate({ at }, 0, 1, 1e-12)).toBeCloseTo(1 / 14, 15);
    expect(points).toBe(15);
  });
});
