import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Minorant } from "../../../src/sybil/play/minorant.js";
import { law } from "../../law.js";

const FILE = "test/src/sybil/minorant.test.ts";
const figure = fc.double({ min: 0.01, max: 10, noNaN: true });

/** Points as a grid of totals has them: allocations rise. */
const curve = fc.array(fc.tuple(figure, figure), { minLength: 2, maxLength: 12 }).map((steps) => {
  let won = 0;
  const allocations = steps.map(([step]) => {
    won += step;
    return won;
  });
  return {
    allocations: Float64Array.from(allocations),
    payments: Float64Array.from(steps, ([, paid]) => paid),
  };
});

describe("P**", () => {
  it("is the best mean of two points, staying out among them, wherever no value is too large", async () => {
    await law(
      FILE,
      fc.property(
        curve,
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        ({ allocations, payments }, where) => {
          const at = where * allocations.at(-1)!;
          const points = [[0, 0], ...Array.from(allocations, (won, k) => [won, payments[k]!])];
          let least = Number.POSITIVE_INFINITY;
          for (const [x, p] of points) {
            for (const [y, q] of points) {
              if (!(x! <= at && at <= y! && y! > x!)) continue;
              const share = (at - x!) / (y! - x!);
              least = Math.min(least, (1 - share) * p! + share * q!);
            }
          }
          const { price, along } = new Minorant({ allocations, payments }, Number.POSITIVE_INFINITY).at(at);
          expect(Math.abs(price - least)).toBeLessThan(1e-9 * (1 + least));
          expect(along).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it("goes on at the largest value beyond what is worth bidding at it", () => {
    const minorant = new Minorant(
      { allocations: Float64Array.of(0.5, 0.9), payments: Float64Array.of(0.5, 9) },
      2,
    );
    expect(minorant.at(0.9)).toMatchObject({ slope: 2, from: 0, to: 0 });
    expect(minorant.at(0.9).price).toBeCloseTo(0.5 + 0.4 * 2, 12);
  });
});
