import type { FiniteGame } from "./finite-game.js";

/** How often the gain left is worked out, in iterations. */
const LOOK_EVERY = 50;

export interface RegretMatchingOptions {
  /** How many iterations at most, >= 1. */
  readonly iterations: number;
  /** Gain, in the unit of the payoffs, at which it stops early; looked at every 50 iterations. */
  readonly target?: number;
}

export interface RegretMatchingResult {
  /** The average strategies, one distribution over actions a role. */
  readonly strategies: readonly Float64Array[];
  /** The iterations done. */
  readonly iterations: number;
  /** What some player can still gain by an action of this finite game, in the unit of the payoffs. */
  readonly gain: number;
}

/**
 * Average strategies of regret matching plus, each role in turn against the others' latest strategies:
 *
 *     Q_a <- max(0, Q_a + u_a - sum_b sigma_b u_b),   sigma_a = Q_a / sum_b Q_b  (uniform where all Q are 0),
 *
 * u_a the expected payoff of action a; the average weighs iteration t by t. Deterministic.
 *
 * In two-player zero-sum games, and games that are so up to terms nobody can influence, the averages tend
 * to equilibrium, at worst as 1 / sqrt(t) and in practice faster than 1 / t. With more players, or where players
 * share a role, they only often do (they need not in Shapley's game): `gain` says how near they are, and
 * what they are worth on the true game is for the certifier to say.
 *
 * Source: Hart and Mas-Colell 2000, "A simple adaptive procedure leading to correlated equilibrium",
 * Econometrica 68; Tammelin 2014, "Solving large imperfect information games using CFR+", arXiv:1407.5042.
 */
export function regretMatching(
  game: FiniteGame,
  { iterations, target = 0 }: RegretMatchingOptions,
): RegretMatchingResult {
  const perAction = () => game.roles.map(({ actions }) => new Float64Array(actions));
  const strategies = game.roles.map(({ actions }) => new Float64Array(actions).fill(1 / actions));
  const [regrets, totals, averages, expected] = [perAction(), perAction(), perAction(), perAction()];
  let gain = Number.POSITIVE_INFINITY;
  let t = 0;
  while (t < iterations && gain > target) {
    t++;
    for (let role = 0; role < strategies.length; role++) {
      const strategy = strategies[role]!;
      game.expect(role, strategies, expected[role]!);
      accumulate(regrets[role]!, expected[role]!, strategy);
      normalise(regrets[role]!, strategy);
      const total = totals[role]!;
      for (let a = 0; a < total.length; a++) total[a] = total[a]! + t * strategy[a]!;
    }
    if (t % LOOK_EVERY !== 0 && t !== iterations) continue;
    for (let role = 0; role < totals.length; role++) normalise(totals[role]!, averages[role]!);
    gain = gainLeft(game, averages, expected);
  }
  return { strategies: averages, iterations: t, gain };
}

/**
 * The most that a player of any role can gain by one of its actions against everybody's strategies, in the
 * unit of the payoffs.
 *
 * @param expected room for one number an action of each role
 */
function gainLeft(
  game: FiniteGame,
  strategies: readonly Float64Array[],
  expected: readonly Float64Array[],
): number {
  let gain = 0;
  for (let role = 0; role < strategies.length; role++) {
    const payoffs = expected[role]!;
    game.expect(role, strategies, payoffs);
    const own = mean(payoffs, strategies[role]!);
    for (let a = 0; a < payoffs.length; a++) gain = Math.max(gain, payoffs[a]! - own);
  }
  return gain;
}

function accumulate(regrets: Float64Array, payoffs: Float64Array, strategy: Float64Array): void {
  const own = mean(payoffs, strategy);
  for (let a = 0; a < regrets.length; a++) regrets[a] = Math.max(0, regrets[a]! + payoffs[a]! - own);
}

function mean(payoffs: Float64Array, strategy: Float64Array): number {
  let total = 0;
  for (let a = 0; a < payoffs.length; a++) total += strategy[a]! * payoffs[a]!;
  return total;
}

/** Weights >= 0 as a distribution; the uniform one where they are all 0. */
function normalise(weights: Float64Array, distribution: Float64Array): void {
  let total = 0;
  for (let a = 0; a < weights.length; a++) total += weights[a]!;
  for (let a = 0; a < weights.length; a++)
    distribution[a] = total > 0 ? weights[a]! / total : 1 / weights.length;
}
