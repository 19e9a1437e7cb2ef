import type { Domain } from "../../claim/domain.js";
import type { MixedStrategy } from "../../equilibrium/mixed/strategy.js";
import type { Mechanism } from "../../mechanism/mechanism.js";
import { randomStream } from "../../numeric/random.js";
import { equilibriumGain, preparedFor } from "../envelope/notions.js";
import { identitiesTried, type SearchOptions } from "../options.js";
import { deviations } from "../play/deviation.js";
import { Tally } from "../play/identities.js";
import { fixedBids, mixedOpponents, type Opponents } from "../play/opponents.js";
import type { Finding, SearchGrid, Witness } from "../verdict.js";
import { judge, witnessOf } from "../witness/judge.js";

/** An equilibrium at a profile: bids, expected where mixed, and then the strategies. */
export interface PlayedProfile {
  readonly values: readonly number[];
  readonly bids: readonly number[];
  readonly strategies?: readonly MixedStrategy[];
}

/** Gains below this share of the value are not worth judging. */
const ROUNDING = 1e-13;

/**
 * Equilibrium (S3), searched: at every given equilibrium, pure or mixed, no multi-identity deviation of any
 * player may beat its best single bid. Of players with the same value and bid in a pure one, one is looked at. Pure
 * ones of rules of seats are searched by their plays (see `envelope/`).
 */
export function searchEquilibrium(
  mechanism: Mechanism,
  played: readonly PlayedProfile[],
  options: SearchOptions,
): Finding {
  const random = randomStream(options.seed, 6);
  const found: { largest: number; witness: Witness | null } = { largest: 0, witness: null };
  const tally: Tally & { grid?: SearchGrid } = new Tally();
  const { seat } = mechanism;
  const prepared = seat === undefined ? null : preparedFor(seat, options);
  let skipped = 0;
  for (const profile of played) {
    const seen = new Set<string>();
    for (const [player, value] of profile.values.entries()) {
      if (options.effort.climbs === 0 && found.largest > options.tolerance) break;
      const seat = `${value} ${profile.bids[player]}`;
      if (seen.has(seat) && !profile.strategies && !mechanism.claims.tiesByIndex) continue;
      seen.add(seat);
      const opponents = opponentsOf(profile, player);
      if (opponents === null) {
        skipped++;
        continue;
      }
      const others = opponents.vectors[0]!;
      if (prepared !== null && !profile.strategies && others.length > 0) {
        const gain = equilibriumGain(mechanism, prepared, others, value, options);
        tally.evaluations += gain.tally.evaluations;
        tally.undefinedOutcomes += gain.tally.undefinedOutcomes;
        tally.grid = { ...gain.tally.grid!, matches: (tally.grid?.matches ?? 0) + 1 };
        if (!(gain.largest > found.largest)) continue;
        found.largest = gain.largest;
        found.witness = { values: profile.values, ...gain.witness! };
        continue;
      }
      const { single, byIdentities } = deviations(mechanism, opponents, value, options, random, tally);
      for (const { bids, gain } of byIdentities) {
        if (!(gain > Math.max(ROUNDING, found.largest) * value)) continue;
        const judged = judge(mechanism, opponents, value, bids, single);
        if (!(judged.gain / value > found.largest)) continue;
        found.largest = judged.gain / value;
        found.witness = { values: profile.values, ...witnessOf(opponents, value, bids, judged) };
      }
    }
  }
  return {
    notion: "equilibrium",
    domain: equilibriumDomain(mechanism, played, options, skipped),
    ...found,
    tally,
  };
}

/**
 * Where equilibrium is searched.
 *
 * @param skipped players against mixtures too large to play out
 */
export function equilibriumDomain(
  { seat }: Mechanism,
  played: readonly PlayedProfile[],
  options: SearchOptions,
  skipped = leftAside(played),
): Domain {
  const mixed = played.some(({ strategies }) => strategies) ? ({ mixed: true } as const) : {};
  const left = skipped > 0 ? { leftAside: skipped } : {};
  return {
    identities: identitiesTried(options, seat !== undefined),
    rivals: { equilibria: played.length, ...mixed, ...left },
    values: "own",
  };
}

function leftAside(played: readonly PlayedProfile[]): number {
  return played.reduce(
    (count, profile) =>
      count + profile.values.filter((_, player) => opponentsOf(profile, player) === null).length,
    0,
  );
}

/** Whom a player meets in an equilibrium; null where a mixture is too large to play out. */
function opponentsOf({ bids, strategies }: PlayedProfile, player: number): Opponents | null {
  return strategies ? mixedOpponents(strategies, player) : fixedBids(bids.filter((_, j) => j !== player));
}
