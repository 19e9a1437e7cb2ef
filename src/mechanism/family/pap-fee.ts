import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { endogenousFeeRule } from "../shape/endogenous-fee.js";
import { ownBidRule } from "../shape/own-bid.js";
import { proportionalRule } from "../shape/proportional.js";

/** Proportional-all-pay with a fee for every identity, fixed or proportional to the sum of bids. */
export const papFee: MechanismFamily = {
  name: "pap-fee",
  card: {
    title: "Proportional-all-pay with a per-identity fee",
    allocation: "x_i = b_i / B,  B = sum_j b_j",
    payment: 'p_i = b_i + `fee` + `endogenousFee` B  "for" b_i > 0',
    source: "derived here; the fixed fee is an entry cost as in Corchon 2007, The Theory of Contests",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "chance proportional to tickets, each identity pays a fee"),
  },
  parameters: [
    { name: "fee", meaning: "fee for each identity, value units", minimum: 0, maximum: 1e12, default: 0 },
    {
      name: "endogenousFee",
      meaning: "fee for each identity as a share of the sum of bids",
      minimum: 0,
      maximum: 10,
      default: 0.1,
    },
  ],
  pap: { fee: 0, endogenousFee: 0 },
  build({ parameters }) {
    const fee = parameters.fee!;
    const endogenousFee = parameters.endogenousFee!;
    if (endogenousFee > 0) {
      if (fee > 0) {
        return proportionalRule(
          (bid, total) => bid + fee + endogenousFee * total,
          true,
          (a, bid, total) => a.add(a.add(bid, a.of(fee)), a.multiply(a.of(endogenousFee), total)),
        );
      }
      return endogenousFeeRule(endogenousFee);
    }
    return ownBidRule(
      {
        weight: (bid) => bid,
        cost: (bid) => bid + fee,
        price: () => 1,
        bidAt: (weight) => weight,
        logPrice: () => 0,
        logPriceSlope: () => 0,
        priceAtZero: 1,
        weightAtZero: 0,
        costAtZero: fee,
        linear: true,
        convexCost: true,
        splitProof: true,
      },
      { scaleFree: fee === 0 },
      { weight: (_, bid) => bid, cost: (a, bid) => a.add(bid, a.of(fee)) },
    );
  },
};
