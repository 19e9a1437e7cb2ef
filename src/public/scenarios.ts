import { InputError } from "../input-error.js";
import * as named from "../scenario/named.js";
import type { Scenario, WeightedProfile } from "../scenario/scenario.js";
import * as scenarios from "../scenario/scenario.js";
import * as check from "./check.js";

/**
 * The scenario of weighted profiles: each scaled to top value 1, weights to sum 1.
 *
 * @param parts one or more, each of two players or more, with a weight above 0
 * @throws InputError for other parts
 */
export function scenarioOf(name: string, parts: readonly WeightedProfile[]): Scenario {
  const title = `scenario ${check.text(name, "name")}`;
  for (const [k, part] of check.list(parts, title).entries()) checkPart(part, `${title}, part ${k + 1}`);
  return scenarios.scenarioOf(name, parts);
}

function checkPart(given: unknown, where: string): void {
  const { profile, weight } = check.object(given, where, ["profile", "weight"]);
  const { name, unit, values } = check.object(profile, `${where}: profile`);
  check.text(name, `${where}: profile.name`);
  check.text(unit, `${where}: profile.unit`);
  check.gameValues(values, `${where}: profile.values`);
  check.number(weight, `${where}: weight`, check.POSITIVE);
}

/**
 * The union of scenarios. Profiles of different scenarios that have one name are told apart by those of their
 * scenarios, `scenario/profile`.
 *
 * @param scenarios one or more
 * @param weights   what each scenario weighs in all, above 0
 * @throws InputError for anything else, or where the names do not tell profiles apart
 */
export function unionOf(name: string, parts: readonly Scenario[], weights: readonly number[]): Scenario {
  const title = `scenario ${check.text(name, "name")}`;
  const found = check.list(parts, `${title}: scenarios`);
  if (found.length === 0) throw new InputError(`${title}: has no scenarios; give at least one`);
  for (const [k, part] of found.entries()) checkScenario(part, `${title}, scenario ${k + 1}`);
  const heavy = check.list(weights, `${title}: weights`);
  if (heavy.length !== found.length) {
    throw new InputError(
      `${title}: has ${heavy.length} weights for ${found.length} scenarios; give one for each`,
    );
  }
  for (const [k, weight] of heavy.entries()) check.number(weight, `${title}: weights[${k}]`, check.POSITIVE);
  return scenarios.unionOf(name, parts, weights);
}

/**
 * The scenario of a name in `SCENARIO_NAMES`.
 *
 * @param where how messages call its place
 * @throws InputError with the nearest known name
 */
export function namedScenario(name: string, where = "scenario"): Scenario {
  return named.namedScenario(check.text(name, "name"), check.text(where, "where"));
}

const WEIGHT_ROUNDING = 1e-9;

/** A scenario as `scenarioOf`, `unionOf` and `namedScenario` make it. */
export function checkScenario(given: unknown, where = "scenario"): void {
  const { name, profiles } = check.object(given, where);
  check.text(name, `${where}.name`);
  const found = check.list(profiles, `${where}.profiles`);
  if (found.length === 0) throw new InputError(`${where}: has no profiles; give at least one`);
  let total = 0;
  for (const [k, profile] of found.entries()) total += checkedWeight(profile, `${where}.profiles[${k}]`);
  if (Math.abs(total - 1) <= WEIGHT_ROUNDING) return;
  throw new InputError(`${where}: weights sum to ${total}, not to 1; make the scenario by scenarioOf`);
}

/** The weight of a profile that is scaled to top value 1, largest value first. */
function checkedWeight(given: unknown, where: string): number {
  const { name, values, weight, scale, unit } = check.object(given, where);
  check.text(name, `${where}.name`);
  check.text(unit, `${where}.unit`);
  check.number(scale, `${where}.scale`, check.POSITIVE);
  const found = check.gameValues(values, `${where}.values`);
  const isScaled = found[0] === 1 && found.every((value, i) => i === 0 || value <= found[i - 1]!);
  if (found.length < 2 || !isScaled) {
    throw new InputError(
      `${where}.values: must be two or more, largest first, the largest 1; make the scenario by scenarioOf`,
    );
  }
  return check.number(weight, `${where}.weight`, check.POSITIVE);
}
