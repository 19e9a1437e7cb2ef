import type { Rule } from "../mechanism.js";

/**
 * Proportional allocation with a payment of its own:
 *
 *     x_i = b_i / B,   B = sum_j b_j,   p_i = price(b_i, B).
 */
export function proportionalRule(price: (bid: number, total: number) => number): Rule {
  return {
    shape: { kind: "general" },
    claims: { scaleFree: false, monotone: true, tiesByIndex: false, withholds: false },
    outcome(bids, allocations, payments) {
      let total = 0;
      for (let i = 0; i < bids.length; i++) total += bids[i]!;
      for (let i = 0; i < bids.length; i++) {
        const bid = bids[i]!;
        allocations[i] = bid > 0 ? bid / total : 0;
        payments[i] = bid > 0 ? price(bid, total) : 0;
      }
    },
  };
}
