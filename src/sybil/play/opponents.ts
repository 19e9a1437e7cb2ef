import type { MixedStrategy } from "../../equilibrium/mixed/strategy.js";

/** What a player meets: bids of the others, each vector with its probability; a single one in pure play. */
export interface Opponents {
  /** Positive bids only. */
  readonly vectors: readonly Float64Array[];
  readonly probabilities: readonly number[];
}

/** More joint bids of a mixture than this are not played out. */
const JOINT_LIMIT = 400;

/** Others whose bids are fixed; those of 0 are not there. */
export function fixedBids(bids: ArrayLike<number>): Opponents {
  return { vectors: [Float64Array.from(bids).filter((bid) => bid > 0)], probabilities: [1] };
}

/**
 * Everybody but one player of mixed strategies made of atoms.
 *
 * @returns null where a strategy has spread pieces, or there are more than 400 joint bids
 */
export function mixedOpponents(strategies: readonly MixedStrategy[], player: number): Opponents | null {
  let joint: { bids: number[]; probability: number }[] = [{ bids: [], probability: 1 }];
  for (const [j, { support, probabilities, uniform }] of strategies.entries()) {
    if (j === player) continue;
    if (uniform?.length || joint.length * support.length > JOINT_LIMIT) return null;
    joint = joint.flatMap(({ bids, probability }) =>
      support.map((bid, k) => ({ bids: [...bids, bid], probability: probability * probabilities[k]! })),
    );
  }
  return {
    vectors: joint.map(({ bids }) => Float64Array.from(bids).filter((bid) => bid > 0)),
    probabilities: joint.map(({ probability }) => probability),
  };
}

/** The largest total that the others may bid. */
export function largestTotal({ vectors }: Opponents): number {
  return Math.max(...vectors.map((bids) => bids.reduce((sum, bid) => sum + bid, 0)));
}

/** Every bid that some other may make, once each, rising. */
export function bidsInPlay({ vectors }: Opponents): number[] {
  return [...new Set(vectors.flatMap((bids) => Array.from(bids)))].sort((a, b) => a - b);
}
