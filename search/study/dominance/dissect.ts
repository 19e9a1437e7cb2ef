import { solvePure } from "../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import { namedScenario } from "../../../src/scenario/named.js";
import { papBenchmark } from "../../../src/scenario/pap-benchmark.js";
import { type ByCount, byCountOf } from "../../../src/study/dominance/by-count.js";
import { type CurvePoint, shareCurves } from "../../../src/study/dominance/curves.js";
import { type EntryEquilibrium, entryEquilibria } from "../../../src/study/dominance/entry-games.js";
import {
  type AtRatio,
  type Edge,
  edgeBelow,
  ratioGrid,
  standingAtRatio,
  standingWithMixing,
} from "../../../src/study/dominance/ratios.js";
import { type Standing, standingOf } from "../../../src/study/dominance/standing.js";
import { type Trial, trials } from "../../../src/study/dominance/verdicts.js";
import { bestCollusion } from "../../../src/sybil/notion/collusion.js";
import type { PlayedProfile } from "../../../src/sybil/notion/equilibrium.js";
import { DEFAULT_SEARCH } from "../../../src/sybil/options.js";
import type { Tools } from "../study.js";
import type { Certified } from "./certified.js";
import type { DominanceOptions, FoundMechanism } from "./options.js";

/** A profile of several players, with how a mechanism stands there. */
export interface AtProfile extends Standing {
  readonly values: readonly number[];
  readonly found: readonly EntryEquilibrium[];
}

/** A profile of a named scenario. */
export interface AtScenario extends Standing {
  readonly scenario: string;
  readonly profile: string;
  readonly players: number;
  readonly weight: number;
}

/** A mechanism taken apart. */
export interface Dissection {
  readonly found: FoundMechanism;
  readonly inside: readonly AtRatio[];
  readonly outside: readonly AtRatio[];
  readonly edge: Edge;
  readonly trials: readonly Trial[];
  /** What the best pair gains under PAP at its equilibria of the same profiles, by choosing its bids together. */
  readonly papCollusion: number;
  readonly profiles: readonly AtProfile[];
  readonly scenarios: readonly AtScenario[];
  readonly curves: readonly CurvePoint[];
  /** Null for rules that are the same for every number of bids. */
  readonly byCount: ByCount | null;
  readonly certified: Certified;
}

const CURVE_POINTS = 40;

/** Takes a mechanism apart: the same steps for whatever mechanism it is. */
export async function dissect(
  found: FoundMechanism,
  options: DominanceOptions,
  certified: Certified,
  { solveProgramme }: Tools,
): Promise<Dissection> {
  const mechanism = await buildMechanism(found.candidate, found.name);
  const [low, high] = found.ratios;
  const { points, outside, floor, profiles, starts, search, seed } = options;
  const byProfile = profiles.map((values): AtProfile => {
    const equilibria = entryEquilibria(mechanism, values, { starts, seed });
    const status = equilibria.length > 0 ? "pure" : solvePure(mechanism, values).status;
    return { values, found: equilibria, ...standingOf(values, { status, equilibria }) };
  });
  const pairs = [low, Math.sqrt(low * high), high].flatMap((ratio): PlayedProfile[] => {
    const values = [1, ratio];
    return solvePure(mechanism, values).equilibria.map(({ bids }) => ({ values, bids }));
  });
  const more = byProfile.flatMap(({ values, found }) => found.map(({ bids }) => ({ values, bids })));
  const { rivals, identities } = found;
  const pairsAndMore = [...pairs, ...more];
  const inside = ratioGrid(low, high, points).map((ratio) => standingAtRatio(mechanism, ratio));
  return {
    found,
    inside,
    outside: ratiosBelow(low, floor, outside).map((ratio) =>
      standingWithMixing(mechanism, ratio, { solveProgramme }),
    ),
    edge: edgeBelow(mechanism, low, floor),
    trials: await trials(mechanism, { rivals, identities, seed, search }, pairsAndMore),
    papCollusion: await papCollusion([...new Set(pairsAndMore.map(({ values }) => values))], seed),
    profiles: byProfile,
    scenarios: options.scenarios.flatMap((name) =>
      namedScenario(name, found.name).profiles.map(({ name: profile, values, weight }) => ({
        ...{ scenario: name, profile, players: values.length, weight },
        ...standingOf(values, solvePure(mechanism, values)),
      })),
    ),
    curves: shareCurves(mechanism, CURVE_POINTS),
    byCount: byCountOf(mechanism, inside),
    certified,
  };
}

async function papCollusion(profiles: readonly (readonly number[])[], seed: number): Promise<number> {
  const played = profiles.map((values): PlayedProfile => {
    const { total, allocations } = papBenchmark(values);
    return { values, bids: allocations.map((share) => share * total) };
  });
  const pap = await buildMechanism({ family: "pap" });
  return bestCollusion(pap, played, { ...DEFAULT_SEARCH, seed })?.gainShare ?? 0;
}

/** Ratios below a range, half and a quarter of its least among them, rising. */
function ratiosBelow(low: number, floor: number, points: number): number[] {
  const all = [...ratioGrid(floor, low, points + 1), low / 2, low / 4];
  return [...new Set(all)].filter((ratio) => ratio >= floor && ratio < low).sort((a, b) => a - b);
}
