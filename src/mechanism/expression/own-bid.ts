import { DUALS, type Dual, dualAt } from "../../numeric/dual.js";
import type { OwnBidRule } from "../shape/own-bid.js";
import { type Course, courseOf } from "./course.js";
import { evaluateIn } from "./evaluate.js";
import type { Syntax } from "./syntax.js";

type Parameters = Readonly<Record<string, number>>;

/** Weights are inverted at log bids from the least to at most the largest, shortened while a formula overflows there. */
const LEAST_LOG_BID = -700;
const LARGEST_LOG_BID = 700;
const SHORTEST_REACH = 1;
const SHORTENED = 0.8;
/** The steepest price at the largest bid that solvers get along with. */
const STEEPEST = 1e6;
const INVERSION_STEPS = 200;
const SETTLED = 4 * Number.EPSILON;

/**
 * The own-bid rule of two formulas of b alone, with derivatives by forward differentiation and the inverse of the
 * weight by Newton's method.
 *
 * Only where their syntax shows what the shape promises on all b > 0: a weight from 0 up that rises and a
 * cost from 0 up that rises. Costs are called convex where the weight is shown to be concave and the payment convex;
 * splits are called fruitless where the weight is shown to be convex from 0 and the payment concave.
 *
 * @param weight  f of b
 * @param payment c of b
 * @returns null where that is not shown, which says nothing about the rule
 */
export function ownBidOf(
  weight: Syntax,
  payment: Syntax,
  parameters: Parameters,
  weightOf: (bid: number) => number,
  costOf: (bid: number) => number,
): OwnBidRule | null {
  const [f, c] = [courseOf(weight, parameters), courseOf(payment, parameters)];
  if (!grows(f, weightOf) || !grows(c, costOf)) return null;
  const rule = new DifferentiatedRule(weight, payment, parameters, weightOf, costOf, f, c);
  return rule.isSound() ? rule : null;
}

/** Rises from 0 or above, and is no constant: strictly, since what the rules of composition know is analytic. */
function grows({ range, rises, falls }: Course, formula: (bid: number) => number): boolean {
  return (range.lo >= 0 || formula(0) >= 0) && rises && !falls;
}

class DifferentiatedRule implements OwnBidRule {
  readonly weightAtZero: number;
  readonly costAtZero: number;
  readonly priceAtZero: number;
  readonly linear: boolean;
  readonly convexCost: boolean;
  readonly splitProof: boolean;
  private readonly symbols: Record<string, Dual> = {};
  private largestLogBid = 0;
  /** The log of the weight of the largest bid, and the slope of the log price there. */
  private logReach = Number.NaN;
  private slopeAtReach = Number.NaN;
  /** Where the price was last asked for, and the log price and its slope there. */
  private lastLogWeight = Number.NaN;
  private lastPrice = 0;
  private lastSlope = 0;
  private lastLogBid = 0;

  constructor(
    private readonly weightSyntax: Syntax,
    private readonly paymentSyntax: Syntax,
    parameters: Parameters,
    readonly weight: (bid: number) => number,
    readonly cost: (bid: number) => number,
    f: Course,
    c: Course,
  ) {
    for (const [name, value] of Object.entries(parameters)) this.symbols[name] = DUALS.of(value);
    this.weightAtZero = weight(0);
    this.costAtZero = cost(0);
    this.convexCost = f.concave && c.convex;
    this.splitProof = f.convex && this.weightAtZero === 0 && c.concave;
    const ratio = this.price(0);
    // A price that falls from without bound, or is no number there, has no first weight to be had at it.
    this.priceAtZero = Number.isFinite(ratio) || this.convexCost ? ratio : 0;
    this.linear = f.convex && f.concave && c.convex && c.concave && this.weightAtZero === 0;
    for (let reach = LARGEST_LOG_BID; reach >= SHORTEST_REACH; reach *= SHORTENED) {
      this.largestLogBid = reach;
      this.logReach = Math.log(weight(Math.exp(reach)));
      this.slopeAtReach = this.logPriceSlope(this.logReach);
      if (Number.isFinite(this.logReach) && Number.isFinite(this.slopeAtReach)) break;
    }
  }

  /** Whether limits and prices are numbers that solvers can work with. */
  isSound(): boolean {
    const { weightAtZero, costAtZero, priceAtZero, logReach, slopeAtReach } = this;
    return (
      [weightAtZero, costAtZero, priceAtZero, logReach, slopeAtReach].every(Number.isFinite) &&
      Math.abs(slopeAtReach) < STEEPEST
    );
  }

  price(bid: number): number {
    return this.dual(this.paymentSyntax, bid).slope / this.dual(this.weightSyntax, bid).slope;
  }

  bidAt(weight: number): number {
    return Math.exp(this.logBidAt(Math.log(weight)));
  }

  logPrice(logWeight: number): number {
    this.look(logWeight);
    return this.lastPrice;
  }

  logPriceSlope(logWeight: number): number {
    this.look(logWeight);
    return this.lastSlope;
  }

  private look(logWeight: number): void {
    if (logWeight === this.lastLogWeight) return;
    const within = Math.min(logWeight, this.logReach);
    const bid = Math.exp(this.logBidAt(within));
    const f = this.dual(this.weightSyntax, bid);
    const c = this.dual(this.paymentSyntax, bid);
    this.lastSlope = (c.bend / c.slope - f.bend / f.slope) * (f.value / f.slope);
    // Beyond all weights that a bid can have, the price goes on as a power.
    this.lastPrice = Math.log(c.slope / f.slope) + this.lastSlope * (logWeight - within);
    this.lastLogWeight = logWeight;
  }

  /** log f^-1, by Newton's method on log f over log b within the bracket that its own points make. */
  private logBidAt(logWeight: number): number {
    let [low, high] = [LEAST_LOG_BID, this.largestLogBid];
    let at = Math.min(this.lastLogBid, this.largestLogBid);
    for (let step = 0; step < INVERSION_STEPS; step++) {
      const bid = Math.exp(at);
      const { value, slope } = this.dual(this.weightSyntax, bid);
      const excess = Math.log(value) - logWeight;
      if (excess > 0) high = at;
      else low = at;
      let next = at - (excess * value) / (bid * slope);
      // A step of rounding alone may lead out of the bracket.
      const settled = Math.abs(next - at) <= SETTLED * Math.max(1, Math.abs(at));
      if (!settled && !(next >= low && next <= high)) next = 0.5 * (low + high);
      at = next;
      if (settled) break;
    }
    this.lastLogBid = at;
    return at;
  }

  private dual(syntax: Syntax, bid: number): Dual {
    this.symbols.b = dualAt(bid);
    return evaluateIn(DUALS, syntax, this.symbols);
  }
}
