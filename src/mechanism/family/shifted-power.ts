import type { Arithmetic } from "../../numeric/arithmetic.js";
import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { type OwnBidRule, ownBidRule } from "../shape/own-bid.js";

/** Exponents nearer to 0 are 0, to within their own size. */
const NO_POWER = 1e-12;
const UNREACHED = 1e-9;

/** Weights that start as the bid and bend: logarithmic, saturating, or a power, by one exponent. */
export const shiftedPower: MechanismFamily = {
  name: "shifted-power",
  card: {
    title: "Shifted power weight: proportional for small bids, a power of large ones",
    allocation: "x_i = f(b_i) / (sum_j f(b_j)),  f(b) = `scale` / alpha ((1 + b / `scale`)^alpha - 1)",
    payment: 'p_i = `fee` + b_i  "for" b_i > 0',
    source: "the transformation of Box and Cox 1964, as a production function of Cornes and Hartley 2005",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "chance by a weight that bends at a set number of tickets"),
    note:
      "alpha 1 is PAP, alpha 0 the logarithm scale log(1 + b / scale), alpha -1 the saturating b / (1 + b / scale). " +
      "Split-proof for alpha >= 1, where f is convex; below, parts weigh more than the whole.",
  },
  parameters: [
    { name: "alpha", meaning: "exponent of large bids", minimum: -8, maximum: 8, default: 0 },
    {
      ...{ name: "scale", meaning: "bid at which the weight bends, value units" },
      ...{ minimum: 0, aboveMinimum: true, maximum: 1e12, default: 0.1 },
    },
    { name: "fee", meaning: "fee for each identity, value units", minimum: 0, maximum: 1e12, default: 0 },
  ],
  pap: { alpha: 1, fee: 0 },
  build({ parameters }) {
    const { scale, fee } = parameters as { scale: number; fee: number };
    const alpha = Math.abs(parameters.alpha!) < NO_POWER ? 0 : parameters.alpha!;
    return ownBidRule(
      new ShiftedPower(alpha, scale, fee),
      { scaleFree: alpha === 1 && fee === 0 },
      {
        weight: (a, bid) => weightIn(a, bid, alpha, scale),
        cost: (a, bid) => a.add(a.of(fee), bid),
      },
    );
  },
};

function weightIn<T>(a: Arithmetic<T>, bid: T, alpha: number, scale: number): T {
  if (alpha === 1) return bid;
  const bend = a.log1p(a.divide(bid, a.of(scale)));
  if (alpha === 0) return a.multiply(a.of(scale), bend);
  return a.multiply(a.of(scale), a.divide(a.expm1(a.multiply(a.of(alpha), bend)), a.of(alpha)));
}

/** A class, so that the rules of all parameters run the same code. C'(w) = (1 + b / scale)^(1 - alpha). */
class ShiftedPower implements OwnBidRule {
  readonly weightAtZero = 0;
  readonly costAtZero: number;
  readonly priceAtZero = 1;
  readonly linear: boolean;
  readonly convexCost: boolean;
  readonly splitProof: boolean;
  /** log of the largest weight but for 1e-9 of it; beyond, prices go on rising by a power, for solvers to turn back. */
  private readonly logReach: number;

  constructor(
    private readonly alpha: number,
    private readonly scale: number,
    fee: number,
  ) {
    this.costAtZero = fee;
    this.linear = alpha === 1;
    this.convexCost = alpha <= 1;
    this.splitProof = alpha >= 1;
    this.logReach = alpha < 0 ? Math.log((scale / -alpha) * (1 - UNREACHED)) : Number.POSITIVE_INFINITY;
  }

  weight(bid: number): number {
    if (this.linear) return bid;
    const bend = Math.log1p(bid / this.scale);
    return this.scale * (this.alpha === 0 ? bend : Math.expm1(this.alpha * bend) / this.alpha);
  }

  cost(bid: number): number {
    return this.costAtZero + bid;
  }

  price(bid: number): number {
    return Math.exp((1 - this.alpha) * Math.log1p(bid / this.scale));
  }

  bidAt(weight: number): number {
    return this.linear ? weight : this.scale * Math.expm1(this.bendAt(weight));
  }

  logPrice(logWeight: number): number {
    const within = Math.min(logWeight, this.logReach);
    const price = (1 - this.alpha) * this.bendAt(Math.exp(within));
    return within === logWeight ? price : price + this.logPriceSlope(within) * (logWeight - within);
  }

  logPriceSlope(logWeight: number): number {
    const level = Math.exp(Math.min(logWeight, this.logReach)) / this.scale;
    return ((1 - this.alpha) * level) / (1 + this.alpha * level);
  }

  /** log(1 + b / scale) of the bid of a weight. */
  private bendAt(weight: number): number {
    const level = weight / this.scale;
    if (this.alpha === 0) return level;
    return Math.log1p(Math.max(this.alpha * level, Number.EPSILON - 1)) / this.alpha;
  }
}
