import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { ownBidRule } from "../shape/own-bid.js";

/** The difference-form contest: the odds of two bids depend on their difference. */
export const logit: MechanismFamily = {
  name: "logit",
  card: {
    title: "Difference-form logit contest, all-pay",
    allocation: 'x_i = e^(k b_i) / (sum_j e^(k b_j))  "for" b_i > 0',
    payment: "p_i = b_i",
    source:
      "Hirshleifer 1989, Conflict and Rent-Seeking Success Functions: Ratio vs. Difference Models, equation 3",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "chance by the lead in tickets, not by their ratio"),
    note:
      "A vanishing bid has weight 1, so that each further identity brings as much: not Sybil-proof. " +
      "A bid of 0 stays out, so equilibria with somebody at the least bid exist as limits only.",
  },
  parameters: [
    {
      ...{ name: "k", meaning: "how sharply the lead decides, per value unit" },
      ...{ minimum: 0, aboveMinimum: true, maximum: 1e12, default: 8 },
    },
  ],
  build({ parameters }) {
    const k = parameters.k!;
    const rule = ownBidRule(
      {
        weight: (bid) => Math.exp(k * bid),
        cost: (bid) => bid,
        price: (_, weight) => 1 / (k * weight),
        bidAt: (weight) => Math.log(weight) / k,
        logPrice: (logWeight) => -Math.log(k) - logWeight,
        logPriceSlope: () => -1,
        priceAtZero: 1 / k,
        weightAtZero: 1,
        costAtZero: 0,
        linear: false,
        convexCost: false,
        splitProof: false,
      },
      { scaleFree: false },
      { weight: (a, bid) => a.exp(a.multiply(a.of(k), bid)), cost: (_, bid) => bid },
    );
    return {
      ...rule,
      // Relative to the highest bid, so that no weight overflows.
      formula: (a, bids) => {
        const top = bids.reduce(a.max);
        const weights = bids.map((bid) => a.exp(a.multiply(a.of(k), a.subtract(bid, top))));
        return {
          allocations: weights.map((weight, i) =>
            a.share(weight, weights.filter((_, j) => j !== i).reduce(a.add, a.of(0))),
          ),
          payments: bids,
        };
      },
      outcome(bids, allocations, payments) {
        let top = 0;
        for (let i = 0; i < bids.length; i++) if (bids[i]! > top) top = bids[i]!;
        let total = 0;
        for (let i = 0; i < bids.length; i++) {
          allocations[i] = bids[i]! > 0 ? Math.exp(k * (bids[i]! - top)) : 0;
          payments[i] = bids[i]!;
          total += allocations[i]!;
        }
        if (total > 0) for (let i = 0; i < bids.length; i++) allocations[i] = allocations[i]! / total;
      },
    };
  },
};
