import { powerOf } from "../../numeric/power.js";
import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { type OwnBidRule, ownBidRule } from "../shape/own-bid.js";

/** A power weight with a fee and a price that rises with the bid. */
export const powerFeeQuadratic: MechanismFamily = {
  name: "power-fee-quadratic",
  card: {
    title: "Power weight, fee + linear + quadratic price",
    allocation: "x_i = b_i^alpha / (sum_j b_j^alpha)",
    payment: 'p_i = `fee` + b_i + kappa b_i^2  "for" b_i > 0',
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
  pap: { alpha: 1, fee: 0, kappa: 0 },
  build({ parameters }) {
    const alpha = parameters.alpha!;
    const fee = parameters.fee!;
    const kappa = parameters.kappa!;
    return ownBidRule(
      new PowerFeeQuadratic(alpha, fee, kappa),
      { scaleFree: fee === 0 && kappa === 0 },
      {
        weight: (a, bid) => a.power(bid, a.of(alpha)),
        cost: (a, bid) => a.add(a.of(fee), a.add(bid, a.multiply(a.of(kappa), a.multiply(bid, bid)))),
      },
    );
  },
};

/** A class, so that the rules of all parameters run the same code: solvers are compiled once, with it inside. */
class PowerFeeQuadratic implements OwnBidRule {
  readonly weight: (bid: number) => number;
  readonly bidAt: (weight: number) => number;
  readonly weightAtZero = 0;
  readonly costAtZero: number;
  readonly priceAtZero: number;
  readonly linear: boolean;
  readonly convexCost = true;
  readonly splitProof: boolean;
  private readonly slope: number;
  private readonly logAlpha: number;

  constructor(
    private readonly alpha: number,
    fee: number,
    private readonly kappa: number,
  ) {
    this.weight = powerOf(alpha);
    this.bidAt = powerOf(1 / alpha);
    this.costAtZero = fee;
    this.priceAtZero = alpha === 1 ? 1 : 0;
    this.linear = alpha === 1 && kappa === 0;
    this.splitProof = this.linear;
    this.slope = 1 / alpha - 1;
    this.logAlpha = Math.log(alpha);
  }

  cost(bid: number): number {
    return this.costAtZero + bid + this.kappa * bid * bid;
  }

  price(bid: number, weight: number): number {
    return ((1 + 2 * this.kappa * bid) * bid) / (this.alpha * weight);
  }

  logPrice(logWeight: number): number {
    return this.slope * logWeight - this.logAlpha + Math.log1p(this.rise(logWeight));
  }

  logPriceSlope(logWeight: number): number {
    const rise = this.rise(logWeight);
    return this.slope + rise / (1 + rise) / this.alpha;
  }

  /** How far the quadratic part raises the price of a bid: 2 kappa b. */
  private rise(logWeight: number): number {
    return 2 * this.kappa * Math.exp(logWeight / this.alpha);
  }
}
