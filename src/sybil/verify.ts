import type { Mechanism } from "../mechanism/mechanism.js";
import { screenBestResponse } from "./best-response.js";
import { type PlayedProfile, screenEquilibrium } from "./equilibrium.js";
import { argumentFor, provedVerdict } from "./lemma.js";
import type { ScreenOptions } from "./screen.js";
import { screenSplit } from "./split.js";
import type { Notion, Verdict } from "./verdict.js";

/** A Sybil notion that is verified; merge is about collusion. */
export type SybilNotion = Exclude<Notion, "merge">;

/**
 * The verdict on one notion: proved by a lemma where one speaks, else what a search finds.
 *
 * @param played pure equilibria, for the equilibrium notion
 */
export function verify(
  mechanism: Mechanism,
  notion: SybilNotion,
  options: ScreenOptions,
  played: readonly PlayedProfile[] = [],
): Verdict {
  const argument = argumentFor(mechanism, notion);
  if (argument !== null) return provedVerdict(notion, argument, options.tolerance);
  switch (notion) {
    case "split":
      return screenSplit(mechanism, options);
    case "best-response":
      return screenBestResponse(mechanism, options);
    case "equilibrium":
      return screenEquilibrium(mechanism, played, options);
  }
}
