import type { Mechanism } from "../mechanism/mechanism.js";
import type { Regret } from "./solution.js";

/**
 * The regret of bids under a highest-bid rule, exactly: the best a player can do is to stay out, or to bid
 * just above the highest other bid h_i, which brings v_i - h_i in the limit under all three prices.
 *
 * @returns `proved`, up to rounding
 */
export function highestBidRegret(values: Float64Array, bids: Float64Array, mechanism: Mechanism): Regret {
  const allocations = new Float64Array(bids.length);
  const payments = new Float64Array(bids.length);
  mechanism.outcome(bids, allocations, payments);
  let highest = 0;
  let second = 0;
  for (const bid of bids) {
    if (bid > highest) {
      second = highest;
      highest = bid;
    } else if (bid > second) second = bid;
  }
  let absolute = 0;
  let top = 0;
  for (let i = 0; i < bids.length; i++) {
    const rival = bids[i] === highest ? second : highest;
    const utility = values[i]! * allocations[i]! - payments[i]!;
    absolute = Math.max(absolute, Math.max(0, values[i]! - rival) - utility);
    top = Math.max(top, values[i]!);
  }
  return { absolute, relative: absolute / top, kind: "proved" };
}
