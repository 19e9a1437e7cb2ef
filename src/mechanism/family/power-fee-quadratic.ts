import { powerOf } from "../../numeric/power.js";
import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { ownBidRule } from "../shape/own-bid.js";

/** A power weight with a fee and a price that rises with the bid. */
export const powerFeeQuadratic: MechanismFamily = {
  name: "power-fee-quadratic",
  card: {
    title: "Power weight, fee + linear + quadratic price",
    allocation: "x_i = b_i^alpha / sum_j b_j^alpha",
    payment: "p_i = fee + b_i + kappa b_i^2  (b_i > 0)",
    source: "general technologies: Cornes and Hartley 2005, Asymmetric Contests with General Technologies",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "chance by a power of tickets, a fee and a rising price"),
    note: "alpha = 1 with fee and kappa 0 is PAP.",
  },
  parameters: [
    {
      name: "alpha",
      meaning: "exponent of the weight",
      minimum: 0,
      aboveMinimum: true,
      maximum: 1,
      default: 1,
    },
    { name: "fee", meaning: "fee for each identity, value units", minimum: 0, maximum: 1e12, default: 0 },
    {
      name: "kappa",
      meaning: "how fast the price rises, per value unit",
      minimum: 0,
      maximum: 1e12,
      default: 0,
    },
  ],
  build({ parameters }) {
    const alpha = parameters.alpha!;
    const fee = parameters.fee!;
    const kappa = parameters.kappa!;
    const power = powerOf(alpha);
    const slope = 1 / alpha - 1;
    const logAlpha = Math.log(alpha);
    return ownBidRule(
      {
        weight: power,
        cost: (bid) => fee + bid + kappa * bid * bid,
        price: (bid, weight) => ((1 + 2 * kappa * bid) * bid) / (alpha * weight),
        bidAt: powerOf(1 / alpha),
        logPrice: (logWeight) =>
          slope * logWeight - logAlpha + Math.log1p(2 * kappa * Math.exp(logWeight / alpha)),
        logPriceSlope: (logWeight) => {
          const rise = 2 * kappa * Math.exp(logWeight / alpha);
          return slope + rise / (1 + rise) / alpha;
        },
        weightAtZero: 0,
        costAtZero: fee,
        priceAtZero: alpha === 1 ? 1 : 0,
        linear: alpha === 1 && kappa === 0,
        convexCost: true,
        splitProof: alpha === 1 && kappa === 0,
      },
      { scaleFree: fee === 0 && kappa === 0 },
      {
        weight: (a, bid) => a.power(bid, a.of(alpha)),
        cost: (a, bid) => a.add(a.of(fee), a.add(bid, a.multiply(a.of(kappa), a.multiply(bid, bid)))),
      },
    );
  },
};
