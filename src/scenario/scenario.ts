import { InputError } from "../input-error.js";
import { playableValues, type ValueProfile } from "./value-profile.js";

/** A profile as a scenario plays it: scaled to top value 1, with the original top value beside it. */
export interface ScenarioProfile {
  readonly name: string;
  /** Largest first; the largest is 1. */
  readonly values: readonly number[];
  /** One scaled unit in the original unit, and that unit's name. */
  readonly scale: number;
  readonly unit: string;
  /** Weights of a scenario sum to 1. */
  readonly weight: number;
}

/** A named, weighted set of profiles, each of two players or more. */
export interface Scenario {
  readonly name: string;
  readonly profiles: readonly ScenarioProfile[];
}

/** A profile and its weight before normalisation. */
export interface WeightedProfile {
  readonly profile: ValueProfile;
  readonly weight: number;
}

/**
 * The scenario of weighted profiles: each scaled to top value 1, weights to sum 1.
 *
 * @throws InputError for no profiles, a profile of one player, or a weight that is not positive
 */
export function scenarioOf(name: string, parts: readonly WeightedProfile[]): Scenario {
  if (parts.length === 0) throw new InputError(`scenario ${name}: has no profiles; give at least one`);
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  refuseOverflow(total, name);
  const profiles = parts.map(({ profile, weight }) => {
    const where = `scenario ${name}, profile ${profile.name}`;
    const values = playableValues(profile.values, where).sort((a, b) => b - a);
    if (values.length < 2) throw new InputError(`${where}: has one player; scenarios need two or more`);
    if (!(weight > 0)) throw new InputError(`${where}: weight ${weight} must be above 0`);
    const scale = values[0]!;
    return {
      name: profile.name,
      values: values.map((value) => value / scale),
      scale,
      unit: profile.unit,
      weight: weight / total,
    };
  });
  return { name, profiles };
}

/**
 * The union of scenarios. Profiles of different scenarios that have one name are told apart by those of their
 * scenarios, `scenario/profile`.
 *
 * @param weights what each scenario weighs in all, above 0
 * @throws InputError where that does not tell them apart, or the weights overflow
 */
export function unionOf(name: string, scenarios: readonly Scenario[], weights: readonly number[]): Scenario {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  refuseOverflow(total, name);
  const among = countsOf(scenarios.flatMap(({ profiles }) => profiles.map((profile) => profile.name)));
  const profiles = scenarios.flatMap((scenario, k) =>
    scenario.profiles.map((profile) => ({
      ...profile,
      name: among.get(profile.name) === 1 ? profile.name : `${scenario.name}/${profile.name}`,
      weight: (profile.weight * weights[k]!) / total,
    })),
  );
  for (const [each, count] of countsOf(profiles.map((profile) => profile.name))) {
    if (count === 1) continue;
    throw new InputError(
      `scenario ${name}: has ${count} profiles ${each}; leave a part out, or give its parts names of their own`,
    );
  }
  return { name, profiles };
}

function countsOf(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const each of names) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}

function refuseOverflow(total: number, name: string): void {
  if (total === Number.POSITIVE_INFINITY) {
    throw new InputError(`scenario ${name}: weights sum to more than a number can hold; scale them down`);
  }
}
