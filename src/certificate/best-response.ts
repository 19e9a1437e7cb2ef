import { INTERVALS, type Interval } from "../numeric/interval.js";
import { above } from "../numeric/rounding.js";
import { type AtShare, centreOf, type RuleOverShares } from "./at-share.js";
import { DivisionBound, type Looseness } from "./division-bound.js";
import { boxLemma, type Form, plainly } from "./lemma.js";
import type { PartCells } from "./part-cells.js";
import type { Box, Lemma } from "./tree.js";

/** A range of u, one over the value in units of the rival's bid, and the single bid that divisions are held to; 0 is staying out. */
export interface Slice {
  readonly from: number;
  /** Left out at the last slice, which has no end. */
  readonly to?: number;
  readonly single: number;
}

const I = INTERVALS;
/** Of boxes of several axes: each costs that many times as many boxes again. */
const WIDENING = 1 / 64;
const ZERO = I.of(0);
const WHOLE: Interval = { lo: 0, hi: 1 };

/**
 * That no division beats the single bid by more than the gain, or the bid of its own total, for u in the slice: the lemma
 * `slice-k` of docs/certificates.md.
 */
export function sliceLemma(
  rule: RuleOverShares,
  cells: PartCells,
  slice: Slice,
  gain: number,
): Lemma & { readonly bounds: DivisionBounds } {
  const bounds = new DivisionBounds(rule, cells, slice, gain);
  const bounded = slice.to !== undefined;
  /** Of a box without divisions everything holds. */
  const over =
    (form: (cut: Box, slack: number) => boolean): Form<Box> =>
    (box, slack) => {
      const cut = clipped(box);
      return cut === null || form(cut, slack);
    };
  const forms: Record<string, Form<Box>> = {
    o: (box) => clipped(box) === null,
    ...(slice.single === 0 ? { z: over((cut, slack) => bounds.isWorthless(cut, slack)) } : {}),
    ...(bounded
      ? {
          s: over((cut, slack) => bounds.isStar(cut, slack)),
          d: over((cut, slack) => bounds.isDominated(cut, slack)),
        }
      : {}),
    e: over((cut, slack) => bounds.isDear(cut, slack)),
    v: over((cut, slack) => bounds.isBounded(cut, slack)),
  };
  return {
    ...boxLemma([WHOLE, WHOLE], forms),
    widening: WIDENING,
    bounds,
    deeper: (box) => [...box, { lo: 0, hi: mostOfNext(box) }],
  };
}

/**
 * More than the next part can be, the same to the last digit in any code: doubles from left to right, and 2^-50 for their
 * rounding.
 */
function mostOfNext([total, ...parts]: Box): number {
  const room = parts.reduce((left, { lo }) => left - lo, total!.hi) + 2 ** -50;
  return Math.min(parts.at(-1)!.hi, Math.max(0, room));
}

/** What the parts leave of the total: t - a_1 - ... - a_m, no less than 0. */
function left([total, ...parts]: Box): Interval {
  const rest = parts.reduce((sum, part) => I.subtract(sum, part), total!);
  return { lo: Math.max(0, rest.lo), hi: Math.max(0, above(rest.hi)) };
}

/** The box without divisions that are none: parts do not increase, and add up to at most the total. Null where nothing is left. */
export function clipped([total, ...parts]: Box): Box | null {
  let most = 1;
  const cut = parts.map(({ lo, hi }) => {
    most = Math.min(most, hi);
    return { lo, hi: most };
  });
  let least = 0;
  for (let k = cut.length - 1; k >= 0; k--) {
    least = Math.max(least, cut[k]!.lo);
    cut[k] = { lo: least, hi: cut[k]!.hi };
  }
  const taken = cut.reduce((sum, { lo }) => I.add(sum, { lo, hi: lo }), ZERO).lo;
  if (taken > total!.hi || cut.some(({ lo, hi }) => lo > hi)) return null;
  const held = cut.map(({ lo, hi }) => ({ lo, hi: Math.min(hi, above(above(total!.hi - taken) + lo)) }));
  return [{ lo: Math.max(total!.lo, taken), hi: total!.hi }, ...held];
}

/** Bounds of what divisions earn, for one slice of values, over boxes cut to their divisions. */
export class DivisionBounds {
  /** Of the last box that `isBounded` did not show. */
  looseness: Looseness | null = null;
  private readonly single: AtShare | null;
  private readonly singleRest: AtShare | null;

  constructor(
    private readonly rule: RuleOverShares,
    private readonly cells: PartCells,
    private readonly slice: Slice,
    readonly gain: number,
  ) {
    const { single } = slice;
    this.single = single > 0 ? rule.over({ lo: single, hi: single }) : null;
    this.singleRest = this.single === null ? null : rule.over(this.single.rest);
  }

  /** w(y) <= u p(y) w(R) for all parts y: then W / (W + h) <= u C / R. */
  isWorthless(cut: Box, slack: number): boolean {
    const perUnit = I.multiply(I.of(this.slice.from), this.restOver(cut[0]!).w.value);
    return this.cells.staysBelow(-slack, perUnit, cut[1]!.hi);
  }

  /** w' - lambda p' >= 0 up to the total: (f - lambda c)(y) / y does not fall, and is superadditive. */
  isStar(cut: Box, slack: number): boolean {
    const least = this.cells.leastSlope(this.multiplierOver(cut[0]!), cut[0]!.hi);
    return least === 0 || least >= slack;
  }

  /** No part brings more for its size than the last of the whole bid does: w - lambda p <= f' - lambda c'. */
  isDominated(cut: Box, slack: number): boolean {
    const [total, largest, second] = cut as [Interval, Interval, Interval | undefined];
    const most = Math.min(largest.hi, second?.hi ?? 1, left([total, largest]).hi);
    const whole = { lo: largest.lo, hi: total.hi };
    const lambda = this.multiplierOver(total);
    return [lambda.lo, lambda.hi].every((end) => {
      const price = { lo: end, hi: end };
      return this.cells.staysBelow(this.leastMarginal(price, whole) - slack, price, most);
    });
  }

  /** Whether the division in the middle of a box is shown in one of the forms, with all of the gain left over. */
  isShownAtMiddle(box: Box): boolean {
    const middle = clipped(box.map(centreOf));
    return middle === null || plainly(() => this.isDominated(middle, 0) || this.isBounded(middle, this.gain));
  }

  /** The least f' - lambda c' over an interval of shares, in the mean value form. */
  private leastMarginal(lambda: Interval, shares: Interval): number {
    const marginal = ({ df, dc }: AtShare) => I.subtract(df, I.multiply(lambda, dc)).lo;
    const over = this.rule.over(shares);
    const { ddf, p, share } = over;
    const ddc = I.add(I.multiply(I.of(2), p.slope), I.multiply(share, p.bend));
    const slope = I.subtract(ddf, I.multiply(lambda, ddc));
    const middle = centreOf(shares);
    const swing = I.multiply(slope, I.subtract(shares, middle)).lo;
    return Math.max(
      marginal(over),
      I.add({ lo: swing, hi: swing }, I.of(0)).lo + marginal(this.rule.over(middle)),
    );
  }

  /** lambda = u (f(t) + h)^2 / (h R). */
  private multiplierOver(total: Interval): Interval {
    const { from, to = from } = this.slice;
    const own = this.rule.over(total);
    const other = this.restOver(total);
    const sum = I.add(own.f, other.f);
    const spread = I.divide(I.multiply(sum, sum), I.multiply(other.f, own.rest));
    return I.multiply({ lo: I.of(from).lo, hi: I.of(to).hi }, spread);
  }

  private restOver(total: Interval): AtShare {
    return this.rule.over(this.rule.over(total).rest);
  }

  /** 1 - u C / R <= L + gain at both ends of the slice: next to a share of 1 everything costs more than it is worth. */
  isDear(cut: Box, slack: number): boolean {
    const [total, largest] = cut as [Interval, Interval];
    const price = this.cells.leastPrice(largest.hi);
    const paid = I.divide(
      I.multiply({ lo: total.lo, hi: total.lo }, { lo: price, hi: price }),
      this.rule.over(total).rest,
    ).lo;
    return [this.slice.from, this.slice.to ?? this.slice.from].every((end) => {
      const u = I.of(end);
      const earned = I.subtract(I.of(1), I.multiply(u, { lo: paid, hi: paid }));
      return I.subtract(earned, this.earnedAt(u)).hi <= this.gain - slack;
    });
  }

  /** E <= gain at both ends of the slice. */
  isBounded(cut: Box, slack: number): boolean {
    const most = this.gain - slack;
    const { from, to } = this.slice;
    return this.isBoundedAt(cut, from, most) && (to === undefined || this.isBoundedAt(cut, to, most));
  }

  private isBoundedAt(cut: Box, u: number, most: number): boolean {
    const value = I.of(u);
    const bound = new DivisionBound(this.rule, this.cells, cut, value, this.earnedAt(value));
    const shown = bound.isAtMost(most);
    this.looseness = shown ? null : bound.looseness;
    return shown;
  }

  /** L(u), what the single bid earns as a share of the value. */
  private earnedAt(u: Interval): Interval {
    if (this.single === null || this.singleRest === null) return ZERO;
    const paid = I.multiply(u, I.divide(this.single.c, this.single.rest));
    return I.subtract(I.share(this.single.f, this.singleRest.f), paid);
  }
}

/** Most parts that a tree takes out of a division one by one. */
const MOST_PARTS = 6;
const COARSE = 2 ** -5;
const NARROWEST = 2 ** -16;

/** How a box that is not shown goes on: halved where its bound is loosest, or with one more part taken out. */
export function nextDivision(bounds: DivisionBounds): (box: Box) => string | null {
  return (box) => {
    const cut = clipped(box) ?? box;
    const widths = box.map(({ lo, hi }) => hi - lo);
    const widest = widths.indexOf(Math.max(...widths));
    const { looseness } = bounds;
    if (widths[widest]! > COARSE || looseness === null) return halving(widest, widths);
    const { byAxis } = looseness;
    const bySides = byAxis.slice(0, cut.length);
    const bySize = byAxis.at(-1)!;
    const isBySize = bySize > 2 * bySides.reduce((sum, each) => sum + each, 0);
    if (box.length <= MOST_PARTS && (isBySize || !bounds.isShownAtMiddle(cut))) return "n";
    const loosest = byAxis.indexOf(Math.max(...bySides));
    return halving(loosest, widths) ?? halving(widest, widths) ?? (box.length <= MOST_PARTS ? "n" : null);
  };
}

function halving(axis: number, widths: readonly number[]): string | null {
  return widths[axis]! > NARROWEST ? String(axis) : null;
}
