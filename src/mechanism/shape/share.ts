import { type Formula, type ShareFormula, weighted } from "../formula.js";
import type { Rule } from "../mechanism.js";

/**
 * Scale-free share rules: with shares q_i = b_i / B of the sum of bids B,
 *
 *     x_i = f(q_i) / sum_j f(q_j),   p_i = B c(q_i)     over the positive bids.
 */
export interface ShareRule {
  /** f(q) > 0 and f'(q), 0 < q <= 1. */
  weight(share: number): number;
  weightSlope(share: number): number;
  /** c(q) >= 0 and c'(q), 0 < q <= 1. */
  price(share: number): number;
  priceSlope(share: number): number;
  /** f(a + b) >= f(a) + f(b) and c(a + b) <= c(a) + c(b), a + b <= 1: a split leaves B as it is. */
  readonly splitProof: boolean;
}

/** The rule of a weight and a price of shares. A lone bid pays B c(1). */
export function shareRule(rule: ShareRule, formula: ShareFormula): Rule {
  return {
    shape: { kind: "share", rule },
    claims: { scaleFree: true, monotone: true, tiesByIndex: false, withholds: false },
    formula: inShares(formula),
    inShares: formula,
    outcome(bids, allocations, payments) {
      let sum = 0;
      for (let i = 0; i < bids.length; i++) sum += bids[i]!;
      let total = 0;
      for (let i = 0; i < bids.length; i++) {
        const weight = bids[i]! > 0 ? rule.weight(bids[i]! / sum) : 0;
        payments[i] = bids[i]! > 0 ? sum * rule.price(bids[i]! / sum) : 0;
        allocations[i] = weight;
        total += weight;
      }
      if (total > 0) for (let i = 0; i < bids.length; i++) allocations[i] = allocations[i]! / total;
    },
  };
}

function inShares({ weight, price }: ShareFormula): Formula {
  return weighted(
    (a, { share }) => weight(a, share),
    (a, { total, share }) => a.multiply(total, price(a, share)),
  );
}
