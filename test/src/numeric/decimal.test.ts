import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalAbove, decimalBelow } from "../../../src/numeric/decimal.js";
import { law } from "../../law.js";

const FILE = "test/src/numeric/decimal.test.ts";

/** Every double but the infinities: any size, shorter decimals, and what lies a bit beside a power of ten. */
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: -2, max: 2, noNaN: true }),
  fc.tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: -12, max: 12 })).map(decimal),
  fc
    .tuple(fc.integer({ min: -300, max: 300 }), fc.constantFrom(-1, 0, 1), fc.constantFrom(-1, 1))
    .map(([exponent, step, sign]) => sign * beside(Number(`1e${exponent}`), step)),
);
const digits = fc.integer({ min: 1, max: 15 });

function decimal([whole, exponent]: [number, number]): number {
  return Number(`${whole}e${exponent}`);
}

/** The double next above or below. */
function beside(x: number, step: number): number {
  const bits = new BigInt64Array(Float64Array.of(x).buffer);
  bits[0] = bits[0]! + BigInt(step);
  return new Float64Array(bits.buffer)[0]!;
}

/** An exact fraction: numerator over a denominator above 0. */
type Exact = readonly [bigint, bigint];

/** A double as the fraction that it is. */
function exactOf(x: number): Exact {
  const bits = new BigUint64Array(Float64Array.of(Math.abs(x)).buffer)[0]!;
  const [exponent, fraction] = [Number(bits >> 52n), bits & ((1n << 52n) - 1n)];
  const mantissa = (exponent === 0 ? fraction : fraction | (1n << 52n)) * (x < 0 ? -1n : 1n);
  const power = Math.max(exponent, 1) - 1075;
  return power < 0 ? [mantissa, 1n << BigInt(-power)] : [mantissa << BigInt(power), 1n];
}

/** A number as the fraction that its printed decimal is, times 10^shift. */
function printedOf(x: number, shift = 0): Exact {
  const [, sign, whole, part = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(
    String(x),
  )!;
  const power = Number(exponent) - part.length + shift;
  const units = BigInt(`${sign}${whole}${part}`);
  return power < 0 ? [units, 10n ** BigInt(-power)] : [units * 10n ** BigInt(power), 1n];
}

function compare([a, b]: Exact, [c, d]: Exact): number {
  const [left, right] = [a * d, c * b];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** How many significant digits a number prints with. */
function lengthOf(x: number): number {
  return Math.abs(x).toExponential().split("e")[0]!.replace(".", "").length;
}

/** Bounds that doubles hold, which those of the largest numbers may not be. */
function finite(...bounds: readonly number[]): boolean {
  return bounds.every(Number.isFinite);
}

describe("decimalBelow and decimalAbove", () => {
  it("hold as exact decimals: the lower is x or less, the upper x or more, or they print as x", async () => {
    await law(
      FILE,
      fc.property(number, digits, (x, most) => {
        const [lower, upper] = [decimalBelow(x, most), decimalAbove(x, most)];
        fc.pre(finite(lower, upper));
        if (lower !== x) expect(compare(printedOf(lower), exactOf(x))).toBe(-1);
        if (upper !== x) expect(compare(printedOf(upper), exactOf(x))).toBe(1);
        expect(compare(printedOf(lower), printedOf(x))).toBeLessThanOrEqual(0);
        expect(compare(printedOf(upper), printedOf(x))).toBeGreaterThanOrEqual(0);
      }),
      2000,
    );
  });

  it("print with no more digits than asked for, one unit of the last one apart or none", async () => {
    await law(
      FILE,
      fc.property(number, digits, (x, most) => {
        const [lower, upper] = [decimalBelow(x, most), decimalAbove(x, most)];
        fc.pre(finite(lower, upper) && x !== 0);
        expect(Math.max(lengthOf(lower), lengthOf(upper))).toBeLessThanOrEqual(most);
        const unit = Number(Math.abs(x).toExponential().split("e")[1]) + 1 - most;
        const [low, high] = [printedOf(lower, -unit), printedOf(upper, -unit)];
        const apart: Exact = [high[0] * low[1] - low[0] * high[1], high[1] * low[1]];
        expect(compare(apart, lengthOf(x) > most ? [1n, 1n] : [0n, 1n])).toBe(0);
      }),
      2000,
    );
  });

  it("leave what is rounded already, by either", async () => {
    await law(
      FILE,
      fc.property(number, digits, (x, most) => {
        for (const bound of [decimalBelow(x, most), decimalAbove(x, most)]) {
          expect([decimalBelow(bound, most), decimalAbove(bound, most)]).toEqual([bound, bound]);
        }
      }),
      1000,
    );
  });

  it("keep order, and are each other's mirror", async () => {
    await law(
      FILE,
      fc.property(number, number, digits, (x, y, most) => {
        const [low, high] = [Math.min(x, y), Math.max(x, y)];
        expect(decimalBelow(low, most)).toBeLessThanOrEqual(decimalBelow(high, most));
        expect(decimalAbove(low, most)).toBeLessThanOrEqual(decimalAbove(high, most));
        expect(decimalAbove(-x, most)).toBe(-decimalBelow(x, most));
      }),
      1000,
    );
  });

  it("shift by powers of ten without rounding", async () => {
    const share = fc.double({ min: 1e-300, max: 1e300, noNaN: true });
    await law(
      FILE,
      fc.property(share, digits, fc.integer({ min: -3, max: 3 }), (x, most, shift) => {
        for (const bound of [decimalBelow, decimalAbove]) {
          expect(compare(printedOf(bound(x, most, shift)), printedOf(bound(x, most), shift))).toBe(0);
        }
      }),
      500,
    );
  });

  it("round where rounding to nearest goes the wrong way", () => {
    expect([0.354797333, 0.0132901372].map((x) => decimalBelow(x, 3, 2))).toEqual([35.4, 1.32]);
    expect(decimalAbove(0.004702, 2)).toBe(0.0048);
    expect([decimalBelow(9.999, 2), decimalAbove(9.999, 2)]).toEqual([9.9, 10]);
    expect([decimalBelow(-0.12345, 2), decimalAbove(-0.12345, 2)]).toEqual([-0.13, -0.12]);
  });

  it("print a percentage of which the product rounds as the decimal says", () => {
    expect([100 * 0.07, 100 * 0.29].map(String)).toEqual(["7.000000000000001", "28.999999999999996"]);
    expect([decimalAbove(0.07, 5, 2), decimalBelow(0.29, 5, 2)]).toEqual([7, 29]);
  });

  it("leave 0 and what is no number, and step over the largest double", () => {
    for (const x of [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]) {
      expect([decimalBelow(x, 3), decimalAbove(x, 3)]).toEqual([x, x]);
    }
    expect(decimalBelow(Number.MAX_VALUE, 2)).toBe(1.7e308);
    expect(decimalAbove(Number.MAX_VALUE, 2)).toBe(Number.POSITIVE_INFINITY);
    expect([decimalBelow(5e-324, 2), decimalAbove(5e-324, 2)]).toEqual([5e-324, 5e-324]);
  });
});
