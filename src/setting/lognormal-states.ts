import { lowDiscrepancyPoint } from "../numeric/low-discrepancy.js";
import { normalQuantile } from "../numeric/normal.js";
import { randomStream } from "../numeric/random.js";
import type { State } from "./timing.js";

/** Values that move from slot to slot by lognormal shocks. */
export interface LognormalShocks {
  /** Median values, above 0, one a player. */
  readonly values: readonly number[];
  /** Standard deviation of the log of the shock that all share, at least 0. */
  readonly common: number;
  /** The same of each player's own shock: one for all, or one a player. */
  readonly own: number | readonly number[];
  /** How many states are drawn. */
  readonly count: number;
  readonly seed: number;
}

/**
 * Equally likely states v_i(w) = values_i exp(common z_0 + own_i z_i), z independent standard normal: quantiles at the points
 * of an R sequence in n + 1 dimensions, shifted by the seed, so that few draws cover the distribution evenly.
 */
export function lognormalStates({ values, common, own, count, seed }: LognormalShocks): State[] {
  const dimension = values.length + 1;
  const random = randomStream(seed, dimension);
  const shift = Array.from({ length: dimension }, random);
  return Array.from({ length: count }, (_, k) => {
    const z = lowDiscrepancyPoint(k, dimension, shift).map((u) =>
      normalQuantile(Math.max(u, Number.EPSILON)),
    );
    return {
      probability: 1 / count,
      values: values.map((value, i) => {
        const spread = typeof own === "number" ? own : own[i]!;
        return value * Math.exp(common * z[0]! + spread * z[i + 1]!);
      }),
    };
  });
}
