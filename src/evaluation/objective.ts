import { FIGURES, type Figure } from "./figure.js";

/** How a figure's values at the profiles become one number. */
export type Aggregate = "mean" | "minimum" | "quantile";

/** What a search maximises: a figure, and how it is taken over the profiles of a scenario. */
export interface Objective {
  /** The figure's name, followed by `-minimum` or `-quantile-0.1` where it is not the mean, unless the figure fixes that. */
  readonly name: string;
  readonly figure: string;
  readonly by: Aggregate;
  /** With `quantile`: which, in (0, 1). */
  readonly quantile?: number;
}

/** The objective of a figure: its mean where nothing else is said, or what the figure fixes. */
export function objectiveOf(figure: string, by?: "mean" | "minimum"): Objective;
export function objectiveOf(figure: string, by: "quantile", quantile: number): Objective;
export function objectiveOf(figure: string, asked?: Aggregate, quantile?: number): Objective {
  const usual = aggregateFixedBy(figure) ?? "mean";
  const by = asked ?? usual;
  if (by === "quantile") return { name: `${figure}-quantile-${quantile}`, figure, by, quantile: quantile! };
  return { name: by === usual ? figure : `${figure}-${by}`, figure, by };
}

/** The figure that an objective names. */
export function figureOf({ figure }: Pick<Objective, "figure">): Figure {
  return FIGURES.find(({ name }) => name === figure)!;
}

/** How a figure is taken over the profiles where its meaning fixes that. */
export function aggregateFixedBy(figure: string): Figure["by"] {
  return figureOf({ figure }).by;
}

/**
 * An objective's value from its figure at each profile: the weighted mean; the minimum; or the least value
 * that profiles of at least that share of the weight do not exceed.
 *
 * @param weights one a profile, summing to 1
 */
export function aggregated(
  { by, quantile = 0 }: Objective,
  figures: readonly number[],
  weights: readonly number[],
): number {
  if (by === "mean") return figures.reduce((total, figure, k) => total + figure * weights[k]!, 0);
  const rising = figures.map((_, k) => k).sort((a, b) => figures[a]! - figures[b]!);
  if (by === "minimum") return figures[rising[0]!]!;
  let below = 0;
  for (const k of rising) {
    below += weights[k]!;
    if (below >= quantile - WEIGHT_ROUNDING) return figures[k]!;
  }
  return figures[rising.at(-1)!]!;
}

/** Weights sum to 1 up to rounding. */
const WEIGHT_ROUNDING = 1e-12;
