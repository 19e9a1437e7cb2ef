import { InputError } from "../src/input-error.js";
import { drawnProfiles, ratioProfiles, type ValueDistribution } from "../src/scenario/draws.js";
import { namedScenario } from "../src/scenario/named.js";
import { type Scenario, scenarioOf, unionOf } from "../src/scenario/scenario.js";
import type { ValueProfile } from "../src/scenario/value-profile.js";
import type { ScenarioPart } from "./schema/job.js";

/**
 * The scenario that a job asks for:
 *
 *     "article"                                            one of the named scenarios
 *     {name, of: [..]}                                     a union, each part weighing 1 or its `weight`
 *     {name, profiles: [{name, values, unit?, weight?}]}   as they stand; a `file` of them has been read in
 *     {name, ratios: [..] or {from, to, count}}            two players, the values 1 and r
 *     {name, lognormal: {players, sigma, draws, seed}}     independent values, see draws.ts
 *     {name, pareto: {players, shape, draws, seed}}
 *
 * @throws InputError in one line, with the path in the file
 */
export function resolveScenario(given: ScenarioPart, where: string): Scenario {
  if (typeof given === "string") return namedScenario(given, where);
  const { name, of } = given;
  if (of) {
    const scenarios = of.map((each, k) => resolveScenario(each, `${where}.of.${k}`));
    return unionOf(
      name,
      scenarios,
      of.map((each) => (typeof each === "string" ? 1 : (each.weight ?? 1))),
    );
  }
  const profiles = profilesOf(given, where);
  return scenarioOf(
    name,
    profiles.map(({ weight = 1, ...profile }) => ({ profile, weight })),
  );
}

type Weighted = ValueProfile & { readonly weight?: number };

function profilesOf(given: Exclude<ScenarioPart, string>, where: string): readonly Weighted[] {
  const { profiles, ratios, lognormal, pareto } = given;
  if (profiles) {
    return profiles.map(({ name, values, unit = "value units", weight = 1 }) => ({
      name,
      values,
      unit,
      weight,
    }));
  }
  if (ratios) return ratioProfiles("count" in ratios ? grid(ratios) : ratios, `${where}.ratios`);
  if (lognormal) return draws({ kind: "lognormal", sigma: lognormal.sigma }, lognormal);
  if (pareto) return draws({ kind: "pareto", shape: pareto.shape }, pareto);
  throw new InputError(`${where}: is made of nothing`);
}

function draws(
  distribution: ValueDistribution,
  { players, draws, seed }: { players: number | readonly number[]; draws: number; seed: number },
): ValueProfile[] {
  return [players].flat().flatMap((count) => drawnProfiles(distribution, count, draws, seed));
}

/** Evenly spaced, ends included, without the rounding that sums would gather. */
function grid({ from, to, count }: { from: number; to: number; count: number }): number[] {
  return Array.from({ length: count }, (_, k) =>
    Number((from + ((to - from) * k) / (count - 1)).toPrecision(12)),
  );
}
