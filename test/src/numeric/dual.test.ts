import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DOUBLES } from "../../../src/numeric/arithmetic.js";
import { argument, CURVES } from "../../../src/numeric/curve.js";
import { DUALS, dualAt } from "../../../src/numeric/dual.js";
import { evaluate, expressions } from "../../arbitrary/expression.js";
import { uniform } from "../../arbitrary/uniform.js";
import { law } from "../../law.js";

const FILE = "test/src/numeric/dual.test.ts";

describe("forward differentiation in doubles", () => {
  it("has the function's value, and derivatives within their enclosures at the point", async () => {
    await law(
      FILE,
      fc.property(expressions, uniform(0.1, 3), uniform(0.1, 3), uniform(0.1, 3), (expression, x, y, z) => {
        const dual = evaluate(DUALS, expression, [dualAt(x), DUALS.of(y), DUALS.of(z)]);
        const value = evaluate(DOUBLES, expression, [x, y, z]);
        fc.pre(Number.isFinite(value) && Number.isFinite(dual.bend));
        expect(dual.value).toBe(value);
        const point = (a: number) => ({ lo: a, hi: a });
        const constant = (a: number) => ({ value: point(a), slope: point(0), bend: point(0) });
        let curve: ReturnType<typeof argument>;
        try {
          curve = evaluate(CURVES, expression, [argument(point(x)), constant(y), constant(z)]);
        } catch {
          return;
        }
        const within = (a: number, { lo, hi }: { lo: number; hi: number }) => {
          const slack = 1e-9 * (1 + Math.abs(a));
          expect(a).toBeGreaterThanOrEqual(lo - slack);
          expect(a).toBeLessThanOrEqual(hi + slack);
        };
        within(dual.slope, curve.slope);
        within(dual.bend, curve.bend);
      }),
    );
  });

  it.each<[string, (x: ReturnType<typeof dualAt>) => ReturnType<typeof dualAt>, number, number, number]>([
    ["a power", (x) => DUALS.power(x, DUALS.of(1.5)), 8, 3, 0.1875 * 2],
    ["a power of a base", (x) => DUALS.power(DUALS.of(2), x), 16, 16 * Math.LN2, 16 * Math.LN2 ** 2],
    ["exp", (x) => DUALS.exp(x), Math.exp(4), Math.exp(4), Math.exp(4)],
    ["expm1", (x) => DUALS.expm1(x), Math.expm1(4), Math.exp(4), Math.exp(4)],
    ["log", (x) => DUALS.log(x), Math.log(4), 1 / 4, -1 / 16],
    ["log1p", (x) => DUALS.log1p(x), Math.log(5), 1 / 5, -1 / 25],
    ["sqrt", (x) => DUALS.sqrt(x), 2, 1 / 4, -1 / 32],
    ["a share", (x) => DUALS.share(x, DUALS.of(1)), 0.8, 1 / 25, -2 / 125],
    ["a power of 1 at 0", (x) => DUALS.power(DUALS.subtract(x, DUALS.of(4)), DUALS.of(1)), 0, 1, 0],
  ])("of %s at 4", (_, f, value, slope, bend) => {
    const dual = f(dualAt(4));
    expect(dual.value).toBeCloseTo(value, 12);
    expect(dual.slope).toBeCloseTo(slope, 12);
    expect(dual.bend).toBeCloseTo(bend, 12);
  });
});
