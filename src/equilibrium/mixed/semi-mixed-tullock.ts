import { type MixedProposal, pureStrategy } from "./strategy.js";

/**
 * The equilibrium of a Tullock contest between its two players of highest value v_1 >= v_2 where alpha is
 * too high for a pure one and at most 2: player 1 bids for certain, player 2 bids or stays out,
 *
 *     b_1 = v_2 (a - 1)^((a - 1) / a) / a,   b_2 = v_2 (a - 1) / a with probability
 *     pi = (v_2 / v_1) (a - 1)^(-1 / a), else 0.
 *
 * Source: Wang 2010, "The optimal accuracy level in asymmetric contests", B.E. Journal of Theoretical
 * Economics 10(1), art. 13; unique for two players by Feng and Lu 2017, Economics Letters 159.
 *
 * @returns null outside 1 < alpha <= 2, or where pi would exceed 1 (a pure equilibrium exists)
 */
export function semiMixedTullock(alpha: number, values: Float64Array): MixedProposal | null {
  if (!(alpha > 1 && alpha <= 2)) return null;
  const byValue = Array.from(values.keys()).sort((i, j) => values[j]! - values[i]! || i - j);
  const [top, second] = [byValue[0]!, byValue[1]!];
  const [v1, v2] = [values[top]!, values[second]!];
  const excess = alpha - 1;
  const entry = (v2 / v1) * excess ** (-1 / alpha);
  if (!(entry <= 1)) return null;
  const strategies = Array.from(values, () => pureStrategy(0));
  strategies[top] = pureStrategy((v2 * excess ** (excess / alpha)) / alpha);
  const bid = (v2 * excess) / alpha;
  strategies[second] =
    entry < 1 ? { support: [0, bid], probabilities: [1 - entry, entry] } : pureStrategy(bid);
  return { strategies, solver: { name: "semi-mixed-tullock", outcome: "closed form" } };
}
