import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { exponentShareRule, shareBaseOf } from "../shape/exponent-share.js";
import { naturalSpline } from "../shape/spline-exponent.js";

/** What `improve` searches in: any scale-free rule of weights, tilted by splines that are linear in their values. */
export const shareTilt: MechanismFamily = {
  name: "share-tilt",
  card: {
    title: "Scale-free rule, tilted by splines in the share",
    allocation:
      'x_i prop f(q_i) `exp`(z(q_i)),  f "the weight of the mechanism tilted",  z "a natural spline through" z_k "at" q = sin^2(pi k / (2 `knots`)),  z(0) = 0',
    payment: 'p_i = B c(q_i) `exp`(e(q_i)),  c "its price",  e "a natural spline through" e_k,  e(0) = 0',
    source: "derived here; natural cubic splines: de Boor 1978, A Practical Guide to Splines, chapter IV",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "chance and price follow tuned curves of the share of all tickets"),
    note:
      "z_k and e_k are the values at q = sin^2(pi k / (2 knots)), both 0 at q = 0; all 0 is the rule it is made " +
      "of, by default PAP. Splines of sums are sums of splines, so that small tilts add up. " +
      "In jobs a range of z is the range of every z_k.",
  },
  parameters: [
    { name: "knots", meaning: "how many knots", minimum: 4, maximum: 16, default: 8, whole: true },
    { name: "z", meaning: "weight's exponent at knot k", minimum: -8, maximum: 8, default: 0, per: "knots" },
    { name: "e", meaning: "payment's exponent at knot k", minimum: -8, maximum: 8, default: 0, per: "knots" },
  ],
  pap: {},
  of: { count: 1, default: [{ family: "pap" }], inShares: true },
  build({ parameters, of }) {
    const base = shareBaseOf(of[0]!)!;
    const knots = parameters.knots!;
    const row = (name: string) => Array.from({ length: knots }, (_, k) => parameters[`${name}${k + 1}`]!);
    return exponentShareRule(naturalSpline(row("z")), naturalSpline(row("e")), base);
  },
};
