import type { Formula } from "../../mechanism/formula.js";
import type { Mechanism } from "../../mechanism/mechanism.js";
import { type Arithmetic, BeyondArithmetic } from "../../numeric/arithmetic.js";
import { above, below, INTERVALS, type Interval } from "../../numeric/interval.js";
import { jets, meanValue, variable } from "../../numeric/jet.js";
import { type Line, largestOfSmallest } from "./segments.js";
import { type AffineBid, type Place, singleBids } from "./single-bid.js";

/** A box of places. */
export interface Box {
  readonly share: Interval;
  readonly part: Interval;
}

/** Quantities that depend on the place, in numbers of any kind. */
type Quantities = <T>(a: Arithmetic<T>, share: T, part: T) => readonly T[];

const JETS = jets(2);
/** How many single bids are held against a box. */
const SINGLES = 3;

/**
 * Bounds the gain, as a share of value, of two identities over the best single bid and over staying out,
 * for all places in a box and all values up to `valueRatio` times the rival's bid.
 *
 * All bids are scaled to the sum 1: share (1 - part), share part, and the rival's 1 - share. With the joint
 * outcome (X, P) the gain per value is  X - P / value  over staying out, and
 * (X - x(s)) + (p(s) - P) / value  over a single bid s. Both are linear in 1 / value, and s is affine in the
 * place, so that all four quantities are formulas of the place, and are enclosed with their slopes.
 *
 * @returns an upper bound, 1 (all of the value) where nothing better is found
 */
export function gainBound(mechanism: Mechanism, formula: Formula, valueRatio: number): (box: Box) => number {
  const singles = singleBids(mechanism);
  return (box) => {
    const centre = { share: middle(box.share), part: middle(box.part) };
    const out = enclose(joint(formula), box, centre);
    if (out === null) return 1;
    const [allocation, payment] = out as [Interval, Interval];
    const lines: Line[] = [{ level: Math.min(1, allocation.hi), slope: -payment.lo }];
    const least = below(1 / above(valueRatio * above(1 - box.share.lo)));
    let peak = largestOfSmallest(lines, least);
    const matching = singles.matching(centre, { share: width(box.share) / 4, part: width(box.part) / 4 });
    for (let single = matching, tries = 0; peak.bound > 0 && tries < SINGLES; tries++) {
      const changes = enclose(versus(formula, single, centre), box, centre);
      if (changes !== null) lines.push({ level: changes[0]!.hi, slope: changes[1]!.hi });
      peak = largestOfSmallest(lines, least);
      const better = singles.best(centre, 1 / peak.u);
      const gain =
        singles.utility(better.bid, centre, 1 / peak.u) - singles.utility(single.bid, centre, 1 / peak.u);
      if (!(gain * peak.u > peak.bound / 4)) break;
      single = better;
    }
    return Math.min(1, Math.max(0, peak.bound));
  };
}

/** X and P of the two identities. */
function joint(formula: Formula): Quantities {
  return (a, share, part) => {
    const smaller = a.multiply(share, part);
    const larger = a.multiply(share, a.subtract(a.of(1), part));
    const { allocations, payments } = formula(a, [larger, smaller, a.subtract(a.of(1), share)]);
    return [a.add(allocations[0]!, allocations[1]!), a.add(payments[0]!, payments[1]!)];
  };
}

/** What the identities have over the single bid: X - x(s) and p(s) - P. */
function versus(formula: Formula, single: AffineBid, centre: Place): Quantities {
  return (a, share, part) => {
    const [allocation, payment] = joint(formula)(a, share, part) as [typeof share, typeof share];
    const along = (rise: number, from: typeof share, to: number) =>
      a.multiply(a.of(rise), a.subtract(from, a.of(to)));
    const steps = a.add(
      along(single.perShare, share, centre.share),
      along(single.perPart, part, centre.part),
    );
    const bid = a.add(a.of(single.bid), steps);
    if (a.compare(bid, a.of(0)) <= 0) throw new BeyondArithmetic("a single bid must be positive");
    const { allocations, payments } = formula(a, [bid, a.subtract(a.of(1), share)]);
    return [a.subtract(allocation, allocations[0]!), a.subtract(payments[0]!, payment)];
  };
}

/** Enclosures over a box, null where one of the quantities has none. */
function enclose(quantities: Quantities, { share, part }: Box, centre: Place): Interval[] | null {
  const at = { share: point(centre.share), part: point(centre.part) };
  const offsets = [INTERVALS.subtract(share, at.share), INTERVALS.subtract(part, at.part)];
  try {
    const over = quantities(JETS, variable(share, 0, 2), variable(part, 1, 2));
    const central = quantities(INTERVALS, at.share, at.part);
    return over.map((jet, k) => meanValue(jet, central[k]!, offsets));
  } catch (error) {
    if (error instanceof BeyondArithmetic) return null;
    throw error;
  }
}

function point(x: number): Interval {
  return { lo: x, hi: x };
}

function middle({ lo, hi }: Interval): number {
  return (lo + hi) / 2;
}

function width({ lo, hi }: Interval): number {
  return hi - lo;
}
