import type { ShareFormula } from "../../mechanism/formula.js";
import { argument, CURVES } from "../../numeric/curve.js";
import { INTERVALS, type Interval } from "../../numeric/interval.js";

type Price = ShareFormula["price"];

/** Over an interval of shares q: the price c(q), M(q) = c(q) + c'(q) (1 - q), and M'(q) = c''(q) (1 - q). */
interface Priced {
  readonly price: Interval;
  readonly marginal: Interval;
  readonly slope: Interval;
}

const I = INTERVALS;
const [ONE, TWO] = [I.of(1), I.of(2)];
const HALF = 0.5;
/** Boxes are not halved below it. */
const NARROWEST = 2 ** -30;

/**
 * Proves, for x = q and p = B c(q), c(0) = 0, and a lone bid that costs something, that two players of values 1 and r
 * have one pure equilibrium at every r in (0, 1], and that there revenue is at least 1 + gain times
 * Proportional-all-pay's and fairness no less. With q the share of the lower value, everything is a statement on q in
 * [0, 1/2], enclosed there by halving boxes:
 *
 *     M > 0,  M'(q) (1 - q) + 2 M(q) > 0 at q and 1 - q     a share q costs R c(q) / (1 - q) against a bid R, convex
 *                                                           in q: utility is concave in the own share, 0 at q = 0
 *     r(q) = q M(q) / ((1 - q) M(1 - q)) rises               from 0 at q = 0 to 1 at q = 1/2: one q for every ratio
 *                                                           (r(1 - q) = 1 / r(q), so that no lower value has more)
 *     M(1 - q) >= M(q)                                       r <= q / (1 - q), so that q is no less than under PAP
 *     (c(q) + c(1 - q)) (q / M(1 - q) + (1 - q) / M(q))      which is R / R_PAP, is at least 1 + gain
 *
 * Concavity is in the own share against a fixed bid: of mixed equilibria nothing is said.
 *
 * Derived here from the first-order conditions v_i (1 - q_i) = B M(q_i).
 *
 * @param gain  of revenue, relative
 * @param limit boxes that may be looked at
 * @returns the boxes that it took, or null where it was not shown, which says nothing about the rule
 */
export function encloseEveryRatio(price: Price, gain: number, limit: number): number | null {
  const open: Interval[] = [{ lo: 0, hi: HALF }];
  let boxes = 0;
  for (let share = open.pop(); share !== undefined; share = open.pop()) {
    boxes++;
    if (holdsOver(price, share, gain)) continue;
    const { lo, hi } = share;
    if (boxes >= limit || hi - lo < NARROWEST) return null;
    const centre = lo + (hi - lo) / 2;
    open.push({ lo, hi: centre }, { lo: centre, hi });
  }
  return boxes;
}

function holdsOver(price: Price, share: Interval, gain: number): boolean {
  const rest = I.subtract(ONE, share);
  const [lower, higher] = [pricedOver(price, share), pricedOver(price, rest)];
  return (
    isConvex(lower, rest) &&
    isConvex(higher, share) &&
    ratioRises(lower, higher, I.multiply(share, rest)) &&
    isFair(lower, higher, share) &&
    revenueOverPap(lower, higher, share, rest).lo >= 1 + gain
  );
}

function pricedOver(price: Price, share: Interval): Priced {
  const q = argument(share);
  const rest = CURVES.subtract(CURVES.of(1), q);
  const { value, slope, bend } = price(CURVES, q, rest);
  return {
    price: value,
    marginal: I.add(value, I.multiply(slope, rest.value)),
    slope: I.multiply(bend, rest.value),
  };
}

function isConvex({ marginal, slope }: Priced, rest: Interval): boolean {
  return marginal.lo > 0 && I.add(I.multiply(slope, rest), I.multiply(TWO, marginal)).lo > 0;
}

/** q (1 - q) d log r / d q = 1 + q (1 - q) (M'(q) / M(q) + M'(1 - q) / M(1 - q)). */
function ratioRises(lower: Priced, higher: Priced, product: Interval): boolean {
  const slopes = I.add(I.divide(lower.slope, lower.marginal), I.divide(higher.slope, higher.marginal));
  return I.add(ONE, I.multiply(product, slopes)).lo > 0;
}

/** M(1 - q) - M(q) is 0 at 1/2, and falls towards it where M'(q) + M'(1 - q) >= 0. */
function isFair(lower: Priced, higher: Priced, share: Interval): boolean {
  if (higher.marginal.lo >= lower.marginal.hi) return true;
  return share.hi === HALF && I.add(lower.slope, higher.slope).lo >= 0;
}

function revenueOverPap(lower: Priced, higher: Priced, share: Interval, rest: Interval): Interval {
  const prices = I.add(lower.price, higher.price);
  return I.multiply(prices, I.add(I.divide(share, higher.marginal), I.divide(rest, lower.marginal)));
}
