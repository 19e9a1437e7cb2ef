import type { OwnBidRule } from "../../mechanism/shape/own-bid.js";

/** Steps stop where the marginal gain of weight equals its price to so much, relative. */
const SETTLED = 1e-11;
const STEPS = 100;
/** The longest step in log weight: far off, the price of weight may hardly change with it. */
const LONGEST_STEP = 3;
/** Where the price of weight hardly falls, the best weight may be too small for a double, and is cut off here. */
const LOWEST_LOG_WEIGHT = -700;
/** A second-order step is at most so much longer than a first-order one. */
const LONGEST_STRETCH = 2;

/**
 * The best bid of one player through exactly k identities, against the others' total weight R, under an
 * own-bid rule of convex cost.
 *
 * By Jensen's inequality equal identities are best: k weights of one sum win the same share, and cost least
 * where they are equal. Left is one weight w, in which
 *
 *     u_k(w) = v k w / (k w + R) - k C(w)
 *
 * is concave, so that v R / (k w + R)^2 = C'(w) decides. It is solved in log w, by Halley steps on
 *
 *     f = log(v R) - 2 log(k w + R) - log C'(w),   f' = -2 s - L,   f'' ~ -2 s (1 - s),
 *
 * s = k w / (k w + R) the share and L = d log C' / d log w, within the bracket that the steps make: f falls.
 * Where not even the first weight is worth its price, u_k is its limit at vanishing bids; with nobody else,
 * R = 0, it is the limit at vanishing bids as well, v - k times the fee.
 *
 * A solve allocates nothing.
 */
export class EqualIdentities {
  /** u_k, a utility that k bids reach (or come as near to as one likes, where it is a limit). */
  utility = 0;
  /** No k identities, equal or not, get more: the bound of the concave u_k, up to rounding. */
  atMost = 0;
  /** The weight of each identity. */
  weight = 0;
  /** The share of all k together. */
  share = 0;
  /** d u_k / d k, for a number of identities that need not be whole: what another one is worth. */
  identityGain = 0;
  /** v R / (k w + R)^2 and C'(w): what a little more weight wins, and costs. */
  private worth = 0;
  private price = 0;

  /**
   * @param rule         of convex cost
   * @param value        the player's value v, > 0
   * @param othersWeight R >= 0
   * @param identities   k >= 1
   * @param start        a guess of the weight of one identity; 0 for none
   */
  solve(rule: OwnBidRule, value: number, othersWeight: number, identities: number, start = 0): void {
    if (othersWeight === 0) this.alone(rule, value, identities);
    else if (!this.vanishing(rule, value, othersWeight, identities)) {
      this.interior(rule, value, othersWeight, identities, start > 0 ? start : othersWeight / identities);
    }
  }

  private alone(rule: OwnBidRule, value: number, identities: number): void {
    this.weight = rule.weightAtZero;
    this.share = 1;
    this.identityGain = -rule.costAtZero;
    this.utility = value - identities * rule.costAtZero;
    this.atMost = this.utility;
  }

  /** Whether even the first weight costs more than it gains; then notes the limit at vanishing bids. */
  private vanishing(rule: OwnBidRule, value: number, others: number, identities: number): boolean {
    if (rule.priceAtZero === 0) return false;
    const all = identities * rule.weightAtZero;
    const gain = ((value / (all + others)) * others) / (all + others);
    if (gain > rule.priceAtZero) return false;
    this.weight = rule.weightAtZero;
    this.share = all / (all + others);
    this.identityGain = gain * rule.weightAtZero - rule.costAtZero;
    this.utility = value * this.share - identities * rule.costAtZero;
    this.atMost = this.utility;
    return true;
  }

  private interior(rule: OwnBidRule, value: number, others: number, identities: number, start: number): void {
    let low = rule.weightAtZero > 0 ? Math.log(rule.weightAtZero) : LOWEST_LOG_WEIGHT;
    let high = Number.POSITIVE_INFINITY;
    let at = Math.max(Math.log(start), low);
    let weight = at > low ? start : Math.exp(low);
    for (let step = 0; step < STEPS; step++) {
      this.evaluate(rule, value, others, identities, weight);
      const ratio = this.worth / this.price;
      if (Math.abs(ratio - 1) <= SETTLED) return;
      if (ratio > 1) low = at;
      else high = at;
      let next = at + halley(Math.log(ratio), this.share, rule.logPriceSlope(at));
      if (!(next > low && next < high))
        next = high === Number.POSITIVE_INFINITY ? at + 1 : 0.5 * (low + high);
      // Nothing between the ends: what is left is rounding.
      if (next === at) return;
      at = next;
      weight = Math.exp(at);
    }
  }

  /**
   * What k identities of a given weight above f(0+) get, and what the best weight gets at most. With D the
   * worth of weight at the margin and P its price, concavity bounds what is left to gain: where D > P by
   * k (D - P) (w* - w), and k P (w* - w) <= v (1 - s) because the best weight w* costs no more than it can
   * still win; where D < P by k (P - D) w, all there is to give back.
   */
  evaluate(rule: OwnBidRule, value: number, othersWeight: number, identities: number, weight: number): void {
    const bid = rule.bidAt(weight);
    const cost = rule.cost(bid);
    const price = rule.price(bid, weight);
    const total = identities * weight + othersWeight;
    const rest = othersWeight / total;
    const share = (identities * weight) / total;
    const worth = (value / total) * rest;
    const utility = value * share - identities * cost;
    const excess = worth - price;
    this.weight = weight;
    this.share = share;
    this.worth = worth;
    this.price = price;
    this.identityGain = worth * weight - cost;
    this.utility = utility;
    this.atMost = utility + (excess > 0 ? (value * rest * excess) / price : -identities * excess * weight);
  }
}

function halley(residual: number, share: number, slope: number): number {
  const fall = 2 * share + slope;
  const first = residual / fall;
  const step = first / Math.max(1 + (first * share * (1 - share)) / fall, 1 / LONGEST_STRETCH);
  return Math.min(LONGEST_STEP, Math.max(-LONGEST_STEP, step));
}
