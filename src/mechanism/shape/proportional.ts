import type { Arithmetic } from "../../numeric/arithmetic.js";
import { weighted } from "../formula.js";
import type { Rule } from "../mechanism.js";

/** The payment p_i = price(b_i, B) of a proportional rule, in numbers of any kind. */
export type ProportionalPrice = <T>(arithmetic: Arithmetic<T>, bid: T, total: T) => T;

/**
 * Proportional allocation with a payment of its own:
 *
 *     x_i = b_i / B,   B = sum_j b_j,   p_i = price(b_i, B).
 *
 * @param splitProof whether price(a + b, B) <= price(a, B) + price(b, B); the shares of parts sum to the whole's
 */
export function proportionalRule(
  price: (bid: number, total: number) => number,
  splitProof: boolean,
  formula: ProportionalPrice,
): Rule {
  return {
    shape: { kind: "proportional", splitProof },
    seat: {
      ...{ reach: "both", byCount: false, byAllocation: false, smooth: true, constants: [] },
      proportional: true,
      weight: (bid) => bid,
      price: (bid, rest) => price(bid, bid + rest),
    },
    claims: { scaleFree: false, monotone: true, tiesByIndex: false, withholds: false },
    formula: weighted(
      (_, { bid }) => bid,
      (a, { bid, total }) => formula(a, bid, total),
    ),
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
