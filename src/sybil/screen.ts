import type { Mechanism } from "../mechanism/mechanism.js";
import type { PlayedProfile } from "./notion/equilibrium.js";
import { type ScreenOptions, screening } from "./options.js";
import { proofOf } from "./proof/proof.js";
import { type SybilNotion, search } from "./search.js";
import { type Verdict, verdictOf } from "./verdict.js";

/**
 * The quick verdict on one notion, for the many candidates of a search: proved by a lemma where one applies,
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
  const proved = proofOf(mechanism, notion, options, played);
  if (proved !== null) return proved;
  return verdictOf(search(mechanism, notion, screening(options), played), options);
}
