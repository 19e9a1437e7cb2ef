import type { Mechanism } from "../mechanism/mechanism.js";
import type { SeatRule } from "../mechanism/shape/seat.js";
import { constantSizes, sidesOf, specialSizes } from "../mechanism/shape/special-sizes.js";

/** At most so many different bids of others are put at a size. */
const MOST_OTHERS = 16;

const known = new WeakMap<SeatRule, readonly number[]>();

/** Sizes, as shares or as bids, at which a rule may have a kink, a jump or a window; and the doubles beside them. */
function sizesOf(seat: SeatRule): readonly number[] {
  let sizes = known.get(seat);
  if (sizes === undefined) {
    const constants = seat.constants.map(Math.abs).filter((each) => each > 0);
    const special = seat.smooth ? [] : specialSizes(seat, seat.byCount ? [2, 3, 4] : [2]);
    const exact = seat.smooth ? constants : constantSizes(seat).flatMap(sidesOf);
    sizes = [...new Set([...constants, ...exact, ...special])];
    known.set(seat, sizes);
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
  { seat }: Pick<Mechanism, "seat">,
  bids: ArrayLike<number>,
  player: number,
): number[] {
  if (seat === undefined) return [];
  const sizes = sizesOf(seat);
  if (sizes.length === 0) return [];
  const others = Array.from(bids).filter((bid, j) => j !== player && bid > 0);
  const total = others.reduce((sum, bid) => sum + bid, 0);
  const landmarks = seat.reach === "share" ? [] : [...sizes];
  if (seat.reach !== "bid") {
    const different = [...new Set(others)].slice(0, MOST_OTHERS);
    for (const size of sizes) {
      if (size < 1) landmarks.push((total * size) / (1 - size));
      if (size < 1) for (const other of different) landmarks.push(other / size - total);
      if (seat.reach === "both") landmarks.push(size - total);
    }
  }
  return landmarks.filter((bid) => bid > 0 && bid < Number.POSITIVE_INFINITY);
}
