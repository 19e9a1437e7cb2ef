import fc from "fast-check";
import { fraction } from "mathjs";
import { describe, expect, it } from "vitest";
import { sum } from "../../../src/numeric/sum.js";
import { law } from "../../law.js";

const FILE = "test/src/numeric/sum.test.ts";

describe("the compensated sum", () => {
  it.each([
    [[], 0],
    [[0.1], 0.1],
    [[1, 1e100, 1, -1e100], 2],
    [[1e16, 1, 1], 1e16 + 2],
    [new Array<number>(10).fill(0.1), 1],
  ])("of %j is %d", (terms, total) => {
    expect(sum(terms)).toBe(total);
    expect(sum(Float64Array.from(terms))).toBe(total);
  });

  it("of a million tenths is exact, where a plain sum is off", () => {
    const terms = new Float64Array(1_000_000).fill(0.1);
    expect(terms.reduce((total, term) => total + term, 0)).not.toBe(100_000);
    expect(sum(terms)).toBe(100_000);
  });

  it("is right to the last digit or nearly, for terms of any sign that do not cancel to nothing", async () => {
    const term = fc.tuple(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), fc.integer({ min: 0, max: 40 }));
    await law(
      FILE,
      fc.property(fc.array(term, { maxLength: 30 }), (parts) => {
        const terms = parts.map(([digits, power]) => digits / 2 ** power);
        const exact = parts
          .reduce((total, [digits, power]) => total.add(fraction(digits, 2 ** power)), fraction(0))
          .valueOf();
        const size = terms.reduce((total, each) => total + Math.abs(each), 0);
        expect(Math.abs(sum(terms) - exact)).toBeLessThanOrEqual(2.3e-16 * Math.abs(exact) + 1e-28 * size);
      }),
    );
  });
});
