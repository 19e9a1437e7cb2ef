import { InputError } from "../input-error.js";
import { nearest } from "../nearest.js";
import { ratioProfiles } from "./draws.js";
import { MAINNET_PROFILES } from "./mainnet.js";
import { type Scenario, scenarioOf } from "./scenario.js";
import type { ValueProfile } from "./value-profile.js";

const article: ValueProfile = {
  name: "article",
  unit: "value units",
  values: [4, 2],
  source: "Neuder, Garimidi and Roughgarden 2024, section 3",
};

const ratios = ratioProfiles([1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1], "two-player-ratios");

/** The scenarios that jobs name: profiles of equal weight. */
const NAMED: readonly (readonly [string, readonly ValueProfile[]])[] = [
  ["article", [article]],
  ["two-player-ratios", ratios],
  ...MAINNET_PROFILES.map((profile) => [profile.name, [profile]] as const),
];

export const SCENARIO_NAMES: readonly string[] = NAMED.map(([name]) => name);

/**
 * The named scenario.
 *
 * @throws InputError with the nearest known name
 */
export function namedScenario(name: string, where: string): Scenario {
  const found = NAMED.find(([known]) => known === name);
  if (found === undefined) {
    throw new InputError(`${where}: no scenario "${name}"; ${nearest(name, SCENARIO_NAMES)}`);
  }
  return scenarioOf(
    name,
    found[1].map((profile) => ({ profile, weight: 1 })),
  );
}
