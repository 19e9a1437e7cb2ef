import type { Arithmetic } from "../../numeric/arithmetic.js";
import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { ownBidRule } from "../shape/own-bid.js";

/** Only what a bid has above a threshold counts. */
export const threshold: MechanismFamily = {
  name: "threshold",
  card: {
    title: "Proportional above a threshold, all-pay",
    allocation:
      'x_i = max(b_i - F, 0) / (sum_j max(b_j - F, 0))  "and nobody gets it where no bid is above F"',
    payment: "p_i = b_i",
    source:
      "derived here: pap-fee in other words, b = F + the bid there; entry costs as in Corchon 2007, The Theory of Contests",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "chance proportional to tickets beyond the first F"),
    note: "Withholds the good where no bid is above F. Split-proof: parts have less above their thresholds.",
  },
  parameters: [
    {
      name: "F",
      meaning: "threshold of each identity, value units",
      minimum: 0,
      maximum: 1e12,
      default: 0.1,
    },
  ],
  pap: { F: 0 },
  build({ parameters }) {
    const F = parameters.F!;
    const rule = ownBidRule(
      {
        // A bid up to F pays and gets nothing. In weights what is left is PAP with a fee of F.
        weight: (bid) => Math.max(bid - F, 0),
        cost: (bid) => bid,
        price: () => 1,
        bidAt: (weight) => weight + F,
        logPrice: () => 0,
        logPriceSlope: () => 0,
        priceAtZero: 1,
        weightAtZero: 0,
        costAtZero: F,
        linear: true,
        convexCost: true,
        splitProof: true,
      },
      { scaleFree: F === 0, withholds: F > 0 },
      { weight: (a, bid) => a.max(a.subtract(bid, a.of(F)), a.of(0)), cost: (_, bid) => bid },
    );
    return F === 0 ? rule : { ...rule, formula: (a, bids) => aboveThreshold(a, bids, F) };
  },
};

function aboveThreshold<T>(a: Arithmetic<T>, bids: readonly T[], F: number) {
  const zero = a.of(0);
  const weights = bids.map((bid) => a.max(a.subtract(bid, a.of(F)), zero));
  const allocations = weights.map((weight, i) => {
    if (a.compare(weight, zero) === 0) return zero;
    return a.share(weight, weights.filter((_, j) => j !== i).reduce(a.add, zero));
  });
  return { allocations, payments: bids };
}
