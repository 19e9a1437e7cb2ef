import type { MechanismFamily, Rule } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { ownBidRule } from "../shape/own-bid.js";

/** Proportional-all-pay: the benchmark of the whole project. */
export const pap: MechanismFamily = {
  name: "pap",
  card: {
    title: "Proportional-all-pay",
    allocation: "x_i = b_i / B,  B = sum_j b_j",
    payment: "p_i = b_i",
    source: "Tullock 1980, Efficient Rent Seeking; Neuder, Garimidi and Roughgarden 2024, section 3",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "chance proportional to tickets, every ticket is paid"),
  },
  parameters: [],
  pap: {},
  build: papRule,
};

/** x_i = b_i / B, p_i = b_i. */
export function papRule(): Rule {
  return ownBidRule(
    {
      weight: (bid) => bid,
      cost: (bid) => bid,
      price: () => 1,
      bidAt: (weight) => weight,
      logPrice: () => 0,
      logPriceSlope: () => 0,
      priceAtZero: 1,
      weightAtZero: 0,
      costAtZero: 0,
      linear: true,
      convexCost: true,
      splitProof: true,
    },
    { scaleFree: true },
    { weight: (_, bid) => bid, cost: (_, bid) => bid },
  );
}
