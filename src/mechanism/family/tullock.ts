import { powerOf } from "../../numeric/power.js";
import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { ownBidRule } from "../shape/own-bid.js";

/** Tullock contest with exponent alpha. */
export const tullock: MechanismFamily = {
  name: "tullock",
  card: {
    title: "Tullock contest, all-pay",
    allocation: "x_i = b_i^alpha / (sum_j b_j^alpha)",
    payment: "p_i = b_i",
    source: "Tullock 1980, Efficient Rent Seeking; the article's Aside 2",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "chance proportional to tickets to the power alpha"),
    note: "alpha = 1 is PAP. Below 1 splitting a bid gains share; from 1 up it does not.",
  },
  parameters: [
    {
      name: "alpha",
      meaning: "how sharply the higher bid is favoured",
      minimum: 0,
      aboveMinimum: true,
      maximum: 64,
      default: 1,
    },
  ],
  pap: { alpha: 1 },
  build({ parameters }) {
    const alpha = parameters.alpha!;
    const power = powerOf(alpha);
    const slope = 1 / alpha - 1;
    const logAlpha = Math.log(alpha);
    return ownBidRule(
      {
        weight: power,
        cost: (bid) => bid,
        price: (bid, weight) => bid / (alpha * weight),
        bidAt: powerOf(1 / alpha),
        logPrice: (logWeight) => slope * logWeight - logAlpha,
        logPriceSlope: () => slope,
        priceAtZero: alpha === 1 ? 1 : 0,
        weightAtZero: 0,
        costAtZero: 0,
        linear: alpha === 1,
        convexCost: alpha <= 1,
        splitProof: alpha >= 1,
      },
      { scaleFree: true },
      { weight: (a, bid) => a.power(bid, a.of(alpha)), cost: (_, bid) => bid },
    );
  },
};
