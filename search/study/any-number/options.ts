import type { Candidate } from "../../../src/mechanism/mechanism.js";
import { foundOptions } from "../dominance/options.js";

/** A rule of least share q at a profile that the page takes apart. */
export interface Example {
  readonly leastShare: number;
  readonly values: readonly number[];
}

export interface AnyNumberOptions {
  /** The floors q of the headline, the largest first. */
  readonly leastShares: readonly number[];
  readonly examples: readonly Example[];
  /** Profiles at which every floor is tried, whether they have it or not. */
  readonly profiles: readonly (readonly number[])[];
  /** Scenarios of which every profile is tried too, also by a floor of its own. */
  readonly scenarios: readonly string[];
  /** Profiles drawn from D(q) for each q and number of players, and how many inactive players stand beside. */
  readonly draws: number;
  readonly inactive: number;
  /** Largest number of players that draws have. */
  readonly players: number;
  /** How many random rules, games or priors each guard draws. */
  readonly rules: number;
  readonly contests: number;
  /** Ratio of two values at which the limit of very unequal values is looked at. */
  readonly smallRatio: number;
  /** The rule whose gain copying would not allow, were its payments of the own bid alone. */
  readonly copied: { readonly candidate: Candidate; readonly ratio: number };
  readonly seed: number;
}

/** The published rule of most revenue under best-response down to a ratio of 0.2. */
const COPIED = "best-response-from-02";

/** The options of the published answer. */
export function anyNumberDefaults(): AnyNumberOptions {
  const copied = foundOptions("best-response").mechanisms.find(({ name }) => name === COPIED)!;
  return {
    leastShares: [0.15, 0.1, 0.05],
    examples: [
      { leastShare: 0.1, values: [4, 2] },
      { leastShare: 0.1, values: [5, 4, 3] },
      { leastShare: 0.15, values: [5, 4, 3] },
    ],
    profiles: [
      [4, 2],
      [1, 0.17],
      [1, 0.11],
      [1, 0.05],
      [5, 4, 3],
      [1, 0.9, 0.5],
      [1, 0.6, 0.4],
      [1, 1, 0.53],
      [1, 0.9, 0.8, 0.7],
      [1, 0.9, 0.85, 0.65],
      [1, 0.98, 0.96, 0.94, 0.92],
      [1, 0.95, 0.9, 0.85, 0.8],
    ],
    scenarios: [
      ...["mainnet-slot-6214255", "mainnet-slot-7567001", "mainnet-slot-7567002", "mainnet-slot-7613244"],
      ...["mainnet-2024-03", "mainnet-2024-04"],
    ],
    ...{ draws: 400, inactive: 2, players: 6, rules: 400, contests: 6000, smallRatio: 1e-4 },
    copied: { candidate: copied.candidate, ratio: 0.2 },
    seed: 1,
  };
}
