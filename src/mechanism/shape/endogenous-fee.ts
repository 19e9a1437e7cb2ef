import { type RuleOfShares, shareRule } from "./share.js";

/**
 * Proportional shares, and for every bid a fee in proportion to the sum of bids:
 *
 *     x_i = q_i,   p_i = b_i + fee B = B (q_i + fee).
 *
 * A split leaves B unchanged and pays the fee once more, so that no split gains.
 *
 * @param fee 0 or more, as a share of B
 */
export function endogenousFeeRule(fee: number): RuleOfShares {
  return shareRule(
    {
      weight: (share) => share,
      weightSlope: () => 1,
      price: (share) => share + fee,
      priceSlope: () => 1,
      splitProof: true,
      proportional: true,
    },
    { weight: (_, share) => share, price: (a, share) => a.add(share, a.of(fee)) },
  );
}
