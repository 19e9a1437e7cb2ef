import type { Rule } from "../mechanism.js";
import type { HighestBidPrice } from "./shape.js";

/**
 * Highest-bid rules: the highest positive bid takes everything, ties go to the lower index.
 *
 *     first    the winner pays the own bid
 *     second   the winner pays the highest other bid, 0 where there is none
 *     all-pay  everybody pays the own bid
 */
export function highestBidRule(price: HighestBidPrice): Rule {
  return {
    shape: { kind: "highest-bid", price },
    claims: { scaleFree: true, monotone: true, tiesByIndex: true, withholds: false },
    outcome(bids, allocations, payments) {
      let winner = -1;
      let highest = 0;
      let second = 0;
      for (let i = 0; i < bids.length; i++) {
        const bid = bids[i]!;
        allocations[i] = 0;
        payments[i] = price === "all-pay" ? bid : 0;
        if (bid > highest) {
          second = highest;
          highest = bid;
          winner = i;
        } else if (bid > second) second = bid;
      }
      if (winner < 0) return;
      allocations[winner] = 1;
      payments[winner] = price === "second" ? second : highest;
    },
  };
}
