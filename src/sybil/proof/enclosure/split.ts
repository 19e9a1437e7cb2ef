import type { Rule } from "../../../mechanism/mechanism.js";
import type { SeatRule } from "../../../mechanism/shape/seat.js";
import { type Arithmetic, BeyondArithmetic, DOUBLES } from "../../../numeric/arithmetic.js";
import { argument, CURVES, type Curve } from "../../../numeric/curve.js";
import { INTERVALS, type Interval } from "../../../numeric/interval.js";
import { meanValue } from "../../../numeric/jet.js";
import { above, below } from "../../../numeric/rounding.js";
import { middle, width } from "./box.js";

/** A proof of the split notion, and the boxes that it took. */
export interface SplitProof {
  readonly argument: string;
  readonly boxes: number;
}

/** A function of a share in numbers of any kind. */
type ShareFunction = <T>(a: Arithmetic<T>, share: T) => T;

/** Two parts of a bid, in shares of all bids: a <= b, a + b <= 1. */
interface Parts {
  readonly a: Interval;
  readonly b: Interval;
}

const ZERO: Interval = { lo: 0, hi: 0 };
/** Boxes are not halved below it. */
const NARROWEST = 2 ** -24;

/**
 * Split (S1), proved against any rivals for any number of identities, for rules of shares
 * x_i = f(q_i) / sum f, p_i = B c(q_i): f(a + b) >= f(a) + f(b) and c(a + b) <= c(a) + c(b) wherever
 * a + b <= 1. A split leaves B, and with it the rivals' weights, as they are, so that two parts weigh no
 * more than the whole and pay no less; more parts follow by induction.
 *
 * @param boxes how many boxes may be looked at
 * @returns null where nothing was proved, which says nothing about the rule
 */
export function encloseSplit(rule: Rule, boxes: number): SplitProof | null {
  const formula = rule.inShares;
  // Where the price of everything is not finite, a lone bid does not pay it.
  if (formula === undefined || !Number.isFinite(formula.price(DOUBLES, 1, 0))) return null;
  if (rule.seat !== undefined && brokenInDoubles(rule.seat)) return null;
  const rest = <T>(a: Arithmetic<T>, share: T) => a.subtract(a.of(1), share);
  const weight = superadditive((a, share) => formula.weight(a, share, rest(a, share)), boxes);
  if (weight === null) return null;
  const price = superadditive(
    (a, share) => a.subtract(a.of(0), formula.price(a, share, rest(a, share))),
    boxes - weight,
  );
  if (price === null) return null;
  return {
    argument:
      "x proportional to f(q), p = B c(q), with f superadditive, c subadditive (enclosed), B unchanged",
    boxes: weight + price,
  };
}

/** Pairs of shares tried in doubles, in logit, and by how much one of them breaks the notion for sure, relative. */
const TRIED = 14;
const REACH = 9;
const SURELY = 1e-9;

/** Whether a pair of parts breaks the notion by far more than rounding: then no box around it is ever shown. */
function brokenInDoubles({ weight, price }: SeatRule): boolean {
  const shares = Array.from(
    { length: TRIED },
    (_, k) => 1 / (1 + Math.exp(REACH * (1 - (2 * k + 1) / TRIED))),
  );
  const at = (share: number) => [weight(share, 1 - share, 2), price(share, 1 - share, 2, 0)] as const;
  const single = shares.map(at);
  return shares.some((a, i) =>
    shares.slice(0, i + 1).some((b, j) => {
      if (!(a + b < 1)) return false;
      const [whole, cost] = at(a + b);
      const [[w1, c1], [w2, c2]] = [single[i]!, single[j]!];
      return w1 + w2 > whole * (1 + SURELY) || c1 + c2 < cost * (1 - SURELY);
    }),
  );
}

/** Proves g(a + b) >= g(a) + g(b) by halving boxes until each is shown; the boxes it took, or null. */
function superadditive(g: ShareFunction, limit: number): number | null {
  const open: Parts[] = [{ a: { lo: 0, hi: 0.5 }, b: { lo: 0, hi: 1 } }];
  let boxes = 0;
  for (let parts = open.pop(); parts !== undefined; parts = open.pop()) {
    const { a, b } = parts;
    if (a.lo > b.hi || below(a.lo + b.lo) > 1) continue;
    boxes++;
    if (shown(g, parts)) continue;
    const wider = width(a) > width(b) ? "a" : "b";
    if (boxes >= limit || width(parts[wider]) < NARROWEST) return null;
    const { lo, hi } = parts[wider];
    const centre = middle(parts[wider]);
    open.push({ ...parts, [wider]: { lo, hi: centre } }, { ...parts, [wider]: { lo: centre, hi } });
  }
  return boxes;
}

/**
 * Shows F(a, b) = g(a + b) - g(a) - g(b) >= 0 on a box, by any of
 *
 *     g(0) <= 0 and g'' >= 0 on [0, a + b]            F = int_0^a int_0^b g''(s + t) dt ds - g(0)
 *     g(0) <= 0 and g'(b + s) >= g'(s), 0 <= s <= a   F = int_0^a [g'(b + s) - g'(s)] ds - g(0)
 *     F >= 0 in its mean value form
 */
function shown(g: ShareFunction, parts: Parts): boolean {
  const { a, b } = parts;
  const top = Math.min(1, above(a.hi + b.hi));
  const over = (lo: number, hi: number) => g(CURVES, argument({ lo, hi }));
  try {
    if (startsAtZero(g)) {
      if (over(0, top).bend.lo >= 0) return true;
      if (over(b.lo, top).slope.lo >= over(0, a.hi).slope.hi) return true;
    }
    return difference(g, parts, top).lo >= 0;
  } catch (error) {
    if (error instanceof BeyondArithmetic) return false;
    throw error;
  }
}

/** Whether g(0) <= 0, and is the limit there: doubles answer 0 times infinity by NaN, where enclosures say 0. */
function startsAtZero(g: ShareFunction): boolean {
  return g(INTERVALS, ZERO).hi <= 0 && !Number.isNaN(g(DOUBLES, 0));
}

/** F over a box. */
function difference(g: ShareFunction, { a, b }: Parts, top: number): Interval {
  const I = INTERVALS;
  const gap = (whole: Interval, first: Interval, second: Interval) =>
    I.subtract(I.subtract(whole, first), second);
  const sum = { lo: below(a.lo + b.lo), hi: top };
  const [whole, first, second] = [sum, a, b].map((share) => g(CURVES, argument(share))) as [
    Curve,
    Curve,
    Curve,
  ];
  const centre = [a, b].map((side) => ({ lo: middle(side), hi: middle(side) })) as [Interval, Interval];
  const over = {
    value: gap(whole.value, first.value, second.value),
    slopes: [I.subtract(whole.slope, first.slope), I.subtract(whole.slope, second.slope)],
  };
  const middleSum = I.add(...centre);
  if (middleSum.hi > 1) return over.value;
  const central = gap(g(I, middleSum), g(I, centre[0]), g(I, centre[1]));
  return meanValue(over, central, [I.subtract(a, centre[0]), I.subtract(b, centre[1])]);
}
