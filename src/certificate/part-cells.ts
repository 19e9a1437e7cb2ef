import { hull, type Interval } from "../numeric/interval.js";
import { above, below } from "../numeric/rounding.js";
import { centreOf, type RuleOverShares } from "./at-share.js";

/** How many cells the sizes of parts fall into. */
const CELLS = 2048;
/** How many cells share a coarse bound. */
export const BLOCK = 32;

/** A range of sizes of parts: half its width, and what a unit of share weighs and costs in it, with slopes. */
export interface SizeRange {
  readonly half: number;
  readonly weight: Interval;
  readonly price: Interval;
  readonly weightSlope: Interval;
  readonly priceSlope: Interval;
}

/**
 * A rule over cells of the size y of a part, which lie closest at both ends: the weight w and the price p of a unit at the
 * middle of each cell, and over it. All are enclosures, and every w and p is at least 0.
 */
export class PartCells {
  /** The lower end of each cell, half its width, and its middle. */
  readonly start = new Float64Array(CELLS);
  readonly half = new Float64Array(CELLS);
  readonly middle = new Float64Array(CELLS);
  /** At the middle. */
  readonly weight = ends();
  readonly price = ends();
  /** Over the cell. */
  readonly weightOver = ends();
  readonly priceOver = ends();
  readonly weightSlope = ends();
  readonly priceSlope = ends();

  private readonly ranges: SizeRange[] = [];
  private readonly blocks: SizeRange[] = [];

  /** @throws BeyondArithmetic where the rule has no number over a cell */
  constructor(rule: RuleOverShares) {
    const edge = (j: number) => (j === CELLS ? 1 : Math.sin((Math.PI * j) / (2 * CELLS)) ** 2);
    for (let j = 0; j < CELLS; j++) {
      const cell = { lo: edge(j), hi: edge(j + 1) };
      const middle = centreOf(cell);
      this.start[j] = cell.lo;
      this.middle[j] = middle.lo;
      this.half[j] = above(Math.max(above(cell.hi - middle.lo), above(middle.lo - cell.lo)));
      const [at, over] = [rule.over(middle), rule.over(cell)];
      write(this.weight, j, at.w.value);
      write(this.price, j, at.p.value);
      write(this.weightOver, j, over.w.value);
      write(this.priceOver, j, over.p.value);
      write(this.weightSlope, j, over.w.slope);
      write(this.priceSlope, j, over.p.slope);
      const range = {
        ...{ half: this.half[j]!, weight: over.w.value, price: over.p.value },
        ...{ weightSlope: over.w.slope, priceSlope: over.p.slope },
      };
      this.ranges.push(range);
      const block = Math.floor(j / BLOCK);
      this.blocks[block] = j % BLOCK === 0 ? range : hullOf(this.blocks[block]!, range);
    }
  }

  rangeOf(cell: number): SizeRange {
    return this.ranges[cell]!;
  }

  /** The cells of a block together; half the width is that of the widest. */
  blockOf(block: number): SizeRange {
    return this.blocks[block]!;
  }

  /** How many cells hold sizes up to that. */
  countUpTo(size: number): number {
    let [least, most] = [0, CELLS];
    while (least < most) {
      const middle = (least + most) >> 1;
      if (this.start[middle]! <= size) least = middle + 1;
      else most = middle;
    }
    return least;
  }

  /** Whether w(y) - lambda p(y) <= bound for all y in [0, upTo], lambda >= 0. */
  staysBelow(bound: number, lambda: Interval, upTo: number): boolean {
    const count = this.countUpTo(upTo);
    const { weight, price, weightSlope } = this;
    for (let j = count - 1; j >= 0; j--) {
      const atMiddle = above(weight.hi[j]! - below(lambda.lo * price.lo[j]!));
      if (atMiddle > bound) return false;
      const steepest = above(weightSlope.hi[j]! - this.leastPriced(lambda, j));
      const flattest = below(weightSlope.lo[j]! - this.mostPriced(lambda, j));
      const swing = above(Math.max(steepest, -flattest, 0) * this.half[j]!);
      if (above(atMiddle + swing) > bound) return false;
    }
    return true;
  }

  /** At most p(y) for all y in [0, upTo]. */
  leastPrice(upTo: number): number {
    let least = Number.POSITIVE_INFINITY;
    const count = this.countUpTo(upTo);
    for (let j = 0; j < count; j++) least = Math.min(least, this.priceOver.lo[j]!);
    return least;
  }

  /** At most w'(y) - lambda p'(y) for all y in [0, upTo], lambda >= 0. */
  leastSlope(lambda: Interval, upTo: number): number {
    let least = Number.POSITIVE_INFINITY;
    const count = this.countUpTo(upTo);
    for (let j = 0; j < count; j++) {
      const rise = this.weightSlope.lo[j]! - this.mostPriced(lambda, j);
      // A difference of doubles that is 0 is exactly so.
      least = Math.min(least, rise === 0 ? 0 : below(rise));
    }
    return least;
  }

  private mostPriced({ lo, hi }: Interval, j: number): number {
    const slope = this.priceSlope.hi[j]!;
    return slope === 0 ? 0 : above((slope > 0 ? hi : lo) * slope);
  }

  private leastPriced({ lo, hi }: Interval, j: number): number {
    const slope = this.priceSlope.lo[j]!;
    return below((slope > 0 ? lo : hi) * slope);
  }
}

function hullOf(a: SizeRange, b: SizeRange): SizeRange {
  return {
    half: Math.max(a.half, b.half),
    weight: hull(a.weight, b.weight),
    price: hull(a.price, b.price),
    weightSlope: hull(a.weightSlope, b.weightSlope),
    priceSlope: hull(a.priceSlope, b.priceSlope),
  };
}

/** The two ends of an interval for each cell. */
interface Ends {
  readonly lo: Float64Array;
  readonly hi: Float64Array;
}

function ends(): Ends {
  return { lo: new Float64Array(CELLS), hi: new Float64Array(CELLS) };
}

function write({ lo, hi }: Ends, j: number, interval: Interval): void {
  lo[j] = interval.lo;
  hi[j] = interval.hi;
}
