import type { ShareRule } from "../../mechanism/shape/share.js";
import { TabulatedOdds } from "./odds.js";

/** A loss or a gain, relative to the value, that no roughness of bids or of the table explains. */
const CLEAR = 1e-3;
/** Whoever has less of all bids may be next to nothing, and is judged without them. */
const TINY = 1e-6;

/**
 * Whether rough bids may be an equilibrium among those who are in: false where somebody is clearly better off out, or by
 * the highest bid or the lowest. A point at which all have chosen their branch ill is mostly refused by this, at a small
 * part of the cost of judging it.
 *
 * @param values of those who are in
 * @param bids   good to about 1e-5, all positive
 */
export function mayBeSettled(rule: ShareRule, values: Float64Array, bids: Float64Array): boolean {
  const table = TabulatedOdds.of(rule);
  const n = bids.length;
  let total = 0;
  let [highest, lowest] = [0, Number.POSITIVE_INFINITY];
  for (let i = 0; i < n; i++) {
    const bid = bids[i]!;
    total += bid;
    if (bid > highest) highest = bid;
    if (bid < lowest) lowest = bid;
  }
  for (let i = 0; i < n; i++) {
    const own = bids[i]!;
    if (own < TINY * total) continue;
    const utility = utilityAt(table, values[i]!, bids, i, own, total);
    const least = utility + CLEAR * values[i]!;
    if (least < 0) return false;
    if (own !== highest && utilityAt(table, values[i]!, bids, i, highest, total) > least) return false;
    if (own !== lowest && utilityAt(table, values[i]!, bids, i, lowest, total) > least) return false;
  }
  return true;
}

/** v x - p of a player at a bid in place of its own. */
function utilityAt(
  table: TabulatedOdds,
  value: number,
  bids: Float64Array,
  player: number,
  bid: number,
  played: number,
): number {
  const rest = played - bids[player]!;
  const total = rest + bid;
  const odds = Math.log(bid / rest);
  const own = table.weightAt(odds);
  let sum = own;
  for (let j = 0; j < bids.length; j++) {
    if (j !== player) sum += table.weightAt(Math.log(bids[j]! / (total - bids[j]!)));
  }
  return (value * own) / sum - total * table.priceAt(odds);
}
