import type { Mechanism } from "../mechanism/mechanism.js";
import type { SeatRule, Traits } from "../mechanism/shape/seat.js";
import { constantSizes, sidesOf, specialSizes } from "../mechanism/shape/special-sizes.js";

/** At most so many different bids of others are put at a size. */
const MOST_OTHERS = 16;

const known = new WeakMap<Traits, readonly number[]>();

/**
 * Sizes, as shares or as bids, at which a rule may have a kink, a jump or a window; and the doubles beside them.
 *
 * @param seat of the rule, whose weights and prices are scanned; undefined where it has none
 */
function sizesOf(traits: Traits, seat: SeatRule | undefined): readonly number[] {
  let sizes = known.get(traits);
  if (sizes === undefined) {
    const constants = traits.constants.map(Math.abs).filter((each) => each > 0);
    const special = seat === undefined ? [] : specialSizes(seat, seat.byCount ? [2, 3, 4] : [2]);
    const exact = traits.smooth ? constants : constantSizes(traits).flatMap(sidesOf);
    sizes = [...new Set([...constants, ...exact, ...special])];
    known.set(traits, sizes);
  }
  return sizes;
}

/**
 * Bids at which a rule may do something of its own, against fixed bids of others: those that make the own bid, the own
 * share, the sum of bids or another's share a constant of its formulas, or a kink or jump that a scan of the rule found.
 * Searches by scanning would step over a window there.
 *
 * @param bids   all players' bids
 * @param player whose bid is asked for; the one in `bids` is left aside
 */
export function landmarkBids(
  { seat, traits = seat }: Pick<Mechanism, "seat" | "traits">,
  bids: ArrayLike<number>,
  player: number,
): number[] {
  if (traits === undefined) return [];
  const sizes = sizesOf(traits, seat);
  if (sizes.length === 0) return [];
  const others = Array.from(bids).filter((bid, j) => j !== player && bid > 0);
  const total = others.reduce((sum, bid) => sum + bid, 0);
  const landmarks = traits.reach === "share" ? [] : [...sizes];
  if (traits.reach !== "bid") {
    const different = [...new Set(others)].slice(0, MOST_OTHERS);
    for (const size of sizes) {
      if (size < 1) landmarks.push((total * size) / (1 - size));
      if (size < 1) for (const other of different) landmarks.push(other / size - total);
      if (traits.reach === "both") landmarks.push(size - total);
    }
  }
  return landmarks.filter((bid) => bid > 0 && bid < Number.POSITIVE_INFINITY);
}
