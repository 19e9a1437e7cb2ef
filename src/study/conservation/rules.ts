import type { Candidate } from "../../mechanism/mechanism.js";
import { straightRule } from "./frontier.js";

/** A rule that the law is measured on. */
export interface NamedRule {
  readonly name: string;
  readonly candidate: Candidate;
}

const SPLINE = { knots: 8, z2: 0.02, z3: 0.05, z4: 0.05, z5: 0.03, z6: 0.04, z7: 0.06, z8: 0.08 };

/**
 * One rule or two of every family of the catalogue that has scale-free all-pay rules other than PAP with pure
 * equilibria down to a ratio of 0.2. (Families with a fee, a scale, a refund or another price are all-pay and
 * scale-free only where they are PAP or the rule that they are made of.)
 */
export const LAW_RULES: readonly NamedRule[] = [
  { name: "pap", candidate: { family: "pap" } },
  { name: "tullock 0.7", candidate: { family: "tullock", parameters: { alpha: 0.7 } } },
  { name: "tullock 1.14", candidate: { family: "tullock", parameters: { alpha: 1.14 } } },
  { name: "serial 0.8", candidate: { family: "serial", parameters: { alpha: 0.8 } } },
  { name: "serial 1", candidate: { family: "serial", parameters: { alpha: 1 } } },
  { name: "share-form", candidate: { family: "share-form", parameters: { kappa: 0.2, kappaHump: -0.3 } } },
  { name: "share-spline", candidate: { family: "share-spline", parameters: SPLINE } },
  { name: "share-tilt", candidate: { family: "share-tilt", parameters: SPLINE } },
  {
    name: "mixture",
    candidate: {
      family: "mixture",
      parameters: {
        weight: 0.5,
        of: [{ family: "pap" }, { family: "tullock", parameters: { alpha: 1.2 } }],
      },
    },
  },
  { name: "affine-power 0.85", candidate: { family: "affine-power", parameters: { alpha: 0.85, kappa: 0 } } },
  { name: "tapered-fee, lean 0.2", candidate: { family: "tapered-fee", parameters: { fee: 0, lean: 0.2 } } },
  { name: "straight", candidate: straightRule(0.05) },
];
