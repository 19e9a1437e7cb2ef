import fc from "fast-check";
import { expect, it } from "vitest";
import { timesFactor, updateCholesky } from "../../../src/numeric/cholesky.js";
import { law } from "../../law.js";

const number = fc.double({ min: -2, max: 2, noNaN: true });
const positive = fc.double({ min: 0.1, max: 2, noNaN: true });

/** L L', row by row. */
function product(factor: ArrayLike<number>, d: number): number[] {
  return Array.from({ length: d * d }, (_, k) => {
    const [i, j] = [Math.floor(k / d), k % d];
    return Array.from({ length: d }, (_, m) => factor[i * d + m]! * factor[j * d + m]!).reduce(
      (a, b) => a + b,
      0,
    );
  });
}

it("an updated factor is lower triangular, and the factor of a A + b v v'", async () => {
  const cases = fc.integer({ min: 1, max: 6 }).chain((d) =>
    fc.record({
      steps: fc.array(
        fc.record({ a: positive, b: positive, v: fc.array(number, { minLength: d, maxLength: d }) }),
        { minLength: 1, maxLength: 5 },
      ),
      d: fc.constant(d),
    }),
  );
  await law(
    "test/src/numeric/cholesky.test.ts",
    fc.property(cases, ({ steps, d }) => {
      const factor = Float64Array.from({ length: d * d }, (_, k) => (k % (d + 1) === 0 ? 1 : 0));
      let expected = product(factor, d);
      for (const { a, b, v } of steps) {
        updateCholesky(factor, a, b, v);
        expected = expected.map((entry, k) => a * entry + b * v[Math.floor(k / d)]! * v[k % d]!);
      }
      product(factor, d).forEach((entry, k) => {
        expect(Math.abs(entry - expected[k]!)).toBeLessThanOrEqual(
          1e-9 * Math.max(...expected.map(Math.abs)),
        );
        if (k % d > Math.floor(k / d)) expect(factor[k]).toBe(0);
      });
      const z = steps[0]!.v;
      const length = timesFactor(factor, z).map((_, i) =>
        z.reduce((sum, value, m) => sum + factor[i * d + m]! * value, 0),
      );
      timesFactor(factor, z).forEach((value, i) => {
        expect(value).toBeCloseTo(length[i]!, 10);
      });
    }),
  );
});
