import type { Equilibrium } from "../solution.js";
import type { MixedProposal, MixedStrategy } from "./strategy.js";

/**
 * Judges strategies of atoms at 0 and evenly spread pieces under the all-pay auction, from the strategies
 * alone. With F_j the distribution of player j's bid, a bid b > 0 brings
 *
 *     U_i(b) = v_i prod_{j != i} F_j(b) - b,
 *
 * ties having no weight. Between the ends of pieces every F_j is linear and rising, so that the product is
 * convex and U_i largest at an end: the regret is `proved`. Expected allocations integrate prod_{j != i} F_j
 * over the player's own pieces by Simpson's rule between those ends, exact for up to four players who mix.
 *
 * @param values one a player, in the order of the strategies
 */
export function judgeAllPay(values: Float64Array, { strategies, solver }: MixedProposal): Equilibrium {
  const pieces = strategies.flatMap(({ uniform = [] }) => uniform);
  const ends = [...new Set([0, ...pieces.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  // Whoever stays out for certain is below every bid.
  const mixers = strategies.flatMap(({ uniform = [] }, j) => (uniform.length > 0 ? [j] : []));
  const chance = (i: number, bid: number) =>
    mixers.reduce((product, j) => (j === i ? product : product * distributionAt(strategies[j]!, bid)), 1);
  const outcome = strategies.map((strategy, i) => {
    const { bid, allocation } = expectedPlay(strategy, ends, (each) => chance(i, each));
    const utility = values[i]! * allocation - bid;
    // At 0 this is the limit of vanishing bids; staying out brings 0.
    const best = Math.max(0, ...ends.map((end) => values[i]! * chance(i, end) - end));
    return { bid, allocation, utility, gain: best - utility };
  });
  const top = values.reduce((most, value) => Math.max(most, value), 0);
  const absolute = Math.max(0, ...outcome.map(({ gain }) => gain));
  const bids = outcome.map(({ bid }) => bid);
  return {
    kind: "mixed",
    bids,
    allocations: outcome.map(({ allocation }) => allocation),
    payments: [...bids],
    utilities: outcome.map(({ utility }) => utility),
    strategies,
    regret: { absolute, relative: absolute / top, kind: "proved" },
    solver,
  };
}

/** P(bid <= b) for b >= 0, where all atoms stand at 0. */
function distributionAt({ probabilities, uniform = [] }: MixedStrategy, bid: number): number {
  const atoms = probabilities.reduce((sum, probability) => sum + probability, 0);
  return uniform.reduce((sum, { from, to, probability }) => {
    const part = Math.min(1, Math.max(0, (bid - from) / (to - from)));
    return sum + probability * part;
  }, atoms);
}

/** The expected bid, and the expected chance to win; an atom at 0 stays out and wins nothing. */
function expectedPlay(
  { uniform = [] }: MixedStrategy,
  ends: readonly number[],
  chance: (bid: number) => number,
) {
  let bid = 0;
  let allocation = 0;
  for (const { from, to, probability } of uniform) {
    bid += (probability * (from + to)) / 2;
    const inside = ends.filter((end) => end >= from && end <= to);
    for (let k = 1; k < inside.length; k++) {
      const [low, high] = [inside[k - 1]!, inside[k]!];
      const simpson = (chance(low) + 4 * chance((low + high) / 2) + chance(high)) / 6;
      allocation += ((probability * (high - low)) / (to - from)) * simpson;
    }
  }
  return { bid, allocation };
}
