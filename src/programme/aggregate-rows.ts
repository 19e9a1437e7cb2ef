import { aggregated, type Objective } from "../evaluation/objective.js";
import type { Moving } from "./figure-rows.js";

/** A figure at a profile's equilibria, and the profile. */
export interface ProfileFigures {
  readonly name: string;
  readonly weight: number;
  /** One an equilibrium, one or more. */
  readonly figures: readonly Moving[];
}

/** A number that the aggregate of a figure does not exceed, and where it is taken. */
export interface Bounding extends Moving {
  readonly place: string;
}

/**
 * An objective as the least of some numbers that move: for a minimum every profile's every equilibrium; for a mean the one
 * mean; for a quantile the profile at which it is taken. Where a profile has several equilibria, means and quantiles take
 * the one of the least figure.
 */
export function boundingsOf(objective: Objective, profiles: readonly ProfileFigures[]): Bounding[] {
  if (objective.by === "minimum") {
    return profiles.flatMap(({ name, figures }) => figures.map((each) => ({ place: name, ...each })));
  }
  const worst = profiles.map(({ figures }) => figures.reduce((a, b) => (b.value < a.value ? b : a)));
  const values = worst.map(({ value }) => value);
  const weights = profiles.map(({ weight }) => weight);
  const value = aggregated(objective, values, weights);
  if (objective.by === "quantile") {
    const at = values.indexOf(value);
    return [{ place: profiles[at]!.name, ...worst[at]! }];
  }
  const gradient = worst[0]!.gradient.map((_, k) =>
    worst.reduce((sum, each, p) => sum + each.gradient[k]! * weights[p]!, 0),
  );
  return [{ place: "the mean over profiles", value, gradient }];
}
