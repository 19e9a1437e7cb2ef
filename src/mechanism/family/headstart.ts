import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { ownBidRule } from "../shape/own-bid.js";

/** Every bidder starts with a free weight h. */
export const headstart: MechanismFamily = {
  name: "headstart",
  card: {
    title: "Proportional with a headstart, all-pay",
    allocation: 'x_i = (b_i + h) / (sum_j (b_j + h))  "for" b_i > 0',
    payment: "p_i = b_i",
    source: "Konrad 2009, Strategy and Dynamics in Contests (headstarts)",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "chance proportional to tickets plus a free allowance"),
    note: "Not Sybil-proof: every further identity brings a further headstart.",
  },
  parameters: [
    {
      name: "h",
      meaning: "free weight of each bidder, value units",
      minimum: 0,
      maximum: 1e12,
      default: 0.1,
    },
  ],
  pap: { h: 0 },
  build({ parameters }) {
    const h = parameters.h!;
    return ownBidRule(
      {
        weight: (bid) => bid + h,
        cost: (bid) => bid,
        price: () => 1,
        bidAt: (weight) => weight - h,
        logPrice: () => 0,
        logPriceSlope: () => 0,
        priceAtZero: 1,
        weightAtZero: h,
        costAtZero: 0,
        linear: true,
        convexCost: true,
        splitProof: h === 0,
      },
      { scaleFree: h === 0 },
      { weight: (a, bid) => a.add(bid, a.of(h)), cost: (_, bid) => bid },
    );
  },
};
