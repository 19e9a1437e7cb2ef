import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addClosures } from "../../../src/sybil/envelope/closure.js";
import { upperHull } from "../../../src/sybil/envelope/hull.js";
import { Plays } from "../../../src/sybil/envelope/plays.js";
import { law } from "../../law.js";

const FILE = "test/src/sybil/envelope.test.ts";

/** The largest sum of g over at most, or exactly, k parts that sum to a total: by trying every one. */
function exhaustive(g: readonly number[], total: number, k: number, exactly: boolean): number {
  if (total === 0) return exactly && k > 0 ? Number.NEGATIVE_INFINITY : 0;
  if (k === 0) return Number.NEGATIVE_INFINITY;
  let best = Number.NEGATIVE_INFINITY;
  for (let part = 1; part <= total; part++) {
    best = Math.max(best, g[part]! + exhaustive(g, total - part, k - 1, exactly));
  }
  return best;
}

describe("closures by doubling", () => {
  const size = 9;
  const numbers = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: size, maxLength: size });

  it.each([2, 3, 5, 6])("are the best sums of up to, and of exactly, %i parts", async (k) => {
    await law(
      FILE,
      fc.property(numbers, numbers, fc.boolean(), (weights, prices, exactly) => {
        const g = weights.map((weight, i) => weight - prices[i]!);
        const plays = new Plays();
        const totals = Int32Array.from({ length: size }, (_, i) => plays.addTotal(i / size, 1 - i / size));
        addClosures(plays, Float64Array.from(weights), Float64Array.from(prices), totals, [1], k, exactly);
        const found = new Map<number, number>();
        for (let i = 0; i < plays.size; i++) {
          const groups = plays.groupsOf(i);
          const parts = groups.sizes.map((each) => Math.round(each * size));
          const sum = parts.reduce((all, part, j) => all + part * groups.counts[j]!, 0);
          expect(sum).toBe(plays.total[i]);
          found.set(
            sum,
            parts.reduce((all, part, j) => all + g[part]! * groups.counts[j]!, 0),
          );
          if (exactly) expect(plays.identities[i]).toBe(k);
          else expect(plays.identities[i]).toBeLessThanOrEqual(k);
        }
        for (let total = 1; total < size; total++) {
          const best = exhaustive(g, total, k, exactly);
          // One bid is no division; a tie with it is none either.
          if (exactly ? best > Number.NEGATIVE_INFINITY : best > g[total]!)
            expect(found.get(total)).toBe(best);
          else expect(found.has(total)).toBe(false);
        }
      }),
    );
  });

  it("without a limit use as many parts as there are steps", () => {
    const plays = new Plays();
    const totals = Int32Array.from({ length: 8 }, (_, i) => plays.addTotal(i / 8, 1 - i / 8));
    const weights = Float64Array.from({ length: 8 }, (_, i) => Math.sqrt(i));
    addClosures(plays, weights, new Float64Array(8), totals, [1], Number.POSITIVE_INFINITY, false);
    expect(plays.groupsOf(plays.size - 1)).toEqual({ sizes: [1 / 8], counts: [7] });
  });
});

describe("the hull", () => {
  it("lies on no side of a point but above, through points of its own, ever less steep", async () => {
    const coordinate = fc.integer({ min: 1, max: 30 });
    await law(
      FILE,
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 12 }), (points) => {
        const across = Float64Array.from(points, ([x]) => x);
        const up = Float64Array.from(points, ([, y]) => y);
        const corners = [
          [0, 0] as const,
          ...upperHull(across, up, 1e-9).map((k) => [across[k]!, up[k]!] as const),
        ];
        const at = (x: number) => {
          const next = corners.findIndex(([corner]) => corner >= x);
          if (next < 0) return corners.at(-1)![1];
          if (corners[next]![0] === x) return corners[next]![1];
          const [[x0, y0], [x1, y1]] = [corners[next - 1]!, corners[next]!];
          return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
        };
        for (const [x, y] of points) expect(at(x)).toBeGreaterThanOrEqual(y - 1e-12);
        const slopes = corners.slice(1).map(([x, y], k) => (y - corners[k]![1]) / (x - corners[k]![0]));
        for (let k = 1; k < slopes.length; k++) expect(slopes[k]).toBeLessThan(slopes[k - 1]!);
        expect(slopes.every((slope) => slope > 0)).toBe(true);
      }),
    );
  });

  it("ends where it would rise by less than the least slope", () => {
    expect(upperHull(Float64Array.of(1, 2, 12), Float64Array.of(1, 1.5, 2), 0.1)).toEqual([0, 1]);
  });
});
