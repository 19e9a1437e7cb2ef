import { proposeEquilibria } from "../equilibrium/proposals.js";
import { DEFAULT_EFFORT, solvePure } from "../equilibrium/solve.js";
import { type Stage, scoredEquilibria } from "../evaluation/profile-result.js";
import type { Mechanism } from "../mechanism/mechanism.js";
import { Replies } from "./reply.js";

/** What other bids may gain at a point that is nearly an equilibrium, as a share of the own value. */
const NEARLY = 0.05;

/**
 * The bids that a candidate's rows are taken at: every equilibrium that is scored; and where there is none, the points of
 * first order with everybody in whom PAP keeps in that are best replies but for little. A step that breaks a deviation row
 * by a hair leaves no equilibrium, and yet the next programme mends it.
 */
export function standingBids(mechanism: Mechanism, { profile, values, papActive }: Stage): Float64Array[] {
  const equilibria = scoredEquilibria(solvePure(mechanism, profile.values));
  if (equilibria.length > 0) return equilibria.map(({ bids }) => Float64Array.from(bids));
  const { proposals } = proposeEquilibria(mechanism, values, DEFAULT_EFFORT);
  return proposals
    .filter(({ kind, bids }) => kind === "pure" && papActive.every((active, i) => !active || bids[i]! > 0))
    .map(({ bids }) => bids)
    .filter((bids) => values.every((value, i) => largestGain(mechanism, bids, i, value) < NEARLY));
}

/** The most that other bids of a player, or staying out, gain as a share of its value. */
function largestGain(mechanism: Mechanism, bids: Float64Array, player: number, value: number): number {
  const replies = new Replies(mechanism, bids, player, value);
  const held = bids[player]! > 0 ? replies.at(Math.log(bids[player]!)) : 0;
  const best = Math.max(0, ...replies.tried().map(({ utility }) => utility));
  return best - held;
}
