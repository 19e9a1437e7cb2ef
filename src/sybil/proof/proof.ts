import type { Mechanism } from "../../mechanism/mechanism.js";
import type { PlayedProfile } from "../notion/equilibrium.js";
import type { ScreenOptions } from "../options.js";
import type { Notion, Verdict } from "../verdict.js";
import { equilibriumByConvexCost } from "./convex-cost-lemma.js";
import { argumentFor, provedVerdict } from "./lemma.js";

/**
 * The verdict of a lemma that applies to a rule and a notion, or null.
 *
 * @param played equilibria, for the equilibrium notion
 */
export function proofOf(
  mechanism: Mechanism,
  notion: Notion,
  options: ScreenOptions,
  played: readonly PlayedProfile[],
): Verdict | null {
  const argument = argumentFor(mechanism, notion);
  if (argument !== null) return provedVerdict(notion, argument, options.tolerance);
  return notion === "equilibrium" ? equilibriumByConvexCost(mechanism, played, options) : null;
}
