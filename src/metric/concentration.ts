import { sum } from "../numeric/sum.js";
import type { Metric } from "./metric.js";

/** - sum_i x_i log x_i / log n; 1 for one player. Source: Shannon 1948. */
export const entropy: Metric = {
  name: "entropy",
  unit: "index",
  sense: "maximise",
  meaning: "entropy of the allocations over its largest possible value",
  of: ({ allocations }) => {
    if (allocations.length === 1) return 1;
    return sum(allocations.map((x) => (x > 0 ? -x * Math.log(x) : 0))) / Math.log(allocations.length);
  },
};

/** sum_i x_i^2, from 1/n to 1. Source: Hirschman 1945, Herfindahl 1950. */
export const hhi: Metric = {
  name: "hhi",
  unit: "index",
  sense: "minimise",
  meaning: "Herfindahl-Hirschman index: sum of squared allocations",
  of: ({ allocations }) => herfindahl(allocations),
};

/** 1 / HHI: how many equal players would be as concentrated; 0 where nothing is allocated. */
export const effectivePlayers: Metric = {
  name: "effectivePlayers",
  unit: "players",
  sense: "maximise",
  meaning: "1 / HHI",
  of: ({ allocations }) => {
    const index = herfindahl(allocations);
    return index > 0 ? 1 / index : 0;
  },
};

/** max_i x_i. */
export const largestShare: Metric = {
  name: "largestShare",
  unit: "share",
  sense: "minimise",
  meaning: "largest allocation",
  of: ({ allocations }) => allocations.reduce((most, x) => Math.max(most, x), 0),
};

/** sum_ij |x_i - x_j| / (2 n sum x), from 0 to 1 - 1/n. Source: Gini 1912. */
export const gini: Metric = {
  name: "gini",
  unit: "index",
  sense: "minimise",
  meaning: "Gini coefficient of the allocations",
  of: ({ allocations }) => {
    const rising = [...allocations].sort((a, b) => a - b);
    const n = rising.length;
    const total = sum(rising);
    return total > 0 ? sum(rising.map((x, k) => (2 * k + 1 - n) * x)) / (n * total) : 0;
  },
};

/**
 * The fewest players who together hold more than half; 0 where nobody does, which takes a rule that
 * withholds the good. Source: Srinivasan and Lee 2017.
 */
export const nakamoto: Metric = {
  name: "nakamoto",
  unit: "players",
  sense: "maximise",
  meaning: "fewest players holding more than half",
  of: ({ allocations }) => {
    const falling = [...allocations].sort((a, b) => b - a);
    let held = 0;
    for (let k = 0; k < falling.length; k++) {
      held += falling[k]!;
      if (held > 0.5 + ROUNDING) return k + 1;
    }
    return 0;
  },
};

/** Half held exactly is not more than half, however the shares were rounded. */
const ROUNDING = 1e-12;

function herfindahl(allocations: readonly number[]): number {
  return sum(allocations.map((x) => x * x));
}
