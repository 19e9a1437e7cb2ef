import { InputError } from "../../src/input-error.js";
import { drawnProfiles, ratioProfiles, type ValueDistribution } from "../../src/scenario/draws.js";
import { namedScenario } from "../../src/scenario/named.js";
import { type Scenario, scenarioOf, unionOf } from "../../src/scenario/scenario.js";
import { drawnByShares } from "../../src/scenario/shares.js";
import type { ValueProfile } from "../../src/scenario/value-profile.js";
import type { ScenarioPart } from "./schema.js";

/**
 * The scenario that a job asks for:
 *
 *     "article"                                            one of the named scenarios
 *     {name, of: [..]}                                     a union, each part weighing 1 or its `weight`
 *     {name, profiles: [{name, values, unit?, weight?}]}   as they stand; a `file` of them has been read in
 *     {name, ratios: [..] or {from, to, count}}            two players, the values 1 and r
 *     {name, lognormal: {players, sigma, draws, seed}}     independent values, see draws.ts
 *     {name, pareto: {players, shape, draws, seed}}
 *     {name, shares: {players, leastShare, inactive, draws, seed}}    by shares under PAP, see shares.ts
 *
 * @throws InputError in one line, with the path in the file
 */
export function resolveScenario(given: ScenarioPart, where: string): Scenario {
  if (typeof given === "string") return namedScenario(given, where);
  const { name, of } = given;
  if (of) {
    const scenarios = of.map((each, k) => resolveScenario(each, `${where}.of.${k}`));
    const weights = of.map((each) => (typeof each === "string" ? 1 : (each.weight ?? 1)));
    return located(where, () => unionOf(name, scenarios, weights));
  }
  const profiles = profilesOf(given, where);
  return located(where, () =>
    scenarioOf(
      name,
      profiles.map(({ weight = 1, ...profile }) => ({ profile, weight })),
    ),
  );
}

/** What is made, its refusals told with their place in the file. */
function located<T>(where: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof InputError ? new InputError(`${where}: ${error.message}`) : error;
  }
}

type Weighted = ValueProfile & { readonly weight?: number };

function profilesOf(given: Exclude<ScenarioPart, string>, where: string): readonly Weighted[] {
  const { profiles, ratios, lognormal, pareto, shares } = given;
  if (profiles) {
    return profiles.map(({ name, values, unit = "value units", weight = 1 }) => ({
      name,
      values,
      unit,
      weight,
    }));
  }
  if (ratios) return ratioProfiles("count" in ratios ? grid(ratios) : ratios, `${where}.ratios`);
  if (lognormal) return drawn({ kind: "lognormal", sigma: lognormal.sigma }, lognormal, `${where}.lognormal`);
  if (pareto) return drawn({ kind: "pareto", shape: pareto.shape }, pareto, `${where}.pareto`);
  if (shares) {
    const at = `${where}.shares`;
    const counts = countsOf(shares, shares.inactive, at);
    return counts.flatMap((count) => drawnByShares({ ...shares, players: count }, at));
  }
  throw new InputError(`${where}: is made of nothing`);
}

/** Values in all that draws may come to: more would be no scenario, but a mistake. */
const MOST_VALUES = 1e6;

interface Draws {
  readonly players: number | readonly number[];
  readonly draws: number;
  readonly seed: number;
}

function drawn(distribution: ValueDistribution, given: Draws, where: string): ValueProfile[] {
  const { draws, seed } = given;
  return countsOf(given, 0, where).flatMap((count) => drawnProfiles(distribution, count, draws, seed));
}

/**
 * The numbers of players drawn.
 *
 * @param further how many more each profile has
 */
function countsOf({ players, draws }: Draws, further: number, where: string): readonly number[] {
  const counts = [players].flat();
  const values = draws * counts.reduce((sum, count) => sum + count + further, 0);
  if (values <= MOST_VALUES) return counts;
  throw new InputError(
    `${where}: comes to ${values} values; at most ${MOST_VALUES} are drawn, ask for fewer`,
  );
}

/** Evenly spaced, ends included, without the rounding that sums would gather. */
function grid({ from, to, count }: { from: number; to: number; count: number }): number[] {
  return Array.from({ length: count }, (_, k) =>
    Number((from + ((to - from) * k) / (count - 1)).toPrecision(12)),
  );
}
