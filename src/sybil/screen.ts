import type { Mechanism } from "../mechanism/mechanism.js";
import type { PlayedProfile } from "./notion/equilibrium.js";
import { type ScreenOptions, screening } from "./options.js";
import { equilibriumByConvexCost } from "./proof/convex-cost-lemma.js";
import { argumentFor, provedVerdict } from "./proof/lemma.js";
import { type SybilNotion, search } from "./search.js";
import { type Verdict, verdictOf } from "./verdict.js";

/**
 * The quick verdict on one notion, for the many candidates of a search: proved by a lemma where one speaks,
 * else what a modest search finds.
 *
 * @param played equilibria, for the equilibrium notion
 */
export function screen(
  mechanism: Mechanism,
  notion: SybilNotion,
  options: ScreenOptions,
  played: readonly PlayedProfile[] = [],
): Verdict {
  const argument = argumentFor(mechanism, notion);
  if (argument !== null) return provedVerdict(notion, argument, options.tolerance);
  const proved = notion === "equilibrium" ? equilibriumByConvexCost(mechanism, played, options) : null;
  if (proved !== null) return proved;
  return verdictOf(search(mechanism, notion, screening(options), played), options);
}
