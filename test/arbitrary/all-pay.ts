import fc from "fast-check";
import type { Candidate } from "../../src/mechanism/mechanism.js";
import { uniform } from "./uniform.js";

/** Coefficients small enough that both players mostly take part down to a ratio of 0.2. */
const small = uniform(-0.3, 0.3);
const knots = fc.array(uniform(-0.06, 0.06), { minLength: 6, maxLength: 6 });
const single: fc.Arbitrary<Candidate> = fc.oneof(
  uniform(0.3, 1.15).map((alpha) => ({ family: "tullock", parameters: { alpha } })),
  uniform(0.4, 1).map((alpha) => ({ family: "serial", parameters: { alpha } })),
  fc
    .record({ kappa: small, kappaHump: small, kappaPole: uniform(0, 0.2) })
    .map((parameters) => ({ family: "share-form", parameters })),
  fc
    .tuple(fc.constantFrom("share-spline", "share-tilt"), knots)
    .map(([family, z]) => ({ family, parameters: { knots: 6, ...numbered(z) } })),
  uniform(0.3, 1.15).map((alpha) => ({ family: "affine-power", parameters: { alpha, fee: 0, kappa: 0 } })),
  uniform(0, 0.3).map((lean) => ({ family: "tapered-fee", parameters: { fee: 0, lean } })),
  uniform(-0.4, 0.05).map((g) => ({
    ...{ family: "expression", weight: "max(0, q + g * (q - 1/2))", payment: "b", parameters: { g } },
  })),
);

function numbered(z: readonly number[]): Record<string, number> {
  return Object.fromEntries(z.map((value, k) => [`z${k + 1}`, value]));
}

/** Scale-free all-pay rules that are smooth, most of them with pure equilibria at ratios from 0.2 up. */
export const allPayCandidate: fc.Arbitrary<Candidate> = fc.oneof(
  { weight: 4, arbitrary: single },
  {
    weight: 1,
    arbitrary: fc
      .record({ weight: uniform(0, 1), of: fc.array(single, { minLength: 2, maxLength: 2 }) })
      .map((parameters) => ({ family: "mixture", parameters })),
  },
);
