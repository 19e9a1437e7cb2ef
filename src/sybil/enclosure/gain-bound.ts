import type { Formula } from "../../mechanism/formula.js";
import type { Mechanism } from "../../mechanism/mechanism.js";
import { type Arithmetic, BeyondArithmetic } from "../../numeric/arithmetic.js";
import { above, below, INTERVALS, type Interval } from "../../numeric/interval.js";
import { jets, meanValue, variable } from "../../numeric/jet.js";
import { largestOfSmallest } from "./segments.js";
import { type AffineBid, type Place, singleBids } from "./single-bid.js";

/** A box of places. */
export interface Box {
  readonly share: Interval;
  readonly part: Interval;
}

/** Quantities that depend on the place, in numbers of any kind. */
type Quantities = <T>(a: Arithmetic<T>, share: T, part: T) => readonly T[];

const JETS = jets(2);

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
  const propose = singleBids(mechanism);
  return (box) => {
    const centre = { share: middle(box.share), part: middle(box.part) };
    const single = propose(centre, { share: width(box.share) / 4, part: width(box.part) / 4 });
    const enclosed =
      enclose(withSingle(formula, centre, single), box, centre) ?? enclose(joint(formula), box, centre);
    if (enclosed === null) return 1;
    const [allocation, payment, gained, saved] = enclosed as [Interval, Interval, Interval?, Interval?];
    const lines = [{ level: Math.min(1, allocation.hi), slope: -payment.lo }];
    if (gained && saved) lines.push({ level: gained.hi, slope: saved.hi });
    const leastInverse = below(1 / above(valueRatio * above(1 - box.share.lo)));
    return Math.min(1, Math.max(0, largestOfSmallest(lines, leastInverse)));
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

/** X and P, and what they are above x(s) and below p(s) for the single bid. */
function withSingle(formula: Formula, centre: Place, single: AffineBid): Quantities {
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
    return [allocation, payment, a.subtract(allocation, allocations[0]!), a.subtract(payments[0]!, payment)];
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
