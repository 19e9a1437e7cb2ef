import * as frontier from "../study/conservation/frontier.js";
import type { OptimalExponent, TullockPlay } from "../study/exponent/two-players.js";
import * as exponent from "../study/exponent/two-players.js";
import * as check from "./check.js";

/** The ratio of the lower value to the higher, in (0, 1]. */
function checkRatio(given: unknown): void {
  check.number(given, "ratio", { from: 0, above: true, to: 1 });
}

/**
 * The equilibrium outcome of a Tullock contest between two players of values 1 and rho. See
 * `study/exponent/two-players.ts` for the regimes, their formulas and sources.
 *
 * @param alpha above 0, finite
 * @param ratio rho = v_2 / v_1 in (0, 1]
 * @throws InputError outside these bounds
 */
export function tullockPlay(alpha: number, ratio: number): TullockPlay {
  check.number(alpha, "alpha", check.POSITIVE);
  checkRatio(ratio);
  return exponent.tullockPlay(alpha, ratio);
}

/**
 * The largest exponent at which values 1 and rho have a pure equilibrium: alpha = 1 + rho^alpha, in (1, 2].
 *
 * @param ratio rho in (0, 1]
 * @throws InputError outside these bounds
 */
export function pureBorder(ratio: number): number {
  checkRatio(ratio);
  return exponent.pureBorder(ratio);
}

/**
 * The exponent of largest revenue at values 1 and rho, over all alpha > 0. See `study/exponent/two-players.ts` for
 * the argument and its sources.
 *
 * @param ratio rho in (0, 1]
 * @throws InputError outside these bounds
 */
export function optimalExponent(ratio: number): OptimalExponent {
  checkRatio(ratio);
  return exponent.optimalExponent(ratio);
}

/**
 * The fairness over PAP's at ratio r of smooth scale-free all-pay rules whose mean gain over [r, 1] is g:
 * phi(g) = sqrt((1 - (1 + g)^2 delta^2) / (1 - delta^2)), delta = (1 - r) / (1 + r); 0 where (1 + g) delta > 1. See
 * `study/conservation/frontier.ts` for the derivation.
 *
 * @param gain  g, at least -1
 * @param ratio r in (0, 1]
 * @throws InputError outside these bounds
 */
export function fairnessOfGain(gain: number, ratio: number): number {
  check.number(gain, "gain", { from: -1 });
  checkRatio(ratio);
  return frontier.fairnessOfGain(gain, ratio);
}

/**
 * The largest smallest gain of those rules over ratios in [r, 1]: 2 r^2 / (1 + 2 r - r^2).
 *
 * @param ratio r in (0, 1]
 * @throws InputError outside these bounds
 */
export function largestSmallestGain(ratio: number): number {
  checkRatio(ratio);
  return frontier.largestSmallestGain(ratio);
}

/**
 * The largest mean gain of those rules over ratios in [r, 1], even in the top share: r.
 *
 * @param ratio r in (0, 1]
 * @throws InputError outside these bounds
 */
export function largestMeanGain(ratio: number): number {
  checkRatio(ratio);
  return frontier.largestMeanGain(ratio);
}
