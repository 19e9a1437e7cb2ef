import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { BernsteinCurve } from "../shape/bernstein.js";
import { concentrationRule } from "../shape/concentration.js";
import { shareRule } from "../shape/share.js";

/** Smallest coefficients: together they take off at most the whole price. */
const LEAST = -0.5;
const LARGEST = 8;

/** Proportional shares at prices that depend on how concentrated all bids are. */
export const concentrationPrice: MechanismFamily = {
  name: "concentration-price",
  card: {
    title: "Proportional shares, priced by the concentration of bids",
    allocation: "x_i = q_i,  q_i = b_i / B,  B = sum_j b_j",
    payment:
      'p_i = B (q_i + c(q_i) + q_i sum_j e(q_j)),  c(q) = `fee` (1 - q) + q (1 - q) C(q),  e(q) = q (1 - q) D(q),  C "and" D "polynomials of Bernstein coefficients" c_k "and" e_k',
    source:
      "derived here: with e(q) = h q (1 - q) the common part of the price is h (1 - H), H the concentration " +
      "sum_j q_j^2 (Herfindahl 1950); Bernstein form: Farin 2002, Curves and Surfaces for CAGD, chapter 5",
    models: ["execution-tickets"],
    w4h: answersOf(
      "execution-tickets",
      "chance proportional to tickets, at a price by how all tickets are spread",
    ),
    note:
      "All 0 is PAP. C(0) = c1 and C(1) = c_terms, with the others drawn in between; e and D likewise. Terms in " +
      "proportion to q would change the unit of bids alone, so that c(1) = e(1) = 0; a lone bid pays itself. " +
      "Coefficients of -1/2 or more keep payments from falling below 0. A split changes neither B nor the allocation, " +
      "so that no split gains where c(q) / q and e(q) / q fall, as they do where the coefficients are 0 or more and do " +
      "not rise with k. With all e_k 0 it is a rule of shares.",
  },
  parameters: [
    {
      name: "terms",
      meaning: "how many coefficients C and D have",
      minimum: 1,
      maximum: 6,
      default: 3,
      whole: true,
    },
    { name: "fee", meaning: "fee at share 0, of the sum of bids", minimum: 0, maximum: 1, default: 0 },
    {
      ...{ name: "c", meaning: "coefficient of the own price C" },
      ...{ minimum: LEAST, maximum: LARGEST, default: 0, per: "terms" },
    },
    {
      ...{ name: "e", meaning: "coefficient of the common price D" },
      ...{ minimum: LEAST, maximum: LARGEST, default: 0, per: "terms" },
    },
  ],
  pap: { fee: 0 },
  build({ parameters }) {
    const row = (name: string) =>
      Array.from({ length: parameters.terms! }, (_, k) => parameters[`${name}${k + 1}`]!);
    const own = new BernsteinCurve(parameters.fee!, row("c"));
    if (row("e").some((each) => each !== 0)) {
      return concentrationRule({ own, coupling: new BernsteinCurve(0, row("e")) });
    }
    return shareRule(
      {
        weight: (share) => share,
        weightSlope: () => 1,
        price: (share, rest) => share + own.at(share, rest),
        priceSlope: (share, rest) => 1 + own.slope(share, rest),
        splitProof: fallsFromAboveZero(row("c")),
      },
      {
        weight: (_, share) => share,
        price: (a, share, rest) => a.add(share, own.formula(a, share, rest)),
      },
    );
  },
};

/** Then C falls and is not below 0, and so does c(q) / q = fee (1 - q) / q + (1 - q) C(q). */
function fallsFromAboveZero(coefficients: readonly number[]): boolean {
  return coefficients.every((each, k) => each >= (coefficients[k + 1] ?? 0));
}
