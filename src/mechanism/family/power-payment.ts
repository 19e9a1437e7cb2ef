import { powerOf } from "../../numeric/power.js";
import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { ownBidRule } from "../shape/own-bid.js";

/** Proportional allocation, the payment a power of the bid. */
export const powerPayment: MechanismFamily = {
  name: "power-payment",
  card: {
    title: "Proportional with a power payment",
    allocation: "x_i = b_i / B,  B = sum_j b_j",
    payment: "p_i = b_i^gamma",
    source:
      "contests with convex costs: Cornes and Hartley 2005, Asymmetric Contests with General Technologies",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "chance proportional to tickets, the price rises with their number"),
    note: "For gamma above 1 splitting is cheaper than buying at once: not Sybil-proof.",
  },
  parameters: [
    {
      name: "gamma",
      meaning: "exponent of the payment",
      minimum: 0,
      aboveMinimum: true,
      maximum: 16,
      default: 1,
    },
  ],
  pap: { gamma: 1 },
  build({ parameters }) {
    const gamma = parameters.gamma!;
    const power = powerOf(gamma);
    return ownBidRule(
      {
        weight: (bid) => bid,
        cost: power,
        price: (bid) => (gamma * power(bid)) / bid,
        bidAt: (weight) => weight,
        logPrice: (logWeight) => Math.log(gamma) + (gamma - 1) * logWeight,
        logPriceSlope: () => gamma - 1,
        priceAtZero: gamma === 1 ? 1 : 0,
        weightAtZero: 0,
        costAtZero: 0,
        linear: gamma === 1,
        convexCost: gamma >= 1,
        splitProof: gamma <= 1,
      },
      { scaleFree: gamma === 1 },
      { weight: (_, bid) => bid, cost: (a, bid) => a.power(bid, a.of(gamma)) },
    );
  },
};
