import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evenlySpread } from "../../../src/pareto/spread.js";
import { law } from "../../law.js";

const FILE = "test/src/pareto/spread.test.ts";

describe("evenlySpread", () => {
  it("keeps all where there is room, and evenly spaced points of a line where not", () => {
    const line = Array.from({ length: 9 }, (_, k) => [k, 8 - k]);
    expect(evenlySpread(line, 9)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(evenlySpread(line, 5)).toEqual([0, 2, 4, 6, 8]);
  });

  it("does not look at the units of the objectives", () => {
    const points = Array.from({ length: 30 }, (_, k) => [k ** 2, -(k ** 1.5)]);
    const scaled = points.map(([a, b]) => [a! * 1e6 + 5, b! * 1e-3]);
    expect(evenlySpread(scaled, 7)).toEqual(evenlySpread(points, 7));
  });

  it("keeps the best of each objective, and covers within twice the radius of any two points", async () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }));
    await law(
      FILE,
      fc.property(fc.array(point, { minLength: 5, maxLength: 9 }), (points) => {
        const chosen = evenlySpread(points, 3);
        expect(new Set(chosen).size).toBe(3);
        for (const m of [0, 1]) {
          const best = Math.max(...points.map((each) => each[m]!));
          expect(Math.max(...chosen.map((k) => points[k]![m]!))).toBe(best);
        }
        const pairs = points.flatMap((_, i) => points.map((_, j) => [i, j]));
        const least = Math.min(...pairs.map((pair) => coveringRadius(points, pair)));
        expect(coveringRadius(points, chosen)).toBeLessThanOrEqual(2 * least + 1e-12);
      }),
    );
  });
});

function coveringRadius(points: readonly (readonly number[])[], centres: readonly number[]): number {
  const range = [0, 1].map((m) => {
    const all = points.map((each) => each[m]!);
    return Math.max(...all) - Math.min(...all) || 1;
  });
  const distance = (a: readonly number[], b: readonly number[]) =>
    Math.hypot((a[0]! - b[0]!) / range[0]!, (a[1]! - b[1]!) / range[1]!);
  return Math.max(...points.map((each) => Math.min(...centres.map((c) => distance(each, points[c]!)))));
}
