import { powerOf } from "../../numeric/power.js";
import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { type OwnBidRule, ownBidRule } from "../shape/own-bid.js";

/** A power of the bid as weight; a fee, the bid and a power of the bid as cost. */
export const affinePower: MechanismFamily = {
  name: "affine-power",
  card: {
    title: "Power weight, fee + linear + power price",
    allocation: "x_i = b_i^alpha / (sum_j b_j^alpha)",
    payment: 'p_i = `fee` + b_i + kappa b_i^gamma  "for" b_i > 0',
    source: "general technologies: Cornes and Hartley 2005, Asymmetric Contests with General Technologies",
    models: ["execution-tickets"],
    w4h: answersOf(
      "execution-tickets",
      "chance by a power of tickets, a fee and a price per ticket that varies",
    ),
    note:
      "A concave price (gamma below 1) charges the first tickets most, which identities cannot avoid. " +
      "Split-proof for alpha >= 1 and gamma <= 1; with gamma 2 it is power-fee-quadratic.",
  },
  parameters: [
    {
      name: "alpha",
      meaning: "exponent of the weight",
      minimum: 0,
      aboveMinimum: true,
      maximum: 8,
      default: 1,
    },
    { name: "fee", meaning: "fee for each identity, value units", minimum: 0, maximum: 1e12, default: 0 },
    {
      name: "kappa",
      meaning: "size of the power part of the price",
      minimum: 0,
      maximum: 1e12,
      default: 0.1,
    },
    {
      name: "gamma",
      meaning: "exponent of the price",
      minimum: 0,
      aboveMinimum: true,
      maximum: 8,
      default: 0.5,
    },
  ],
  pap: { alpha: 1, fee: 0, kappa: 0 },
  build({ parameters }) {
    const { alpha, fee, kappa, gamma } = parameters as {
      alpha: number;
      fee: number;
      kappa: number;
      gamma: number;
    };
    return ownBidRule(
      new AffinePower(alpha, fee, kappa, gamma),
      { scaleFree: fee === 0 && (kappa === 0 || gamma === 1) },
      {
        weight: (a, bid) => a.power(bid, a.of(alpha)),
        cost: (a, bid) => a.add(a.of(fee), a.add(bid, a.multiply(a.of(kappa), a.power(bid, a.of(gamma))))),
      },
    );
  },
};

/** A class, so that the rules of all parameters run the same code. */
class AffinePower implements OwnBidRule {
  readonly weight: (bid: number) => number;
  readonly bidAt: (weight: number) => number;
  readonly weightAtZero = 0;
  readonly costAtZero: number;
  readonly priceAtZero: number;
  readonly linear: boolean;
  readonly convexCost: boolean;
  readonly splitProof: boolean;
  private readonly power: (bid: number) => number;

  constructor(
    private readonly alpha: number,
    fee: number,
    private readonly kappa: number,
    private readonly gamma: number,
  ) {
    this.weight = powerOf(alpha);
    this.bidAt = powerOf(1 / alpha);
    this.power = powerOf(gamma);
    this.costAtZero = fee;
    const proportional = kappa === 0 || gamma === 1;
    this.linear = alpha === 1 && proportional;
    // C'(w) is a sum of w^(1/alpha - 1) and w^(gamma/alpha - 1).
    this.convexCost = alpha <= 1 && (proportional || gamma >= alpha);
    this.splitProof = alpha >= 1 && (proportional || gamma <= 1);
    const linearPart = alpha === 1 ? 1 : 0;
    const powerPart = kappa > 0 && gamma === alpha ? kappa : 0;
    this.priceAtZero = this.convexCost ? linearPart + powerPart : 0;
  }

  cost(bid: number): number {
    return this.costAtZero + bid + this.kappa * this.power(bid);
  }

  price(bid: number, weight: number): number {
    return (bid + this.kappa * this.gamma * this.power(bid)) / (this.alpha * weight);
  }

  logPrice(logWeight: number): number {
    return (1 / this.alpha - 1) * logWeight - Math.log(this.alpha) + Math.log1p(this.rise(logWeight));
  }

  logPriceSlope(logWeight: number): number {
    const rise = this.rise(logWeight);
    const part = rise === Number.POSITIVE_INFINITY ? 1 : rise / (1 + rise);
    return 1 / this.alpha - 1 + (part * (this.gamma - 1)) / this.alpha;
  }

  /** What the power part adds to the price of a bid, relative to the linear part: kappa gamma b^(gamma - 1). */
  private rise(logWeight: number): number {
    return this.kappa * this.gamma * Math.exp(((this.gamma - 1) * logWeight) / this.alpha);
  }
}
