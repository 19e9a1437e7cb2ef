import type { Mechanism } from "../../mechanism/mechanism.js";
import { randomStream } from "../../numeric/random.js";
import { groupsOf } from "../envelope/plays.js";
import { gainsByIdentities } from "../envelope/trend.js";
import { identityCounts, MOST_BY_SEATS, type SearchOptions } from "../options.js";
import { deviations } from "../play/deviation.js";
import { fixedBids, type Opponents } from "../play/opponents.js";
import type { Trend, Verdict, Witness } from "../verdict.js";

/** The last step adds less than this share of the largest gain where the gain levels off. */
const LEVEL = 0.002;

/**
 * How the gain of the witness's player depends on the number k of identities, all re-optimised against the
 * same others, and the identity cost c* = max_k gain_k / (k - 1): at a cost of more than c* for every
 * identity but the first, splitting no longer pays there.
 */
export function trendOf(
  mechanism: Mechanism,
  witness: Witness,
  options: SearchOptions,
): Pick<Verdict, "trend" | "identityCost" | "identityCostShare"> {
  const { value } = witness;
  if (value === null) return {};
  const random = randomStream(options.seed, 7);
  const known = Float64Array.from(witness.identities).filter((bid) => bid > 0);
  const opponents = witnessOpponents(witness);
  const { seat } = mechanism;
  const others = opponents.vectors[0]!;
  const gains =
    seat !== undefined && opponents.vectors.length === 1 && others.length > 0
      ? gainsByIdentities(
          mechanism,
          seat,
          others,
          value,
          trendCounts(options, known.length),
          groupsOf(known),
          options,
        )
      : deviations(mechanism, opponents, value, options, random, undefined, known).byIdentities;
  const cost = Math.max(...gains.map(({ identities, gain }) => gain / (identities - 1)));
  return {
    trend: trendOfGains(
      gains.map(({ identities }) => identities),
      gains.map(({ gain }) => gain / value),
    ),
    identityCost: cost,
    identityCostShare: cost / value,
  };
}

/** Whom the player of a witness meets. */
export function witnessOpponents({ others, mixture }: Witness): Opponents {
  if (mixture === undefined) return fixedBids(others);
  return {
    vectors: mixture.map(({ bids }) => Float64Array.from(bids)),
    probabilities: mixture.map(({ probability }) => probability),
  };
}

/** Every number of identities; of any number, those up to twice what is known, and then some. */
function trendCounts({ identities, effort }: SearchOptions, known: number): number[] {
  const most = Number.isFinite(identities) ? identities : Math.min(MOST_BY_SEATS, Math.max(64, 2 * known));
  return identityCounts(most, effort);
}

/** What gains by number of identities say: which number gains most, and how it goes on beyond the last. */
export function trendOfGains(identities: readonly number[], gainShares: readonly number[]): Trend {
  const largest = Math.max(...gainShares);
  const best = identities[gainShares.indexOf(largest)]!;
  const [last, before] = [gainShares.at(-1)!, gainShares.at(-2) ?? 0];
  const step = (last - before) / Math.max(largest, Number.MIN_VALUE);
  const kind = largest - last > LEVEL * Math.abs(largest) ? "peaks" : step > LEVEL ? "grows" : "levels off";
  return { identities, gainShares, kind, best };
}
