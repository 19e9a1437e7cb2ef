import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { shareRule } from "../shape/share.js";

/** Proportional allocation where only the drawn winner pays. */
export const winnerPays: MechanismFamily = {
  name: "winner-pays",
  card: {
    title: "Proportional, winner pays its bid",
    allocation: "x_i = b_i / B,  B = sum_j b_j",
    payment: 'p_i = x_i b_i  "in expectation"',
    source: "Yates 2011, Winner-Pay Contests; the article's reply of 12 July 2024",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "chance proportional to tickets, losers are refunded"),
    note: "Not Sybil-proof: the parts of a split bid are cheaper than the whole.",
  },
  parameters: [],
  build: () =>
    shareRule(
      {
        weight: (share) => share,
        weightSlope: () => 1,
        price: (share) => share * share,
        priceSlope: (share) => 2 * share,
        splitProof: false,
        proportional: true,
      },
      { weight: (_, share) => share, price: (a, share) => a.multiply(share, share) },
    ),
};
