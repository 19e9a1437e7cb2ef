import { describe, expect, it } from "vitest";
import { normalQuantile } from "../../../src/numeric/normal.js";

/** The standard normal distribution function by Simpson's rule from the middle, 2,000 steps. */
function distribution(z: number): number {
  const steps = 2000;
  const h = z / steps;
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(0) + density(z);
  for (let k = 1; k < steps; k++) sum += density(k * h) * (k % 2 === 1 ? 4 : 2);
  return 0.5 + (sum * h) / 3;
}

describe("normalQuantile", () => {
  it.each([1e-9, 1e-4, 0.01, 0.074, 0.076, 0.3, 0.5, 0.6, 0.9, 0.926, 0.999, 1 - 1e-7])(
    "inverts the distribution function, by quadrature, at %f",
    (probability) => {
      expect(distribution(normalQuantile(probability))).toBeCloseTo(probability, 12);
    },
  );

  it("is odd about one half, and far out still right in the first digits", () => {
    for (const p of [1e-3, 0.2, 0.4]) expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 12);
    // Mills' ratio: the tail beyond z is close to density(z) / z.
    const z = -normalQuantile(1e-100);
    expect((Math.log(z * Math.sqrt(2 * Math.PI)) + (z * z) / 2) / Math.log(10)).toBeCloseTo(100, 2);
  });
});
