import { InputError } from "../input-error.js";
import { lowDiscrepancyPoint } from "../numeric/low-discrepancy.js";
import { normalQuantile } from "../numeric/normal.js";
import { randomStream } from "../numeric/random.js";
import type { ValueProfile } from "./value-profile.js";

/** How values are distributed: lognormal exp(sigma z), or Pareto (1 - u)^(-1/shape) with least value 1. */
export type ValueDistribution =
  | { readonly kind: "lognormal"; readonly sigma: number }
  | { readonly kind: "pareto"; readonly shape: number };

/**
 * Profiles of independent values: quantiles of the distribution at the points of an R sequence, shifted by the
 * seed, so that few draws cover it evenly.
 *
 * @param players 2 or more
 * @param draws   how many profiles
 */
export function drawnProfiles(
  distribution: ValueDistribution,
  players: number,
  draws: number,
  seed: number,
): ValueProfile[] {
  const random = randomStream(seed, players);
  const shift = Array.from({ length: players }, random);
  return Array.from({ length: draws }, (_, k) => ({
    name: `${distribution.kind}-${players}-${k + 1}`,
    unit: "value units",
    values: lowDiscrepancyPoint(k, players, shift)
      .map((u) => quantile(distribution, Math.max(u, Number.EPSILON)))
      .sort((a, b) => b - a),
  }));
}

function quantile(distribution: ValueDistribution, probability: number): number {
  return distribution.kind === "lognormal"
    ? Math.exp(distribution.sigma * normalQuantile(probability))
    : (1 - probability) ** (-1 / distribution.shape);
}

/** Two players, the lower value a share r of the higher. */
export function ratioProfiles(ratios: readonly number[], where: string): ValueProfile[] {
  return ratios.map((ratio) => {
    if (!(ratio > 0 && ratio <= 1)) throw new InputError(`${where}: ratio ${ratio} is outside (0, 1]`);
    return { name: `ratio-${ratio}`, unit: "value units", values: [1, ratio] };
  });
}
