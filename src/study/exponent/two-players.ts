import { bisect } from "../../numeric/bisect.js";

/** How two players play a Tullock contest: both in pure bids, the weaker mixing with staying out, or both mixing. */
export type Regime = "pure" | "semi-mixed" | "all-pay";

/** The outcome of a Tullock contest between values 1 and rho, expected where somebody mixes. */
export interface TullockPlay {
  readonly regime: Regime;
  readonly allocations: readonly [number, number];
  readonly payments: readonly [number, number];
  /** Share of the top value. */
  readonly revenue: number;
  /** Geometric mean of the two allocations. */
  readonly fairness: number;
}

/**
 * The equilibrium outcome of a Tullock contest between two players of values 1 and rho:
 *
 *     alpha <= 1 + rho^alpha        pure:        x_2 = rho^alpha / (1 + rho^alpha),  p_i = alpha v_i x_1 x_2
 *     up to alpha = 2               semi-mixed:  x_2 = rho (alpha - 1)^((alpha - 1) / alpha) / alpha
 *     above 2                       all-pay:     x_2 = rho / 2
 *
 * with p_1 = x_2 and p_2 = rho x_2 in the latter two, so that the weaker player keeps nothing.
 *
 * Sources: pure, Nti 1999, "Rent-seeking with asymmetric valuations", Public Choice 98; semi-mixed, Wang 2010, "The
 * optimal accuracy level in asymmetric contests", unique by Feng and Lu 2017, Economics Letters 159; above 2 every
 * equilibrium has the all-pay auction's shares and payments: Alcalde and Dahm 2010, Journal of Public Economics 94,
 * and Ewerhart 2017, "Contests with small noise and the robustness of the all-pay auction", Games and Economic
 * Behavior 105.
 *
 * @param alpha above 0
 * @param ratio rho = v_2 / v_1 in (0, 1]
 */
export function tullockPlay(alpha: number, ratio: number): TullockPlay {
  const odds = ratio ** alpha;
  if (alpha <= 1 + odds) {
    const [x1, x2] = [1 / (1 + odds), odds / (1 + odds)];
    const paid = alpha * x1 * x2;
    return outcome("pure", x1, x2, paid, ratio * paid);
  }
  const allPay = alpha > 2;
  const excess = alpha - 1;
  const weaker = ratio * (allPay ? 0.5 : excess ** (excess / alpha) / alpha);
  return outcome(allPay ? "all-pay" : "semi-mixed", 1 - weaker, weaker, weaker, ratio * weaker);
}

function outcome(regime: Regime, x1: number, x2: number, p1: number, p2: number): TullockPlay {
  return {
    regime,
    allocations: [x1, x2],
    payments: [p1, p2],
    revenue: p1 + p2,
    fairness: Math.sqrt(x1 * x2),
  };
}

/** The largest exponent at which values 1 and rho have a pure equilibrium: alpha = 1 + rho^alpha, in (1, 2]. */
export function pureBorder(ratio: number): number {
  return ratio === 1 ? 2 : bisect({ at: (alpha) => 1 + ratio ** alpha - alpha }, 1, 2);
}

/** The root of t tanh(t / 2) = 1: where alpha log(1 / rho) = t, revenue is stationary in alpha. */
export const STATIONARY = bisect({ at: (t) => 1 - t * Math.tanh(t / 2) }, 1, 2);

/** Below this ratio the optimal exponent is below 1, so that splitting a bid gains: exp(-t) = 0.2136. */
export const RATIO_OF_PAP = Math.exp(-STATIONARY);

/** From this ratio up the optimal exponent lies at the border of the pure regime: exp(-t / (1 + exp(-t))) = 0.2803. */
export const RATIO_OF_BORDER = Math.exp(-STATIONARY / (1 + Math.exp(-STATIONARY)));

/** The exponent of largest revenue, and whether it lies within the pure regime or at its border. */
export interface OptimalExponent {
  readonly alpha: number;
  readonly at: "interior" | "border";
}

/**
 * The exponent of largest revenue at values 1 and rho, over all alpha > 0.
 *
 * In the pure regime d log R / d alpha = 1 / alpha - L tanh(alpha L / 2), L = log(1 / rho), which falls strictly: R
 * has one maximum, at alpha = t / L with t tanh(t / 2) = 1, or at the regime's border where that lies beyond. In the
 * semi-mixed regime d log R / d alpha = log(alpha - 1) / alpha^2 < 0, and above 2 R is what it is at 2. R is
 * continuous, so that nothing beyond the border exceeds the value there.
 *
 * Source: Nti 2004, "Maximum efforts in contests with asymmetric valuations", European Journal of Political Economy
 * 20, for the pure regime; Wang 2010 for the semi-mixed one.
 */
export function optimalExponent(ratio: number): OptimalExponent {
  const border = pureBorder(ratio);
  const stationary = STATIONARY / Math.log(1 / ratio);
  return stationary < border ? { alpha: stationary, at: "interior" } : { alpha: border, at: "border" };
}
