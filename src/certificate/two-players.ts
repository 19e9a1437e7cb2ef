import { hull, INTERVALS, type Interval, intersection } from "../numeric/interval.js";
import { type AtShare, centreOf, type RuleOverShares, restOf } from "./at-share.js";
import { boxLemma, lineLemma, plainly } from "./lemma.js";
import type { Lemma } from "./tree.js";

/** What is claimed of two players; see docs/certificates.md. */
export interface TwoPlayersClaim {
  readonly ratios: { readonly from: number; readonly to: 1 };
  /** R / R_PAP is at least 1 + gain. */
  readonly gain: number;
  /** A share of the lower value below which the ratio is below `from`. */
  readonly edge: number;
}

const I = INTERVALS;
const [ONE, TWO] = [I.of(1), I.of(2)];
const HALF = 0.5;

/** The rule at a share of one player and at the rest, of the other, with what both make together. */
interface Pair {
  readonly own: AtShare;
  readonly other: AtShare;
  /** F = f(s) + f(R) and its derivative. */
  readonly sum: Interval;
  readonly dSum: Interval;
  /** N = f'(s) f(R) + f(s) f'(R), so that x' = N / F^2, and its derivative. */
  readonly cross: Interval;
  readonly dCross: Interval;
}

function pairOver(rule: RuleOverShares, share: Interval): Pair {
  const [own, other] = [rule.over(share), rule.over(restOf(share))];
  return {
    ...{ own, other },
    sum: I.add(own.f, other.f),
    dSum: I.subtract(own.df, other.df),
    cross: I.add(I.multiply(own.df, other.f), I.multiply(own.f, other.df)),
    dCross: I.subtract(I.multiply(own.ddf, other.f), I.multiply(own.f, other.ddf)),
  };
}

/** The lemmas that make the claim, by name. */
export function twoPlayersLemmas(
  rule: RuleOverShares,
  { ratios, gain, edge }: TwoPlayersClaim,
): Record<string, Lemma> {
  const pair = (box: Interval) => pairOver(rule, box);
  const inside = { lo: edge, hi: HALF };
  return {
    positive: lineLemma({ lo: 0, hi: 1 }, { v: (s, slack) => isPositive(rule, s, slack) }),
    rises: lineLemma(inside, { v: (q, slack) => isRising(pair(q), slack) }),
    ...(edge > 0
      ? {
          elsewhere: lineLemma(
            { lo: 0, hi: edge },
            {
              v: (q, slack) => pair(q).other.m.lo > slack && excessOver(rule, q, ratios.from).hi < -slack,
              w: (q, slack) => pair(q).own.m.lo > slack && shortfallOver(rule, q, ratios.from).lo > slack,
              m: (q, slack) => areOpposed(pair(q), slack),
              f: (q, slack) => pair(q).cross.lo > slack && isNoMaximum(rule, q, slack),
              d: (q, slack) => pair(q).cross.lo > slack && isLeft(rule, q, slack),
            },
          ),
        }
      : {}),
    gain: lineLemma(inside, { v: (q, slack) => revenueOver(rule, q).lo >= 1 + gain + slack }),
    fair: lineLemma(inside, {
      v: (q, slack) => fairnessOver(rule, q).lo >= slack,
      s: (q) => q.hi === HALF && fairnessSlope(pair(q)).hi <= 0,
    }),
    ...(rule.hasFee
      ? { stays: lineLemma({ lo: edge, hi: 1 - edge }, { v: (s, slack) => earns(pair(s), slack) }) }
      : {}),
    stationary: stationaryLemma(rule),
  };
}

/** Where the stationary value rises with the share; elsewhere nothing is said. */
export function stationaryLemma(rule: RuleOverShares): Lemma {
  const rising = (s: Interval, slack: number) => valueRises(pairOver(rule, s), slack);
  return { ...lineLemma({ lo: 0, hi: 1 }, { "+": rising }), silent: "-" };
}

/**
 * That no share y is better than a share s in equilibrium: where the stationary value rises from one to the other, or by
 * the loss.
 *
 * @param rising intervals in which the stationary value is shown to rise
 */
export function responseLemma(rule: RuleOverShares, edge: number, rising: readonly Interval[]): Lemma {
  const lemma = boxLemma(
    [
      { lo: edge, hi: 1 - edge },
      { lo: 0, hi: 1 },
    ],
    {
      u: ([s, y]) => {
        const both = hull(s!, y!);
        return rising.some(({ lo, hi }) => lo <= both.lo && both.hi <= hi);
      },
      v: ([s, y], slack) => pairOver(rule, s!).cross.lo > slack && lossOver(rule, s!, y!).lo > slack,
    },
  );
  return { ...lemma, exact: "u" };
}

function isPositive(rule: RuleOverShares, share: Interval, slack: number): boolean {
  const { w, p, k } = rule.over(share);
  return w.value.lo > slack && p.value.lo > slack && k.value.lo >= 0;
}

/** Whether both are stationary at one ratio of values only, which rises with the share. */
function isRising(pair: Pair, slack: number): boolean {
  const { own, other, cross } = pair;
  return own.m.lo > slack && other.m.lo > slack && cross.lo > slack && riseOf(pair).lo > slack;
}

/** Whether m(q), m(1 - q) and N have not all one sign, as stationary shares ask: v_i N / F^2 = b_j m / R^2. */
function areOpposed({ own, other, cross }: Pair, slack: number): boolean {
  const signed = [own.m, other.m, cross];
  return signed.some(({ lo }) => lo > slack) && signed.some(({ hi }) => hi < -slack);
}

/** Whether the stationary value of one of both falls with its share: then it is at a minimum. */
function isNoMaximum(rule: RuleOverShares, q: Interval, slack: number): boolean {
  return [q, restOf(q)].some((share) => {
    const pair = pairOver(rule, share);
    return pair.own.m.lo > slack && valueRise(pair).hi < -slack;
  });
}

/** Shares that deviations are tried at. */
const TRIED = Array.from({ length: 255 }, (_, k) => (k + 1) / 256);

/** Whether one of both gains by one of these shares. */
function isLeft(rule: RuleOverShares, q: Interval, slack: number): boolean {
  return [q, restOf(q)].some((share) =>
    TRIED.some((y) => plainly(() => lossOver(rule, share, { lo: y, hi: y }).hi < -slack)),
  );
}

/** 1 + q (1 - q) (m'(q) / m(q) + m'(1 - q) / m(1 - q)), the slope of the logarithm of the ratio times q (1 - q). */
function riseOf({ own, other }: Pair): Interval {
  const slopes = I.add(I.divide(own.dm, own.m), I.divide(other.dm, other.m));
  return I.add(ONE, I.multiply(I.multiply(own.share, own.rest), slopes));
}

/** q m(q) - from (1 - q) m(1 - q): below 0 where the ratio of values is below `from`. */
function excessOver(rule: RuleOverShares, q: Interval, from: number): Interval {
  return weighed(rule, q, ONE, I.of(from));
}

/** from q m(q) - (1 - q) m(1 - q): above 0 where the ratio of values is above 1 / from. */
function shortfallOver(rule: RuleOverShares, q: Interval, from: number): Interval {
  return weighed(rule, q, I.of(from), ONE);
}

/** a q m(q) - b (1 - q) m(1 - q). */
function weighed(rule: RuleOverShares, q: Interval, a: Interval, b: Interval): Interval {
  const value = ({ own, other }: Pair) =>
    I.subtract(I.multiply(a, I.multiply(own.share, own.m)), I.multiply(b, I.multiply(own.rest, other.m)));
  const slope = ({ own, other }: Pair) =>
    I.add(
      I.multiply(a, I.add(own.m, I.multiply(own.share, own.dm))),
      I.multiply(b, I.add(other.m, I.multiply(own.rest, other.dm))),
    );
  return centred(rule, q, value, slope);
}

/** A function over an interval of shares: the tighter of its enclosure and of the mean value form. */
function centred(
  rule: RuleOverShares,
  share: Interval,
  value: (pair: Pair) => Interval,
  slope: (pair: Pair) => Interval,
): Interval {
  const over = pairOver(rule, share);
  const middle = centreOf(share);
  const form = I.add(value(pairOver(rule, middle)), I.multiply(slope(over), I.subtract(share, middle)));
  return intersection(value(over), form);
}

/** R / R_PAP = (c(q) + c(1 - q)) N / F^2 ((1 - q) / m(q) + q / m(1 - q)). */
function revenueOver(rule: RuleOverShares, q: Interval): Interval {
  const paid = ({ own, other }: Pair) => I.add(own.c, other.c);
  const units = ({ own, other }: Pair) => I.add(I.divide(own.rest, own.m), I.divide(own.share, other.m));
  const value = (pair: Pair) =>
    I.multiply(I.multiply(paid(pair), units(pair)), I.divide(pair.cross, I.multiply(pair.sum, pair.sum)));
  const slope = (pair: Pair) => {
    const { own, other } = pair;
    const ofUnits = I.subtract(
      I.add(I.divide(ONE, other.m), I.divide(I.multiply(own.share, other.dm), I.multiply(other.m, other.m))),
      I.add(I.divide(ONE, own.m), I.divide(I.multiply(own.rest, own.dm), I.multiply(own.m, own.m))),
    );
    const logarithmic = I.add(
      I.add(I.divide(I.subtract(own.dc, other.dc), paid(pair)), I.divide(ofUnits, units(pair))),
      I.subtract(I.divide(pair.dCross, pair.cross), I.multiply(TWO, I.divide(pair.dSum, pair.sum))),
    );
    return I.multiply(value(pair), logarithmic);
  };
  return centred(rule, q, value, slope);
}

/** The logarithm of x(q) / x(1 - q) over the ratio: log w(q) m(1 - q) - log w(1 - q) m(q). */
function fairnessOver(rule: RuleOverShares, q: Interval): Interval {
  const value = ({ own, other }: Pair) =>
    I.log(I.divide(I.multiply(own.w.value, other.m), I.multiply(other.w.value, own.m)));
  return centred(rule, q, value, fairnessSlope);
}

function fairnessSlope({ own, other }: Pair): Interval {
  const weights = I.add(I.divide(own.w.slope, own.w.value), I.divide(other.w.slope, other.w.value));
  return I.subtract(weights, I.add(I.divide(own.dm, own.m), I.divide(other.dm, other.m)));
}

/**
 * What a player in equilibrium at share s loses who deviates to share y, times 1 - y; its shares are at a stationary value.
 *
 *     D = (1 - y) [v(s) (x(s) - x(y)) - C(s)] + c(y)
 *
 * by its value at the centre and its slopes.
 */
export function lossOver(rule: RuleOverShares, s: Interval, y: Interval): Interval {
  const [kept, left] = [stationaryOver(rule, s), playOver(rule, y)];
  const [keptAt, leftAt] = [stationaryOver(rule, centreOf(s)), playOver(rule, centreOf(y))];
  const bracket = (a: Stationary, b: Play) =>
    I.subtract(I.multiply(a.value, I.subtract(a.won, b.won)), a.cost);
  const loss = (a: Stationary, b: Play) => I.add(I.multiply(b.at.rest, bracket(a, b)), b.at.c);
  const byShare = I.multiply(left.at.rest, I.multiply(kept.dValue, I.subtract(kept.won, left.won)));
  const byOther = I.subtract(
    I.subtract(left.at.dc, bracket(kept, left)),
    I.multiply(left.at.rest, I.multiply(kept.value, left.dWon)),
  );
  const form = I.add(
    loss(keptAt, leftAt),
    I.add(I.multiply(byShare, I.subtract(s, centreOf(s))), I.multiply(byOther, I.subtract(y, centreOf(y)))),
  );
  return intersection(loss(kept, left), form);
}

/** A share and what it wins, x, with its slope. */
interface Play {
  readonly at: AtShare;
  readonly pair: Pair;
  readonly won: Interval;
  readonly dWon: Interval;
}

/** A share with its cost, C = c / R, and the value v at which it is stationary, with its slope. */
interface Stationary extends Play {
  readonly cost: Interval;
  readonly value: Interval;
  readonly dValue: Interval;
}

function playOver(rule: RuleOverShares, share: Interval): Play {
  const pair = pairOver(rule, share);
  const { own, other, sum, cross } = pair;
  const dWon = I.divide(cross, I.multiply(sum, sum));
  return { at: own, pair, won: I.share(own.f, other.f), dWon };
}

function stationaryOver(rule: RuleOverShares, share: Interval): Stationary {
  const play = playOver(rule, share);
  const { m, rest, c } = play.at;
  const value = I.divide(m, I.multiply(I.multiply(rest, rest), play.dWon));
  const dValue = I.divide(I.multiply(value, valueRise(play.pair)), rest);
  return { ...play, cost: I.divide(c, rest), value, dValue };
}

/** v x - C > 0 times R^2 N: m F f > R N c. */
function earns({ own, sum, cross }: Pair, slack: number): boolean {
  const won = I.multiply(own.m, I.multiply(sum, own.f));
  return cross.lo > slack && I.subtract(won, I.multiply(own.rest, I.multiply(cross, own.c))).lo > slack;
}

/** Whether the value at which a share is stationary rises with the share: R v' / v > 0. */
function valueRises(pair: Pair, slack: number): boolean {
  return pair.cross.lo > slack && valueRise(pair).lo > slack;
}

/** R v' / v = R m' / m + 2 - R N' / N + 2 R (f'(s) - f'(R)) / F. */
export function valueRise({ own, sum, dSum, cross, dCross }: Pair): Interval {
  const gains = I.add(I.divide(own.dm, own.m), I.multiply(TWO, I.divide(dSum, sum)));
  return I.add(TWO, I.multiply(own.rest, I.subtract(gains, I.divide(dCross, cross))));
}

const GRID = 2000;
const DIGITS = 4;

/** The least of R / R_PAP - 1 at a grid of shares from the edge to 1/2, rounded down to 4 digits: a gain worth trying to prove. */
export function leastGain(rule: RuleOverShares, edge: number): number {
  const shares = Array.from({ length: GRID + 1 }, (_, k) => edge + ((HALF - edge) * k) / GRID);
  const least = Math.min(...shares.map((q) => revenueOver(rule, { lo: q, hi: q }).lo)) - 1;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(least))) + 1 - DIGITS);
  return Number((Math.floor(least / unit) * unit).toPrecision(DIGITS));
}

const STEP = 1e-3;
const CLOSE = 1e-12;
/** By how much the ratio at the edge is below the least that is claimed, relative. */
const BELOW = 1e-6;

/** The largest share of the lower value below 1/2 at which the ratio of values is less than `from`; null where there is none. */
export function edgeBelow(rule: RuleOverShares, from: number): number | null {
  if (from === 0) return 0;
  const isBelowAt = (q: number) => {
    const { own, other } = pairOver(rule, { lo: q, hi: q });
    return q * own.m.hi < from * (1 - BELOW) * (1 - q) * other.m.lo;
  };
  let above = HALF;
  while (above > STEP && !isBelowAt(above - STEP)) above -= STEP;
  let below = above - STEP;
  if (below <= 0) return null;
  while (above - below > CLOSE) {
    const middle = (below + above) / 2;
    if (isBelowAt(middle)) below = middle;
    else above = middle;
  }
  return below;
}
