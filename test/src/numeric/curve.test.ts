import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Arithmetic } from "../../../src/numeric/arithmetic.js";
import { argument, CURVES } from "../../../src/numeric/curve.js";
import { exactArithmetics } from "../../../src/numeric/exact.js";
import { law } from "../../law.js";

const { decimal: d } = await exactArithmetics();

/** A function in numbers of any kind. */
type Function = <T>(a: Arithmetic<T>, x: T) => T;

describe("a curve holds both derivatives of", () => {
  const interval = fc.tuple(
    fc.integer({ min: 1, max: 200 }),
    fc.nat(20),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );
  it.each<[string, Function]>([
    ["a product", (a, x) => a.multiply(a.multiply(x, x), a.add(x, a.of(0.3)))],
    ["a quotient", (a, x) => a.divide(a.subtract(x, a.of(0.1)), a.add(a.multiply(x, x), a.of(1)))],
    ["a share", (a, x) => a.share(a.multiply(x, x), a.add(x, a.of(0.5)))],
    ["exp", (a, x) => a.exp(a.subtract(a.of(0.5), a.multiply(x, x)))],
    ["log", (a, x) => a.log(a.add(a.of(1), a.multiply(x, x)))],
    ["sqrt", (a, x) => a.sqrt(a.add(x, a.of(0.01)))],
    ["a power", (a, x) => a.power(a.add(x, a.multiply(x, x)), a.of(1.3))],
    ["a whole power of a number of either sign", (a, x) => a.power(a.subtract(x, a.of(1)), a.of(3))],
    ["a variable power", (a, x) => a.power(x, a.add(x, a.of(1)))],
    ["a kink", (a, x) => a.max(x, a.min(a.abs(a.subtract(x, a.of(1.005))), a.multiply(x, x)))],
  ])("%s", async (_, f) => {
    await law(
      "test/src/numeric/curve.test.ts",
      fc.property(interval, ([start, size, at]) => {
        const curve = f(CURVES, argument({ lo: start / 64, hi: (start + size) / 64 }));
        const x = d.of((start + Math.round(at * size)) / 64);
        const h = d.of(1e-15);
        const [less, here, more] = [d.subtract(x, h), x, d.add(x, h)].map((each) => f(d, each));
        const slope = d.divide(d.subtract(more!, less!), d.multiply(d.of(2), h));
        const twice = d.add(here!, here!);
        const bend = d.divide(d.subtract(d.add(less!, more!), twice), d.multiply(h, h));
        for (const [enclosed, exact] of [
          [curve.value, here!],
          [curve.slope, slope],
          [curve.bend, bend],
        ] as const) {
          const number = d.toNumber(exact);
          const slack = 1e-12 * (1 + Math.abs(number));
          expect(enclosed.lo - slack).toBeLessThanOrEqual(number);
          expect(number).toBeLessThanOrEqual(enclosed.hi + slack);
        }
      }),
      300,
    );
  });
});
