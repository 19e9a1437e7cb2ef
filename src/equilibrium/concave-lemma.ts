import type { OwnBidRule } from "../mechanism/shape/own-bid.js";
import type { Regret } from "./solution.js";

/** Rounding of the residual itself, in units of the value. */
const ROUNDING = 16 * Number.EPSILON;
const NEGLIGIBLE_LOG_SHARE = -690;

/** Whether the lemma applies to a rule: C convex, no fee and no weight at zero. */
export function hasUniqueEquilibrium(rule: OwnBidRule): boolean {
  return rule.convexCost && rule.costAtZero === 0 && rule.weightAtZero === 0;
}

/**
 * Upper bound of the regret of bids under an own-bid rule of convex cost, from first-order residuals.
 *
 * Against the others' weight R, utility in the own weight is u(w) = v w / (w + R) - C(w), concave, with
 * u(0) = 0 for staying out. With D = v R / W^2 and P = C'(w) at the bid played, concavity gives for any w'
 *
 *     u(w') - u(w) <= (D - P)(w' - w) <= v (D - P) / P   where D > P,
 *     u(w') - u(w) <= (P - D) w                          where D < P,
 *
 * the first because a bid that is any use costs less than v, and C(w') >= C(w) + P (w' - w). A player at
 * w = 0 gains nothing where v / W <= C'(0). These games have exactly one equilibrium (Cornes and Hartley
 * 2005, Proposition 2: share functions decrease strictly), so no further start is needed.
 *
 * @param weights room for one number a player, for callers that judge many games
 * @returns `proved`; infinite where the lemma gives no bound
 */
export function regretByConcavity(
  rule: OwnBidRule,
  values: Float64Array,
  bids: Float64Array,
  weights: Float64Array = new Float64Array(values.length),
): Regret {
  let total = 0;
  let top = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = bids[i]! > 0 ? rule.weight(bids[i]!) : 0;
    weights[i] = weight;
    total += weight;
    if (values[i]! > top) top = values[i]!;
  }
  let absolute = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const bid = bids[i]!;
    const bound = bid > 0 ? atBid(rule, value, bid, weights[i]!, total) : atZero(rule, value, total);
    if (!(bound + ROUNDING * value <= absolute)) absolute = bound + ROUNDING * value;
  }
  return { absolute, relative: absolute / top, kind: "proved" };
}

function atBid(rule: OwnBidRule, value: number, bid: number, weight: number, total: number): number {
  const gain = (value * ((total - weight) / total)) / total;
  const price = rule.price(bid, weight);
  return gain > price ? (value * (gain - price)) / price : (price - gain) * weight;
}

function atZero(rule: OwnBidRule, value: number, total: number): number {
  const gain = value / total;
  if (rule.priceAtZero > 0) {
    return gain > rule.priceAtZero ? (value * (gain - rule.priceAtZero)) / rule.priceAtZero : 0;
  }
  // The first weight is free, so a little would be bought: too little for a double to hold.
  const logTotal = Math.log(total);
  const negligible = rule.logPrice(logTotal + NEGLIGIBLE_LOG_SHARE) >= Math.log(gain);
  return negligible ? value * Math.exp(NEGLIGIBLE_LOG_SHARE) : Number.POSITIVE_INFINITY;
}
