import { BeyondArithmetic } from "../numeric/arithmetic.js";
import type { Curve } from "../numeric/curve.js";
import { INTERVALS, type Interval, intersection, isZero } from "../numeric/interval.js";
import { type AtShare, centreOf, type RuleOverShares } from "./at-share.js";
import { boxLemma, lineLemma } from "./lemma.js";
import type { Lemma } from "./tree.js";

const I = INTERVALS;
const ONE = I.of(1);

/** Whether a difference is at least 0, by so much, or exactly 0. */
function isAtLeastZero(difference: Interval, slack: number): boolean {
  return isZero(difference) || difference.lo >= slack;
}

/** Which of the two functions of a rule, and whether it must be superadditive (1) or subadditive (-1). */
interface Side {
  readonly unit: (at: AtShare) => Curve;
  readonly sign: 1 | -1;
}

export const SIDES: Readonly<Record<"weight" | "price", Side>> = {
  weight: { unit: ({ w }) => w, sign: 1 },
  price: { unit: ({ p }) => p, sign: -1 },
};

/** f(q) / q does not fall, or c(q) / q does not rise: sufficient, since f(a + b) = a g(a + b) + b g(a + b). */
export function starLemma(rule: RuleOverShares, { unit, sign }: Side): Lemma {
  return lineLemma(
    { lo: 0, hi: 1 },
    { "*": (y, slack) => isAtLeastZero(signed(unit(rule.over(y)).slope, sign), slack) },
  );
}

/** k(q) / q does not rise: q k'(q) <= k(q), or k' <= 0 <= k. */
export function feeLemma(rule: RuleOverShares): Lemma {
  return lineLemma(
    { lo: 0, hi: 1 },
    {
      "*": (y, slack) => {
        const { k } = rule.over(y);
        return k.value.lo >= 0 && isAtLeastZero(I.subtract(k.value, I.multiply(y, k.slope)), slack);
      },
      f: (y) => rule.over(y).k.value.lo >= 0 && rule.over(y).k.slope.hi <= 0,
    },
  );
}

/** (a + b) g(a + b) - a g(a) - b g(b) >= 0, or <= 0, on a <= b, a + b <= 1, as it is or divided by a or by a b. */
export function pairsLemma(rule: RuleOverShares, { unit, sign }: Side): Lemma {
  const g = (share: Interval) => unit(rule.over(share));
  const shown = (difference: Interval, slack: number) => isAtLeastZero(signed(difference, sign), slack);
  const lemma = boxLemma(
    [
      { lo: 0, hi: 0.5 },
      { lo: 0, hi: 1 },
    ],
    {
      o: ([a, b]) => a!.lo >= b!.hi || a!.lo + b!.lo >= 1,
      b: ([a, b], slack) => {
        const whole = sumOf(a!, b!);
        return shown(I.add(g(from(a!, whole)).slope, g(from(b!, whole)).slope), slack);
      },
      a: ([a, b], slack) => {
        const whole = sumOf(a!, b!);
        const rise = I.subtract(g(whole).value, g(a!).value);
        return shown(I.add(rise, I.multiply(b!, g(from(b!, whole)).slope)), slack);
      },
      v: ([a, b], slack) => shown(excessOver(g, a!, b!), slack),
    },
  );
  return { ...lemma, exact: "o" };
}

function excessOver(g: (share: Interval) => Curve, a: Interval, b: Interval): Interval {
  const total = (share: Interval) => I.multiply(share, g(share).value);
  const slope = (share: Interval) => I.add(g(share).value, I.multiply(share, g(share).slope));
  const excess = (x: Interval, y: Interval) => I.subtract(total(sumOf(x, y)), I.add(total(x), total(y)));
  const [middleA, middleB] = [centreOf(a), centreOf(b)];
  if (middleA.lo + middleB.lo > 1) return excess(a, b);
  const whole = slope(sumOf(a, b));
  const form = I.add(
    excess(middleA, middleB),
    I.add(
      I.multiply(I.subtract(whole, slope(a)), I.subtract(a, middleA)),
      I.multiply(I.subtract(whole, slope(b)), I.subtract(b, middleB)),
    ),
  );
  return intersection(excess(a, b), form);
}

/** a + b, cut off at 1. */
function sumOf(a: Interval, b: Interval): Interval {
  const { lo, hi } = I.add(a, b);
  return { lo: Math.min(1, lo), hi: Math.min(1, hi) };
}

/** All shares from one in the first interval to one in the second. */
function from(part: Interval, whole: Interval): Interval {
  return { lo: part.lo, hi: whole.hi };
}

function signed(a: Interval, sign: 1 | -1): Interval {
  return sign === 1 ? a : { lo: -a.hi, hi: -a.lo };
}

/**
 * Proportional shares by count: alone <= p(y) <= more, the prices of a bid where one, two, and three or more bid.
 *
 * @param top p(1) in exact fractions is no more than `more`
 */
export function countLemma(rule: RuleOverShares, isDearestAtEnd: boolean): Lemma {
  const { byCount } = rule.terms;
  if (byCount === null) throw new BeyondArithmetic("the rule does not depend on the number of bids");
  const [alone, more] = [I.of(byCount.alone), I.of(byCount.more)];
  const isDear = (y: Interval, slack: number) => rule.over(y).p.value.lo >= alone.hi + slack;
  return lineLemma(
    { lo: 0, hi: 1 },
    {
      v: (y, slack) => isDear(y, slack) && rule.over(y).p.value.hi <= more.lo - slack,
      s: (y, slack) => y.hi === ONE.hi && isDearestAtEnd && isDear(y, slack) && rule.over(y).p.slope.lo >= 0,
    },
  );
}
