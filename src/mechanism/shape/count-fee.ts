import { isTimesAtLeast } from "../../numeric/rounding.js";
import type { Rule } from "../mechanism.js";
import { byCountRule } from "./by-count.js";
import { endogenousFeeRule } from "./endogenous-fee.js";
import type { SplitByCount } from "./shape.js";

/**
 * Proportional shares, and for every bid a fee that depends on the number n of positive bids:
 *
 *     x_i = q_i,   p_i = b_i + phi_n B,   phi_1 = 0.
 *
 * @param fees phi_2, phi_3, ..., each 0 or more, as shares of B; the last for all numbers beyond
 */
export function countFeeRule(fees: readonly number[]): Rule {
  return byCountRule([endogenousFeeRule(0), ...fees.map(endogenousFeeRule)], splitByCount(fees));
}

/**
 * Whether k parts pay as much in fees as the whole they replace: k phi_(n+k-1) >= phi_n for all n, k >= 2. A lone bid
 * pays no fee. Pairs, k = 2, are not enough. Beyond the last fee all fees are equal, so that nothing is left to test.
 */
function splitByCount(fees: readonly number[]): SplitByCount | null {
  const holds = fees.every((whole, n) =>
    fees.slice(n + 1).every((part, more) => isTimesAtLeast(more + 2, part, whole)),
  );
  return holds ? "all-parts" : null;
}
