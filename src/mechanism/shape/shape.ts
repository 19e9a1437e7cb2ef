import type { Rule } from "../mechanism.js";
import type { ConcentrationRule } from "./concentration.js";
import type { OwnBidRule } from "./own-bid.js";
import type { RuleOfShares, ShareRule } from "./share.js";

/**
 * The structure of a rule, as far as solvers and verifiers can use it. A shape is a promise about the
 * whole rule, held by the law tests; `general` promises nothing.
 */
export type Shape =
  | { readonly kind: "own-bid"; readonly rule: OwnBidRule }
  | { readonly kind: "share"; readonly rule: ShareRule }
  | { readonly kind: "highest-bid"; readonly price: HighestBidPrice }
  /** x_i = b_i / B, p_i a price of b_i and B; `splitProof` where the price is subadditive in the bid. */
  | { readonly kind: "proportional"; readonly splitProof: boolean }
  /**
   * x_i = q_i, p_i = B (q_i + c(q_i) + q_i sum_j e(q_j)): the bids of all move one common part of the price. With two
   * bids it is the rule of shares `pair`.
   */
  | { readonly kind: "concentration"; readonly rule: ConcentrationRule; readonly pair: ShareRule }
  /** A lottery over rules that are run on the same bids. */
  | { readonly kind: "mixture"; readonly of: readonly Rule[] }
  /** A rule of shares for each number of positive bids. */
  | ByCount
  /** x_i = sum_(j >= i) (b_j^alpha - b_(j+1)^alpha) / (j b_1^alpha) by falling bids, p_i = b_i. */
  | { readonly kind: "serial"; readonly alpha: number }
  /** x_i = b_i / (B + held), p_i = b_i, held > 0: concave in the own bid. */
  | { readonly kind: "reserve"; readonly held: number }
  | { readonly kind: "general" };

export interface ByCount {
  readonly kind: "by-count";
  of(count: number): RuleOfShares;
  /** x_i = b_i / B at every number of bids: only prices differ. */
  readonly proportional: boolean;
  /** Why no split gains, where that is known; proportional rules only. */
  readonly splitProof: SplitByCount | null;
}

/**
 * Why no split gains under a proportional rule by count:
 *
 *     each-part    no bid is cheaper with more bids
 *     all-parts    the parts of a bid together pay no less than the bid, however many they are
 */
export type SplitByCount = "each-part" | "all-parts";

/** What the highest bidder pays; with `all-pay` everybody pays the own bid. */
export type HighestBidPrice = "first" | "second" | "all-pay";
