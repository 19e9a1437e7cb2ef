import { InputError } from "../input-error.js";
import { lowDiscrepancyPoint } from "../numeric/low-discrepancy.js";
import { randomStream } from "../numeric/random.js";
import { papBenchmark } from "./pap-benchmark.js";
import type { ValueProfile } from "./value-profile.js";

/** Which profiles are drawn by their shares under PAP. */
export interface ShareDraws {
  /** How many players PAP keeps in, 2 or more. */
  readonly players: number;
  /** The least share of each of them, above 0. */
  readonly leastShare: number;
  /** How many more players PAP leaves out. */
  readonly inactive: number;
  /** How many profiles. */
  readonly draws: number;
  readonly seed: number;
}

/** Values of players who are as many below the top value as their shares under PAP say: v_i (1 - q_i) is the same for all. */
export function valuesOfShares(shares: readonly number[]): number[] {
  const rest = 1 - Math.max(...shares);
  return shares.map((share) => rest / (1 - share));
}

/** What n q may exceed 1 by, by the rounding of a decimal q. */
const ROUNDING = 1e-12;
/**
 * Inactive values as parts of PAP's total. At the total itself a player is indifferent between staying out and a bid next
 * to nothing, and rounding would decide what a solver finds: the highest are so much below it that they are not.
 */
const INACTIVE = { least: 1e-3, most: 1 - 1e-6 } as const;

/**
 * Profiles of the domain D(q): n players whose PAP shares are all q or more, values v_i proportional to 1 / (1 - q_i), and
 * beside them players of values below PAP's total, whom PAP leaves out. First the corners, at which k players share
 * equally what n - k of share q leave (k = 1 is one large player, k = n equal shares), with the inactive players a
 * millionth below PAP's total; then points of an R sequence, shifted by the seed, spread evenly over the simplex of shares.
 *
 * @param where how messages call their place
 * @throws InputError where no profile of so many players has such shares (n q > 1), or for fewer draws than corners
 */
export function drawnByShares(given: ShareDraws, where: string): ValueProfile[] {
  const { players: n, leastShare: q, inactive, draws, seed } = given;
  const free = 1 - n * q;
  if (free < -ROUNDING) {
    throw new InputError(
      `${where}: ${n} players cannot each have a share of ${q} or more, which come to ${Number((n * q).toPrecision(6))}; ` +
        `lower leastShare to ${Math.floor(1000 / n) / 1000} or less, or leave ${n} out of players`,
    );
  }
  const named = (k: number, shares: readonly number[], levels: readonly number[]): ValueProfile => {
    const active = valuesOfShares([...shares].sort((a, b) => b - a));
    const { total } = papBenchmark(active);
    return {
      name: `shares-${n}-${k + 1}`,
      unit: "value units",
      values: [...active, ...levels.map((level) => level * total)],
    };
  };
  const equal = new Array<number>(n).fill(1 / n);
  const highest = new Array<number>(inactive).fill(INACTIVE.most);
  if (free <= ROUNDING) return [named(0, equal, highest)];
  if (draws < n) {
    throw new InputError(
      `${where}: ${draws} draws do not hold the ${n} corners of the shares of ${n} players; ask for ${n} or more`,
    );
  }
  const random = randomStream(seed, n);
  const dimensions = n - 1 + inactive;
  const shift = Array.from({ length: dimensions }, random);
  return Array.from({ length: draws }, (_, k) => {
    if (k < n) {
      const large = k + 1;
      const shares = equal.map((_, i) => (i < large ? (1 - (n - large) * q) / large : q));
      return named(k, shares, highest);
    }
    const point = lowDiscrepancyPoint(k - n, dimensions, shift);
    const cuts = [0, ...point.slice(0, n - 1).sort((a, b) => a - b), 1];
    const shares = equal.map((_, i) => q + free * (cuts[i + 1]! - cuts[i]!));
    const levels = point.slice(n - 1).map((u) => INACTIVE.most - u * (INACTIVE.most - INACTIVE.least));
    return named(k, shares, levels);
  });
}
