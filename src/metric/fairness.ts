import { sum } from "../numeric/sum.js";
import type { Metric } from "./metric.js";

/** (prod_i x_i)^(1/n) over all players; 0 as soon as one gets nothing. Source: the article, section 3. */
export const fairness: Metric = {
  name: "fairness",
  unit: "share",
  sense: "maximise",
  meaning: "geometric mean of the allocations of all players",
  of: ({ allocations }) => geometricMean(allocations),
};

/** The geometric mean over the players whom PAP leaves active; equals fairness where it leaves nobody out. */
export const fairnessActive: Metric = {
  name: "fairnessActive",
  unit: "share",
  sense: "maximise",
  meaning: "geometric mean of the allocations of the players active under PAP",
  of: ({ allocations, papActive }) => geometricMean(allocations.filter((_, i) => papActive[i])),
};

/** (prod_i a_i)^(1/n) of amounts at least 0; 0 as soon as one is 0. */
export function geometricMean(allocations: readonly number[]): number {
  if (allocations.some((x) => !(x > 0))) return 0;
  return Math.exp(sum(allocations.map(Math.log)) / allocations.length);
}
