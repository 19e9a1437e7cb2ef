import fc from "fast-check";
import type { Candidate } from "../../src/mechanism/mechanism.js";
import { uniform } from "./uniform.js";

const fee = fc.oneof(fc.constant(0), uniform(0, 0.3));

/** An own-bid rule of convex cost and no weight at zero, with a fee or without. */
export const convexCandidate: fc.Arbitrary<Candidate> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ alpha: uniform(0.3, 1), fee, kappa: uniform(0, 3) }).map(powerFee) },
  {
    weight: 1,
    arbitrary: fc.record({ fee, kappa: uniform(0, 3) }).map((rest) => powerFee({ ...rest, alpha: 1 })),
  },
  { weight: 2, arbitrary: uniform(0.2, 1).map((alpha) => ({ family: "tullock", parameters: { alpha } })) },
  {
    weight: 2,
    arbitrary: uniform(1, 4).map((gamma) => ({ family: "power-payment", parameters: { gamma } })),
  },
  { weight: 1, arbitrary: fc.constant({ family: "pap", parameters: {} }) },
  {
    weight: 1,
    arbitrary: fee.map((each) => ({ family: "pap-fee", parameters: { fee: each, endogenousFee: 0 } })),
  },
);

/** One with a weight at zero as well, now and then. */
export const convexCandidateOrHeadstart: fc.Arbitrary<Candidate> = fc.oneof(
  { weight: 8, arbitrary: convexCandidate },
  { weight: 1, arbitrary: uniform(0, 2).map((h) => ({ family: "headstart", parameters: { h } })) },
);

function powerFee(parameters: Record<string, number>): Candidate {
  return { family: "power-fee-quadratic", parameters };
}
