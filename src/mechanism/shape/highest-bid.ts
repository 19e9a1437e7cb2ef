import type { Arithmetic } from "../../numeric/arithmetic.js";
import type { Formula } from "../formula.js";
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
    formula: highestBidIn(price),
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

function highestBidIn(price: HighestBidPrice): Formula {
  return <T>(a: Arithmetic<T>, bids: readonly T[]) => {
    const zero = a.of(0);
    const winner = bids.reduce((best, bid, i) => (a.compare(bid, bids[best]!) > 0 ? i : best), 0);
    const others = bids.filter((_, i) => i !== winner);
    const won = price === "second" ? others.reduce(a.max, zero) : bids[winner]!;
    return {
      allocations: bids.map((_, i) => (i === winner ? a.of(1) : zero)),
      payments: bids.map((bid, i) => (i === winner ? won : price === "all-pay" ? bid : zero)),
    };
  };
}
