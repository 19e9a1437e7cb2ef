import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTimesAtLeast } from "../../../src/numeric/rounding.js";
import { law } from "../../law.js";

const FILE = "test/src/numeric/rounding.test.ts";

/** The double next above or below, or the number itself. */
function beside(x: number, step: -1 | 0 | 1): number {
  const bits = new BigInt64Array(Float64Array.of(x).buffer);
  bits[0] = bits[0]! + BigInt(step);
  return new Float64Array(bits.buffer)[0]!;
}

describe("isTimesAtLeast", () => {
  it("compares as whole numbers do, at the rounded product and beside it", async () => {
    // Doubles from 2^53 on are whole.
    const whole = fc.double({ min: 1e16, max: 1e280, noNaN: true });
    await law(
      FILE,
      fc.property(fc.integer({ min: 1, max: 2 ** 24 }), whole, fc.constantFrom(-1, 0, 1), (k, x, step) => {
        const y = beside(k * x, step);
        expect(isTimesAtLeast(k, x, y)).toBe(BigInt(k) * BigInt(x) >= BigInt(y));
      }),
      500,
    );
  });

  it("holds at 0 and at decimals whose product rounds down", () => {
    expect(isTimesAtLeast(3, 0, 0)).toBe(true);
    expect(isTimesAtLeast(3, 0, 5e-324)).toBe(false);
    expect(isTimesAtLeast(3, 0.02, 0.06)).toBe(true);
  });
});
