import type { Candidate } from "../../mechanism/mechanism.js";

/**
 * What smooth scale-free all-pay rules can reach with two players of values 1 and rho, over all ratios in [r, 1].
 *
 * With x_1 = h(q), q the share of player 1 in the bids, a pure equilibrium of two active players has q = 1 / (1 + rho)
 * and R / R_PAP = h'(q). Let Q = 1 / (1 + r) be the top share and delta = 2 Q - 1 = (1 - r) / (1 + r).
 *
 * 1. Mean. The mean g of R / R_PAP - 1 over shares even in [1/2, Q] is (h(Q) - Q) / (Q - 1/2). So
 *    h(Q) = 1/2 + (1 + g) delta / 2, and fairness at ratio r over PAP's is exactly phi(g) below, for every rule.
 * 2. Participation. The weaker player takes part only where 1 - h >= h' q (1 - q). Then (1 - h) q / (1 - q) rises in
 *    q, from 1/2 at q = 1/2, so that 1 - h(Q) >= r / 2, which is g <= r. The serial contest of exponent 1 attains it.
 * 3. Smallest. Where R / R_PAP - 1 >= g >= 0 at all ratios in [r, 1], h(q) >= 1/2 + (1 + g)(q - 1/2), and the
 *    weaker player's 1 - h(Q) >= h'(Q) Q (1 - Q) gives 1/2 - (1 + g) delta / 2 >= (1 + g) Q (1 - Q), which is
 *    g <= 2 r^2 / (1 + 2 r - r^2). Its smallest fairness over PAP's is at most phi(g). Both are attained, for
 *    every g up to that limit, by the rule that is straight in the share (`straightRule`).
 *
 * So (smallest gain, smallest fairness over PAP's) has the frontier { (g, phi(g)) : 0 <= g <= 2 r^2 / (1 + 2 r - r^2) }
 * with PAP at its end g = 0, and no rule dominates PAP at all ratios of any [r, 1], r < 1. Derived here.
 *
 * @param gain g
 * @param ratio r in (0, 1)
 * @returns phi(g) = sqrt((1 - (1 + g)^2 delta^2) / (1 - delta^2)); 0 where (1 + g) delta > 1
 */
export function fairnessOfGain(gain: number, ratio: number): number {
  const lead = (1 - ratio) / (1 + ratio);
  const left = 1 - ((1 + gain) * lead) ** 2;
  return left > 0 ? Math.sqrt(left / (1 - lead * lead)) : 0;
}

/** The largest smallest gain over ratios in [r, 1]: 2 r^2 / (1 + 2 r - r^2). */
export function largestSmallestGain(ratio: number): number {
  return (2 * ratio * ratio) / (1 + 2 * ratio - ratio * ratio);
}

/** The largest mean gain over ratios in [r, 1], even in the top share: r. */
export function largestMeanGain(ratio: number): number {
  return ratio;
}

/**
 * The all-pay rule with x_1 = 1/2 + (1 + g)(q - 1/2), held within [0, 1]: R = (1 + g) R_PAP at every ratio from r up
 * where g <= 2 r^2 / (1 + 2 r - r^2).
 *
 * A bid is a best response: max(0, h) and min(1, h) of a straight h in b / (b + b') are at most the larger of 0 and a
 * concave function, whose stationary point is the equilibrium and is not below 0 where the weaker player takes part.
 * The weight max(0, q + g (q - 1/2)) is superadditive and a split leaves B as it is, so that no split gains. It is a
 * rule for fewer than 2 + 2 / g bids: with more, all weights may be 0.
 */
export function straightRule(gain: number): Candidate {
  return {
    ...{ family: "expression", weight: "max(0, q + g * (q - 1/2))", payment: "b" },
    parameters: { g: gain },
  };
}
