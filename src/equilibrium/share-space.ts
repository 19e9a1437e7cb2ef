import type { ShareRule } from "../mechanism/shape/share.js";
import { newton } from "../numeric/newton.js";

const SCAN_POINTS = 1200;
const SCAN_END = 18;
const BISECTIONS = 100;
const LONGEST_STEP = 1;
const LARGEST_SYSTEM = 64;
const CONVERGED = 1e-14;
const ACCEPTED = 1e-9;

/**
 * First-order points of scale-free share rules in share space. With S = sum_j f(q_j), D = sum_j f'(q_j) q_j
 * and x_i = f(q_i) / S the condition of an active player is
 *
 *     v_i [f'(q_i)(1 - q_i) - x_i (f'(q_i) - D)] / S = B [c(q_i) + c'(q_i)(1 - q_i)].
 *
 * @param values one a class of players who bid alike
 * @param counts how many players each class has
 */
export function shareSpaceEquations(rule: ShareRule, values: Float64Array, counts: Float64Array) {
  const n = values.length;
  const shares = new Float64Array(n);
  return (logBids: Float64Array, residuals: Float64Array) => {
    let total = 0;
    for (let i = 0; i < n; i++) total += counts[i]! * Math.exp(logBids[i]!);
    let weights = 0;
    let drift = 0;
    for (let i = 0; i < n; i++) {
      const share = Math.exp(logBids[i]!) / total;
      shares[i] = share;
      weights += counts[i]! * rule.weight(share);
      drift += counts[i]! * rule.weightSlope(share) * share;
    }
    for (let i = 0; i < n; i++) {
      const share = shares[i]!;
      const slope = rule.weightSlope(share);
      const allocation = rule.weight(share) / weights;
      const gain = (values[i]! * (slope * (1 - share) - allocation * (slope - drift))) / weights;
      const price = total * marginalPrice(rule, share);
      residuals[i] = (share * (gain - price)) / values[i]!;
    }
  };
}

/**
 * One first-order point among players who all take part, by Newton's method from given bids. Players of
 * equal value bid alike, so that the unknowns are as many as there are different values.
 *
 * @param values falling
 * @returns the bids, or null where the residual did not fall to 1e-9 of the values, or there are more than
 *          64 different values
 */
export function shareSpacePoint(
  rule: ShareRule,
  values: Float64Array,
  start: Float64Array,
): Float64Array | null {
  const distinct = Float64Array.from(new Set(values));
  if (distinct.length > LARGEST_SYSTEM) return null;
  const first = Array.from(distinct, (value) => values.indexOf(value));
  const counts = distinct.map((value) => values.filter((each) => each === value).length);
  const equations = shareSpaceEquations(rule, distinct, counts);
  const logBids = Float64Array.from(first, (i) => Math.log(start[i]!));
  const { point, residual } = newton(equations, logBids, LONGEST_STEP, CONVERGED);
  if (!(residual <= ACCEPTED)) return null;
  return values.map((value) => Math.exp(point[distinct.indexOf(value)]!));
}

/**
 * All first-order points of two players who both bid. The two gains share one bracket, so that the
 * allocation rule drops out and the share q of player 1 solves
 *
 *     v_1 (1 - q) M(1 - q) = v_2 q M(q),   M(q) = c(q) + c'(q)(1 - q),
 *
 * one equation in one unknown, scanned over 1,200 log odds from -18 to 18 and bisected at every change of
 * sign. B follows from player 1's condition. For all-pay rules q = v_1 / (v_1 + v_2).
 *
 * @returns the bids of every point found
 */
export function twoPlayerSharePoints(rule: ShareRule, values: Float64Array): Float64Array[] {
  const [v1, v2] = [values[0]!, values[1]!];
  const mismatch = (odds: number) => {
    const q = 1 / (1 + Math.exp(-odds));
    const rest = 1 / (1 + Math.exp(odds));
    return v1 * rest * marginalPrice(rule, rest) - v2 * q * marginalPrice(rule, q);
  };
  const points: Float64Array[] = [];
  let before = mismatch(-SCAN_END);
  for (let k = 1; k <= SCAN_POINTS; k++) {
    const odds = SCAN_END * ((2 * k) / SCAN_POINTS - 1);
    const here = mismatch(odds);
    if (before !== 0 && before * here <= 0) {
      const root = bisect(mismatch, SCAN_END * ((2 * (k - 1)) / SCAN_POINTS - 1), odds);
      const bids = bidsAtShare(rule, v1, root);
      if (bids !== null) points.push(bids);
    }
    before = here;
  }
  return points;
}

/** The total at which player 1's condition holds at a share, as bids; null where no total does. */
function bidsAtShare(rule: ShareRule, value: number, odds: number): Float64Array | null {
  const q = 1 / (1 + Math.exp(-odds));
  const rest = 1 / (1 + Math.exp(odds));
  const [f1, f2] = [rule.weight(q), rule.weight(rest)];
  const [s1, s2] = [rule.weightSlope(q), rule.weightSlope(rest)];
  const gain = (value * rest * (f2 * s1 + f1 * s2)) / (f1 + f2) ** 2;
  const total = gain / marginalPrice(rule, q);
  return total > 0 && Number.isFinite(total) ? Float64Array.of(q * total, rest * total) : null;
}

/** dp_i/db_i = c(q) + c'(q)(1 - q). */
function marginalPrice(rule: ShareRule, share: number): number {
  return rule.price(share) + rule.priceSlope(share) * (1 - share);
}

function bisect(mismatch: (odds: number) => number, low: number, high: number): number {
  const sign = Math.sign(mismatch(low));
  let [a, b] = [low, high];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = 0.5 * (a + b);
    if (Math.sign(mismatch(middle)) === sign) a = middle;
    else b = middle;
  }
  return 0.5 * (a + b);
}
