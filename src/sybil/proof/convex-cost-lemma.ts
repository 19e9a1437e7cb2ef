import type { Mechanism } from "../../mechanism/mechanism.js";
import type { PlayedProfile } from "../notion/equilibrium.js";
import type { ScreenOptions } from "../options.js";
import type { Verdict } from "../verdict.js";
import { equalSplitGain } from "./equal-split-gain.js";
import { provedVerdict } from "./lemma.js";

const ARGUMENT =
  "own-bid rule of convex cost: equal bids are the best of several identities (Jensen), and concavity bounds them";
/** Rounding of the bound itself, in units of the value. */
const ROUNDING = 64 * Number.EPSILON;

/**
 * Equilibrium (S3), proved at pure equilibria of an own-bid rule of convex cost: against the others' fixed
 * weight, 2..K identities do best with equal bids (Jensen's inequality), and the concavity of their utility
 * in the weight bounds what any bids of theirs get, up to rounding; the best single bid's utility is attained.
 *
 * @returns null where the lemma does not speak, or the bound is above the tolerance
 */
export function equilibriumByConvexCost(
  { shape }: Mechanism,
  played: readonly PlayedProfile[],
  { identities, tolerance }: ScreenOptions,
): Verdict | null {
  if (shape.kind !== "own-bid" || !shape.rule.convexCost || !Number.isFinite(identities)) return null;
  if (played.length === 0 || played.some(({ strategies }) => strategies)) return null;
  const { rule } = shape;
  let largest = 0;
  for (const { values, bids } of played) {
    const weights = bids.map((bid) => (bid > 0 ? rule.weight(bid) : 0));
    for (const [i, value] of values.entries()) {
      const others = weights.reduce((sum, weight, j) => (j === i ? sum : sum + weight), 0);
      const { atMost } = equalSplitGain(rule, value, others, identities);
      largest = Math.max(largest, atMost / value);
      if (!(largest + ROUNDING <= tolerance)) return null;
    }
  }
  return {
    ...provedVerdict("equilibrium", { text: ARGUMENT, grade: "proved-by-argument" }, tolerance),
    domain: { identities, rivals: { equilibria: played.length }, values: "own" },
    largestGainShare: largest,
  };
}
