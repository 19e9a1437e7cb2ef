import type { Formula } from "../../../mechanism/formula.js";
import type { Mechanism } from "../../../mechanism/mechanism.js";
import { type Arithmetic, BeyondArithmetic } from "../../../numeric/arithmetic.js";
import { INTERVALS, type Interval } from "../../../numeric/interval.js";
import { jets, meanValue, variable } from "../../../numeric/jet.js";
import { above, below } from "../../../numeric/rounding.js";
import { type Box, middle, width } from "./box.js";
import { type Line, largestOfSmallest } from "./segments.js";
import { type AffineBid, type Place, singleBids } from "./single-bid.js";

/** A bound on the gain as a share of value, and how much of what is uncertain comes from either side of the box. */
export interface GainBound {
  readonly bound: number;
  readonly doubt: Place;
}

/** Quantities that depend on the place, in numbers of any kind. */
type Quantities = <T>(a: Arithmetic<T>, share: T, part: T) => readonly [T, T];

const JETS = jets(2);
/** How many single bids are held against a box, and how much of the bound a further one must promise. */
const SINGLES = 3;
const PROMISE = 1 / 4;

/**
 * Bounds the gain, as a share of value, of two identities over the best single bid and over staying out,
 * for all places in a box and all values up to `valueRatio` times the rival's bid.
 *
 * All bids are scaled to the sum 1: share (1 - part), share part, and the rival's 1 - share. With the joint
 * outcome (X, P) the gain per value is  X - P / value  over staying out, and
 * (X - x(s)) + (p(s) - P) / value  over a single bid s. Both are lines in 1 / value, and s is affine in the
 * place, so that levels and slopes are formulas of the place, to be enclosed with their derivatives. Where
 * every single bid fails, 1 bounds the gain, since an allocation is 1 at most.
 */
export function gainBound(
  mechanism: Mechanism,
  formula: Formula,
  valueRatio: number,
): (box: Box) => GainBound {
  const singles = singleBids(mechanism);
  return (box) => {
    const centre = { share: middle(box.share), part: middle(box.part) };
    const out = enclose(joint(formula), box, centre);
    if (out === null) return { bound: 1, doubt: UNKNOWN };
    let doubt = UNKNOWN;
    const lines: Line[] = [{ level: Math.min(1, out.ranges[0].hi), slope: -out.ranges[1].lo }];
    const least = below(1 / above(valueRatio * above(1 - box.share.lo)));
    let peak = largestOfSmallest(lines, least);
    let single = singles.matching(centre, { share: width(box.share) / 4, part: width(box.part) / 4 });
    for (let tries = 0; peak.bound > 0 && tries < SINGLES; tries++) {
      const changes = enclose(versus(formula, single, centre), box, centre);
      if (changes !== null && Number.isFinite(changes.ranges[0].hi)) {
        lines.push({ level: changes.ranges[0].hi, slope: changes.ranges[1].hi });
        peak = largestOfSmallest(lines, least);
        doubt = changes.doubt;
      }
      const value = 1 / peak.u;
      const better = singles.best(centre, value);
      const promised =
        singles.utility(better.bid, centre, value) - singles.utility(single.bid, centre, value);
      if (!(promised > PROMISE * peak.bound * value)) break;
      single = better;
    }
    return { bound: Math.min(1, Math.max(0, peak.bound)), doubt };
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
    const [allocation, payment] = joint(formula)(a, share, part);
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

const UNKNOWN: Place = { share: Number.POSITIVE_INFINITY, part: Number.POSITIVE_INFINITY };

/** Enclosures over a box, null where one of the quantities has none. */
function enclose(
  quantities: Quantities,
  { share, part }: Box,
  centre: Place,
): { ranges: [Interval, Interval]; doubt: Place } | null {
  const at = [centre.share, centre.part].map((x): Interval => ({ lo: x, hi: x })) as [Interval, Interval];
  const offsets = [INTERVALS.subtract(share, at[0]), INTERVALS.subtract(part, at[1])];
  try {
    const [first, second] = quantities(JETS, variable(share, 0, 2), variable(part, 1, 2));
    const central = quantities(INTERVALS, at[0], at[1]);
    const doubt = (side: Interval, k: number) =>
      width(side) * (width(first.slopes[k]!) + width(second.slopes[k]!));
    return {
      ranges: [meanValue(first, central[0], offsets), meanValue(second, central[1], offsets)],
      doubt: { share: doubt(share, 0), part: doubt(part, 1) },
    };
  } catch (error) {
    if (error instanceof BeyondArithmetic) return null;
    throw error;
  }
}
