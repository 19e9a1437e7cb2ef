import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Arithmetic, BeyondArithmetic } from "../../../src/numeric/arithmetic.js";
import { exactArithmetics } from "../../../src/numeric/exact.js";
import { INTERVALS as I, type Interval, SLOPES } from "../../../src/numeric/interval.js";
import { evaluate, expressions, VARIABLES } from "../../arbitrary/expression.js";
import { law } from "../../law.js";

const FILE = "test/src/numeric/interval.test.ts";
const { rational, decimal } = await exactArithmetics();
const inf = Number.POSITIVE_INFINITY;

/** Whether an exact number lies within an enclosure. */
function holds<T>(a: Arithmetic<T>, { lo, hi }: Interval, x: T): boolean {
  const above = lo === -inf || a.compare(binary(a, lo), x) <= 0;
  return above && (hi === inf || a.compare(x, binary(a, hi)) <= 0);
}

/** The double itself, m 2^e, not the decimal that it prints as. */
function binary<T>(a: Arithmetic<T>, double: number): T {
  let [mantissa, exponent] = [double, 0];
  for (; !Number.isInteger(mantissa); exponent--) mantissa *= 2;
  for (; Math.abs(mantissa) > 2 ** 53; exponent++) mantissa /= 2;
  return a.multiply(a.of(mantissa), a.power(a.of(2), a.of(exponent)));
}

const number = fc.oneof(
  fc.constantFrom(0, 1, -1, 0.1, 0.5),
  fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  fc.double({ min: -1e-3, max: 1e-3, noNaN: true }),
);
/** An interval and a double within it. */
const pointed = fc.tuple(number, number, number).map(([a, b, c]) => {
  const [lo, x, hi] = [a, b, c].sort((p, q) => p - q) as [number, number, number];
  return { box: { lo, hi }, x };
});

describe("an enclosure", () => {
  it("holds the exact value of every expression at every point", async () => {
    const cases = fc.tuple(expressions, fc.array(pointed, { minLength: VARIABLES, maxLength: VARIABLES }));
    let compared = 0;
    await law(
      FILE,
      fc.property(cases, ([expression, points]) => {
        const exact = attempt(() =>
          evaluate(
            rational,
            expression,
            points.map(({ x }) => binary(rational, x)),
          ),
        );
        if (exact === null) return;
        const enclosure = attempt(() =>
          evaluate(
            I,
            expression,
            points.map(({ box }) => box),
          ),
        );
        if (enclosure === null) return;
        compared++;
        expect(enclosure.lo).toBeLessThanOrEqual(enclosure.hi);
        expect(holds(rational, enclosure, exact)).toBe(true);
      }),
      2000,
    );
    expect(compared).toBeGreaterThan(1000);
  });

  it("holds the share of the sum, and never leaves [0, 1]", async () => {
    const size = pointed.map(({ box, x }) => {
      const [lo, mid, hi] = [box.lo, x, box.hi].map(Math.abs).sort((a, b) => a - b) as [
        number,
        number,
        number,
      ];
      return { box: { lo, hi }, x: mid };
    });
    await law(
      FILE,
      fc.property(size, size, (own, rest) => {
        fc.pre(own.x + rest.x > 0);
        const exact = rational.share(binary(rational, own.x), binary(rational, rest.x));
        const enclosure = I.share(own.box, rest.box);
        expect(holds(rational, enclosure, exact)).toBe(true);
        expect(enclosure.lo).toBeGreaterThanOrEqual(0);
        expect(enclosure.hi).toBeLessThanOrEqual(1);
        const wide = SLOPES.divide(own.box, SLOPES.add(own.box, rest.box));
        expect(enclosure.hi - enclosure.lo).toBeLessThanOrEqual(wide.hi - wide.lo);
      }),
      500,
    );
  });

  it("is a few rounding steps wide at a point", async () => {
    await law(
      FILE,
      fc.property(pointed, pointed, ({ x }, { x: y }) => {
        const sum = I.add(I.of(x), I.of(y));
        expect(sum.hi - sum.lo).toBeLessThanOrEqual(4 * 2 ** -52 * (Math.abs(x) + Math.abs(y)) + 6e-323);
      }),
    );
  });

  const positive = fc.oneof(
    fc.double({ min: -300, max: 300, noNaN: true }).map((log) => 10 ** log),
    fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
    fc.constantFrom(0, 1, 2, 0.1),
  );

  it.each(["exp", "log", "sqrt"] as const)("holds %s", async (name) => {
    const argument = name === "exp" ? fc.double({ min: -700, max: 700, noNaN: true }) : positive;
    await law(
      FILE,
      fc.property(argument, argument, (x, y) => {
        fc.pre(name !== "log" || (x > 0 && y > 0));
        const enclosure = I[name]({ lo: Math.min(x, y), hi: Math.max(x, y) });
        for (const end of [x, y])
          expect(holds(decimal, enclosure, decimal[name](binary(decimal, end)))).toBe(true);
        const [ex, ey] = [Math[name](x), Math[name](y)];
        expect(enclosure.hi - Math.max(ex, ey)).toBeLessThanOrEqual(
          2 ** -50 * Math.abs(Math.max(ex, ey)) + 2e-323,
        );
      }),
      1000,
    );
  });

  it("holds powers, of exponents that are tenths and of whole ones", async () => {
    const exponent = fc.oneof(
      fc.integer({ min: -40, max: 640 }).map((k) => k / 10),
      fc.integer({ min: -4, max: 9 }),
    );
    const base = fc.oneof(fc.double({ min: 1e-4, max: 1e4, noNaN: true }), fc.constantFrom(0, 1, 2));
    await law(
      FILE,
      fc.property(base, base, exponent, exponent, (x, y, a, b) => {
        fc.pre(x * y > 0 || (a >= 0 && b >= 0));
        const bases = { lo: Math.min(x, y), hi: Math.max(x, y) };
        for (const [enclosed, exact] of [
          [I.of(a), decimal.of(a)],
          [{ lo: Math.min(a, b), hi: Math.max(a, b) }, binary(decimal, a)],
        ] as const) {
          expect(holds(decimal, I.power(bases, enclosed), decimal.power(binary(decimal, x), exact))).toBe(
            true,
          );
        }
      }),
      1000,
    );
  });

  it("holds the decimal that a double prints as", async () => {
    const any = fc.double({ noNaN: true, noDefaultInfinity: true });
    await law(
      FILE,
      fc.property(any, (x) => {
        expect(holds(rational, I.of(x), rational.of(x))).toBe(true);
      }),
      1000,
    );
    expect(I.of(0.375)).toEqual({ lo: 0.375, hi: 0.375 });
    expect(I.of(0.1).lo).toBeLessThan(I.of(0.1).hi);
  });

  it("of a power of a base of either sign is tight", () => {
    expect(I.power({ lo: -2, hi: 1 }, I.of(2)).lo).toBe(0);
    expect(I.power({ lo: -2, hi: 1 }, I.of(2)).hi).toBeCloseTo(4, 13);
    expect(I.power({ lo: -2, hi: 1 }, I.of(3)).lo).toBeCloseTo(-8, 13);
    expect(I.power({ lo: -2, hi: -1 }, I.of(-1)).hi).toBeCloseTo(-0.5, 13);
    expect(I.power({ lo: 0, hi: 0.5 }, I.of(0.5)).lo).toBe(0);
  });

  it.each<[string, () => unknown]>([
    ["the root of a box that reaches below 0", () => I.sqrt({ lo: -1e-300, hi: 1 })],
    ["the logarithm of one", () => I.log({ lo: -1, hi: 1 })],
    ["a power of one that is not whole", () => I.power({ lo: -1, hi: 1 }, I.of(0.5))],
    ["a power of one that may be whole", () => I.power({ lo: -1, hi: 1 }, { lo: 1.9, hi: 2.1 })],
    ["0 by what may be 0", () => I.divide(I.of(0), { lo: -1, hi: 1 })],
    ["what may be 0 by what may be 0", () => I.divide({ lo: 0, hi: 1 }, { lo: 0, hi: 1 })],
    ["0 times what is unbounded", () => I.multiply(I.of(0), { lo: 1, hi: inf })],
    ["infinity less infinity", () => I.subtract({ lo: 1, hi: inf }, { lo: 1, hi: inf })],
    ["infinity by infinity", () => I.divide({ lo: 1, hi: inf }, { lo: 1, hi: inf })],
  ])("throws where a number may be none: %s", (_, operation) => {
    expect(operation).toThrow(BeyondArithmetic);
  });

  it("of a difference ends at 0 exactly, so that 1 - q stays at 0 or above", () => {
    expect(I.subtract(I.of(1), { lo: 0.5, hi: 1 }).lo).toBe(0);
  });

  it("is unbounded, and never NaN, over a division by 0", () => {
    const ends = [-inf, -2, 0, 3, inf];
    const boxes = ends.flatMap((lo) =>
      ends.filter((hi) => lo < hi || (lo === hi && Math.abs(lo) < inf)).map((hi) => ({ lo, hi })),
    );
    for (const a of boxes)
      for (const b of boxes)
        for (const operation of ["add", "subtract", "multiply", "divide", "min", "max"] as const) {
          const enclosed = attempt(() => I[operation](a, b));
          if (enclosed === null) continue;
          const { lo, hi } = enclosed;
          expect([operation, a, b, lo <= hi && lo < inf && hi > -inf]).toEqual([operation, a, b, true]);
        }
    expect(I.divide(I.of(1), { lo: 0, hi: 2 })).toEqual({ lo: expect.closeTo(0.5, 15), hi: inf });
    expect(I.divide(I.of(1), { lo: -2, hi: 0 })).toEqual({ lo: -inf, hi: expect.closeTo(-0.5, 15) });
    expect(I.log({ lo: 0, hi: 1 }).lo).toBe(-inf);
    expect(I.exp({ lo: 800, hi: inf })).toEqual({ lo: expect.closeTo(Number.MAX_VALUE, -300), hi: inf });
  });

  it("refuses to say what it cannot know", () => {
    expect(I.compare(I.of(1), I.of(2))).toBe(-1);
    expect(I.compare(I.of(2), I.of(2))).toBe(0);
    expect(() => I.compare({ lo: 0, hi: 1 }, { lo: 1, hi: 2 })).toThrow(BeyondArithmetic);
    expect(I.finite({ lo: 0, hi: 1 })).toBe(true);
    expect(() => I.finite({ lo: 0, hi: inf })).toThrow(BeyondArithmetic);
    expect(() => I.log({ lo: -2, hi: -1 })).toThrow(BeyondArithmetic);
  });
});

/** Null where the exact number does not exist. */
function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof BeyondArithmetic) return null;
    throw error;
  }
}
