import { INTERVALS, type Interval } from "../numeric/interval.js";
import { type AtShare, centreOf, type RuleOverShares } from "./at-share.js";
import { BLOCK, type PartCells, type SizeRange } from "./part-cells.js";

const I = INTERVALS;
const TWO = I.of(2);
/** More than the rounding of a sum of products, each of at most 20 roundings, as a part of the sum of their sizes. */
const PADDING = 2 ** -46;
/** Least weight that a tangent is taken at. */
const LIGHTEST = 2 ** -40;

/** Where the bound of a box is loose. */
export interface Looseness {
  /** The bound at the middle of the box. */
  readonly middle: number;
  /** How much half the width of each axis adds. */
  readonly byAxis: readonly number[];
}

/** What the slopes of E are made of: dE/dt = fixed - perWeight w(r) - perPrice p(r). */
interface Slopes {
  readonly k: Interval;
  readonly l: Interval;
  readonly left: Interval;
  readonly parts: readonly AtShare[];
  readonly fixed: Interval;
  readonly perWeight: Interval;
  readonly perPrice: Interval;
}

/** A division's total and largest parts, or intervals of them, and what they leave. */
interface Place {
  readonly total: AtShare;
  readonly rest: AtShare;
  readonly parts: readonly AtShare[];
  readonly left: Interval;
}

function placeAt(rule: RuleOverShares, [total, ...parts]: readonly Interval[]): Place {
  const at = rule.over(total!);
  return {
    total: at,
    rest: rule.over(at.rest),
    parts: parts.map((part) => rule.over(part)),
    left: parts.reduce((left, part) => I.subtract(left, part), total!),
  };
}

/**
 * The bound E of docs/certificates.md over a box of divisions at one value, in the mean value form:
 *
 *     E = K + k [sum f(a_k) + w(r) tau] - l [sum c(a_k) + p(r) tau] - L,   l = u / R,
 *     K = W_0^2 / (W_0 + h)^2,  k = h / (W_0 + h)^2,  h = f(R),
 *
 * for every size r of the parts of what is left, cell by cell. tau may be below 0 in a corner of the box: E is smooth there too.
 */
export class DivisionBound {
  looseness: Looseness | null = null;
  private readonly over: Place;
  private readonly middle: Place;
  private readonly halves: readonly number[];
  private readonly tangentAt: Interval;
  private readonly most: number;
  private readonly count: number;
  private readonly bestCell: number;

  constructor(
    rule: RuleOverShares,
    private readonly cells: PartCells,
    box: readonly Interval[],
    private readonly u: Interval,
    private readonly earned: Interval,
  ) {
    const middles = box.map(centreOf);
    this.over = placeAt(rule, box);
    this.middle = placeAt(rule, middles);
    this.halves = box.map((side, k) => {
      const offset = I.subtract(side, middles[k]!);
      return Math.max(-offset.lo, offset.hi);
    });
    this.most = Math.max(0, Math.min(box.at(-1)!.hi, this.over.left.hi));
    this.count = cells.countUpTo(this.most);
    const best = this.bestAtMiddle();
    const weight = Math.max(best.weight, LIGHTEST);
    this.tangentAt = { lo: weight, hi: weight };
    this.bestCell = best.cell;
  }

  /**
   * The best division at the middle of the box: the cell of the size of what is left, and the weight of all, which the
   * tangent is taken at. Any would do, and this one bends the least.
   */
  private bestAtMiddle(): { readonly weight: number; readonly cell: number } {
    const { parts, rest, left, total } = this.middle;
    const weight = parts.reduce((sum, { f }) => sum + f.hi, 0);
    const price = parts.reduce((sum, { c }) => sum + c.hi, 0);
    const [unit, perUnit] = [rest.f.hi, this.u.hi / total.rest.hi];
    let [best, at, cell] = [Number.NEGATIVE_INFINITY, weight, 0];
    for (let j = 0; j < this.count; j++) {
      const whole = weight + left.hi * this.cells.weight.hi[j]!;
      const earned = whole / (whole + unit) - perUnit * (price + left.hi * this.cells.price.hi[j]!);
      if (!(earned > best)) continue;
      best = earned;
      at = whole;
      cell = j;
    }
    return { weight: at, cell };
  }

  /** Whether E is no more than that over the whole box; the cell that is best at the middle is looked at first. */
  isAtMost(bound: number): boolean {
    const [middle, slopes] = [this.coefficientsAt(this.middle), this.slopesOver()];
    const isCellAtMost = (j: number, atMiddle: number) => {
      const room = this.most - this.cells.middle[j]!;
      const spread = this.spreadOver(slopes, this.cells.rangeOf(j), room);
      if (atMiddle + total(spread) <= bound) return true;
      this.looseness = { middle: atMiddle, byAxis: spread };
      return false;
    };
    if (!isCellAtMost(this.bestCell, this.atMiddle(middle, this.bestCell))) return false;
    let most = 0;
    for (let j = 0; j < this.count; j++) {
      if (j % BLOCK === 0) most = this.largestSpread(slopes, j / BLOCK);
      const atMiddle = this.atMiddle(middle, j);
      if (!(atMiddle + most <= bound) && !isCellAtMost(j, atMiddle)) return false;
    }
    return true;
  }

  /** k, l, and E without what is left, at a place. */
  private coefficientsAt({ total, rest, parts, left }: Place) {
    const weight = this.tangentAt;
    const sum = I.add(weight, rest.f);
    const square = I.multiply(sum, sum);
    const [k, l] = [I.divide(rest.f, square), I.divide(this.u, total.rest)];
    const won = parts.reduce((all, { f }) => I.add(all, f), I.of(0));
    const paid = parts.reduce((all, { c }) => I.add(all, c), I.of(0));
    const constant = I.subtract(I.divide(I.multiply(weight, weight), square), this.earned);
    const base = I.add(constant, I.subtract(I.multiply(k, won), I.multiply(l, paid)));
    return { k, l, won, paid, base, left };
  }

  /** E at the middle, for parts of the size in the middle of a cell. */
  private atMiddle({ k, l, base, left }: ReturnType<DivisionBound["coefficientsAt"]>, j: number): number {
    const { weight, price } = this.cells;
    const gained = Math.max(
      k.lo * weight.lo[j]! * left.hi,
      k.hi * weight.hi[j]! * left.hi,
      k.hi * weight.hi[j]! * left.lo,
      k.lo * weight.lo[j]! * left.lo,
    );
    const lost = left.lo >= 0 ? l.lo * price.lo[j]! * left.lo : l.hi * price.hi[j]! * left.lo;
    return base.hi + gained - lost + PADDING * (Math.abs(base.hi) + Math.abs(gained) + Math.abs(lost));
  }

  /** What the slopes of E are made of, beside the size of the parts that are left. */
  private slopesOver(): Slopes {
    const { k, l, won, paid, left } = this.coefficientsAt(this.over);
    const { rest, total, parts } = this.over;
    const weight = this.tangentAt;
    const sum = I.add(weight, rest.f);
    const bent = I.divide(rest.df, I.multiply(I.multiply(sum, sum), sum));
    return {
      ...{ k, l, left, parts },
      fixed: I.subtract(
        I.multiply(
          bent,
          I.subtract(
            I.multiply(TWO, I.multiply(weight, weight)),
            I.multiply(I.subtract(weight, rest.f), won),
          ),
        ),
        I.multiply(I.divide(l, total.rest), paid),
      ),
      perWeight: I.subtract(I.multiply(bent, I.multiply(I.subtract(weight, rest.f), left)), k),
      perPrice: I.add(I.multiply(I.divide(l, total.rest), left), l),
    };
  }

  /** At least the sum of the spreads over any cell of a block: most cells need no more than that. */
  private largestSpread(slopes: Slopes, block: number): number {
    return total(this.spreadOver(slopes, this.cells.blockOf(block), Number.POSITIVE_INFINITY));
  }

  /** By axis, and last for the size r of parts in that range, how much E may be above what it is at the middle. */
  private spreadOver(slopes: Slopes, range: SizeRange, room: number): number[] {
    const { k, l, left, parts, fixed, perWeight, perPrice } = slopes;
    const { weight, price } = range;
    const byTotal = largest(
      fixed.hi - leastOf(weight, perWeight) - leastOf(price, perPrice),
      fixed.lo - mostOf(weight, perWeight) - mostOf(price, perPrice),
    );
    const spread = [padded(byTotal, Math.abs(fixed.hi) + Math.abs(fixed.lo)) * this.halves[0]!];
    for (let i = 0; i < parts.length; i++) {
      const { df, dc } = parts[i]!;
      const won = { lo: df.lo - weight.hi, hi: df.hi - weight.lo };
      const paid = { lo: dc.lo - price.hi, hi: dc.hi - price.lo };
      const steepest = largest(mostOf(won, k) - leastOf(paid, l), leastOf(won, k) - mostOf(paid, l));
      const size = k.hi * (largest(df.lo, df.hi) + weight.hi) + l.hi * (largest(dc.lo, dc.hi) + price.hi);
      spread.push(padded(steepest, size) * this.halves[i + 1]!);
    }
    spread.push(bySize(slopes, range, Math.min(range.half, room), left));
    return spread;
  }
}

/** What sizes up to `room` above the middle of a range add: beyond them there is none, so that the slope counts with its sign. */
function bySize(
  { k, l }: Slopes,
  { weightSlope, priceSlope, half }: SizeRange,
  room: number,
  left: Interval,
): number {
  const size = k.hi * largest(weightSlope.lo, weightSlope.hi) + l.hi * largest(priceSlope.lo, priceSlope.hi);
  const steepest = mostOf(weightSlope, k) - leastOf(priceSlope, l) + PADDING * size;
  const flattest = leastOf(weightSlope, k) - mostOf(priceSlope, l) - PADDING * size;
  const swing = Math.max(-half * flattest, room * (room > 0 ? steepest : flattest));
  return Math.max(swing * left.lo, swing * left.hi, 0) * (1 + PADDING);
}

function total(spread: readonly number[]): number {
  let sum = 0;
  for (const each of spread) sum += each;
  return sum;
}

function largest(a: number, b: number): number {
  return Math.max(Math.abs(a), Math.abs(b));
}

function padded(bound: number, size: number): number {
  return bound + PADDING * (bound + size);
}

/** The largest and the least product of two numbers of the intervals. */
function mostOf(a: Interval, b: Interval): number {
  return Math.max(a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi);
}

function leastOf(a: Interval, b: Interval): number {
  return Math.min(a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi);
}
