import type { Candidate } from "../../../src/mechanism/mechanism.js";
import type { Prior } from "../../../src/setting/bayes/prior.js";
import { type FoundQuestion, foundOptions } from "../dominance/options.js";

/** A prior that all players have, and for how many of them. */
export interface PriorCase {
  readonly name: string;
  readonly prior: Prior;
  readonly players: readonly number[];
  /** Numbers of players for which PAP and its levies alone are played: the rules of shares would take minutes each. */
  readonly leviesFor?: readonly number[] | undefined;
}

/** A rule that dominates PAP for two players of known values, at ratios v_2 / v_1 from `ratiosFrom` up. */
export interface KnownDominator {
  readonly name: string;
  readonly candidate: Candidate;
  readonly ratiosFrom: number;
}

export interface PrivateValuesOptions {
  readonly cases: readonly PriorCase[];
  readonly rules: readonly KnownDominator[];
  /** Most identities of one player in the search of the Sybil notion. */
  readonly identities: number;
}

/** Documents of what was found for two players: of each question the rule of most gain, and one of a wider range. */
const PUBLISHED: readonly [question: FoundQuestion, name: string][] = [
  ["split", "split-from-05"],
  ["split", "split-short-from-02"],
  ["best-response", "best-response-from-02"],
  ["every-ratio", "every-ratio-pair-price"],
];

/** The options of the published answer. */
export function publishedOptions(): PrivateValuesOptions {
  return {
    cases: [
      { name: "U[1, 2]", prior: { type: "uniform", low: 1, high: 2 }, players: [2, 3], leviesFor: [4] },
      { name: "U[1, 4]", prior: { type: "uniform", low: 1, high: 4 }, players: [2], leviesFor: [3] },
      {
        name: "lognormal",
        prior: { type: "lognormal", median: 1, sigma: 0.5, low: 0.5, high: 2 },
        players: [2, 3],
      },
      {
        name: "1 or 3",
        prior: { type: "discrete", values: [1, 3], probabilities: [0.5, 0.5] },
        players: [2, 3, 4],
      },
    ],
    rules: PUBLISHED.map(([question, name]) => {
      const { candidate, ratios } = foundOptions(question).mechanisms.find((each) => each.name === name)!;
      return { name, candidate, ratiosFrom: ratios[0] };
    }),
    identities: 3,
  };
}
