import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { exponentShareRule } from "../shape/exponent-share.js";
import { monotoneSpline } from "../shape/spline-exponent.js";

/** Scale-free share rules whose exponents are splines: as many dimensions as one likes. */
export const shareSpline: MechanismFamily = {
  name: "share-spline",
  card: {
    title: "Scale-free share rule by splines",
    allocation: 'x_i prop q_i `exp`(z(q_i)),  z "a spline through" z_k "at" q = k / `knots`',
    payment: 'p_i = B q_i `exp`(e(q_i)),  e "a spline through" e_k "at" q = k / `knots`',
    source:
      "derived here; monotone cubic interpolation: Fritsch and Butland 1984, A Method for Constructing Local " +
      "Monotone Piecewise Cubic Interpolants, with equal spacing",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "chance and price follow tuned curves of the share of all tickets"),
    note:
      "All z_k and e_k 0 is PAP. Both are 0 at q = 0: a constant in z is normalised away, one in e is a change " +
      "of the unit of bids. Smooth to the first derivative, monotone wherever the values at the knots are. " +
      "A lone bid b pays b exp(e_knots). In jobs a range of z is the range of every z_k.",
  },
  parameters: [
    { name: "knots", meaning: "how many knots", minimum: 4, maximum: 16, default: 8, whole: true },
    {
      name: "z",
      meaning: "weight's exponent at q = k / knots",
      minimum: -8,
      maximum: 8,
      default: 0,
      per: "knots",
    },
    {
      name: "e",
      meaning: "payment's exponent at q = k / knots",
      minimum: -8,
      maximum: 8,
      default: 0,
      per: "knots",
    },
  ],
  pap: {},
  build({ parameters }) {
    const knots = parameters.knots!;
    const row = (name: string) => Array.from({ length: knots }, (_, k) => parameters[`${name}${k + 1}`]!);
    return exponentShareRule(monotoneSpline(row("z")), monotoneSpline(row("e")));
  },
};
