import type { Mechanism } from "../mechanism/mechanism.js";
import { gainAgainst } from "./gain.js";
import type { ScreenOptions } from "./screen.js";
import type { Verdict, Witness } from "./verdict.js";

/** Bids in equilibrium at a profile. */
export interface PlayedProfile {
  readonly values: readonly number[];
  readonly bids: readonly number[];
}

/**
 * Equilibrium (S3), searched: at every given equilibrium, for every player, no multi-identity deviation
 * may beat the best single bid.
 */
export function screenEquilibrium(
  mechanism: Mechanism,
  equilibria: readonly PlayedProfile[],
  options: ScreenOptions,
): Verdict {
  let worst: Witness | null = null;
  let largest = 0;
  let evaluations = 0;
  for (const { values, bids } of equilibria) {
    values.forEach((value, i) => {
      if (largest > options.tolerance) return;
      const others = bids.filter((bid, j) => j !== i && bid > 0);
      const found = gainAgainst(mechanism, others, value, options.identities);
      evaluations += found.evaluations;
      if (!(found.gainShare > largest)) return;
      largest = found.gainShare;
      worst = { values, ...found.witness };
    });
  }
  const refuted = largest > options.tolerance && worst !== null;
  return {
    notion: "equilibrium",
    outcome: refuted ? "refuted" : "not-refuted",
    ...(refuted && worst ? { witness: worst } : { effort: { evaluations, seed: options.seed } }),
    domain: {
      identities: options.identities,
      rivals: `those of ${equilibria.length} equilibria`,
      values: "the players' own",
    },
    tolerance: options.tolerance,
    largestGainShare: largest,
  };
}
