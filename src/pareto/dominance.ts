/** Default error bound of a figure, relative: differences below it are ties. */
export const RELATIVE_ERROR = 1e-9;

/** Revenue and fairness (over PAP's active players) of a mechanism at one profile. */
export interface Performance {
  readonly revenue: number;
  readonly fairness: number;
}

/** How a mechanism stands to PAP at one profile. */
export interface ProfileDominance {
  readonly dominates: boolean;
  /** Better in both. */
  readonly strict: boolean;
  /** R / R_PAP - 1 and F / F_PAP - 1. */
  readonly margins: Performance;
}

/**
 * Dominance at a profile: neither revenue nor fairness below the benchmark's by more than the error
 * bound, and at least one above it by more.
 *
 * @param benchmark PAP's performance, both positive (two players or more)
 */
export function dominanceAt(
  performance: Performance,
  benchmark: Performance,
  error = RELATIVE_ERROR,
): ProfileDominance {
  const margins = {
    revenue: performance.revenue / benchmark.revenue - 1,
    fairness: performance.fairness / benchmark.fairness - 1,
  };
  return { ...compare(margins, error), margins };
}

/** Dominance over a scenario; `uniform` is at every profile, `average` in the weighted means. */
export interface ScenarioDominance {
  readonly kind: "uniform" | "average" | "none";
  readonly strict: boolean;
  /** The smallest margins over the profiles, and the weighted means. */
  readonly margins: { readonly smallest: Performance; readonly mean: Performance };
}

/**
 * Dominance over a scenario from the margins at its profiles.
 *
 * @param margins one a profile
 * @param weights one a profile, summing to 1
 * @param better  by how much a figure must be above PAP's to count as better, where that is more than the error bound
 */
export function dominanceOver(
  margins: readonly Performance[],
  weights: readonly number[],
  error = RELATIVE_ERROR,
  better = error,
): ScenarioDominance {
  const each = margins.map((margin) => compare(margin, error, better));
  const mean = {
    revenue: weightedMean(
      margins.map((margin) => margin.revenue),
      weights,
    ),
    fairness: weightedMean(
      margins.map((margin) => margin.fairness),
      weights,
    ),
  };
  const smallest = {
    revenue: Math.min(...margins.map((margin) => margin.revenue)),
    fairness: Math.min(...margins.map((margin) => margin.fairness)),
  };
  const average = compare(mean, error, better);
  const uniform = each.every((one) => one.dominates);
  return {
    kind: uniform ? "uniform" : average.dominates ? "average" : "none",
    strict: uniform ? each.every((one) => one.strict) : average.strict,
    margins: { smallest, mean },
  };
}

function compare(
  margins: Performance,
  error: number,
  better = error,
): { dominates: boolean; strict: boolean } {
  const above = [margins.revenue > better, margins.fairness > better];
  const below = margins.revenue < -error || margins.fairness < -error;
  return { dominates: !below && above.some(Boolean), strict: !below && above.every(Boolean) };
}

function weightedMean(figures: readonly number[], weights: readonly number[]): number {
  return figures.reduce((total, figure, k) => total + figure * weights[k]!, 0);
}
