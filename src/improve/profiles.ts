import { valuesOfShares } from "../scenario/shares.js";

/** Shares nearer than this are equal. */
const SAME = 1e-9;

/** A profile by name, as climbs take them. */
export interface NamedProfile {
  readonly name: string;
  readonly values: readonly number[];
}

/** Two players, the lower value over the higher evenly spaced in logarithm from `low` to `high`, both among them. */
export function ratioProfiles(low: number, high: number, count: number): NamedProfile[] {
  return geometric(low, high, count).map((ratio) => ({
    name: `ratio ${figure(ratio)}`,
    values: [1, ratio],
  }));
}

/** Shares from the least to 1/2, evenly spaced in logarithm. */
export function shareLevels(leastShare: number, count: number): number[] {
  return geometric(leastShare, 0.5, count);
}

/**
 * Profiles by their shares under PAP, at which v_i (1 - q_i) is the same for all: equal shares, and every falling list
 * of n shares of which the last n - 1 are among the levels and the first, what they leave, is the largest.
 *
 * @param players n, 2 or more
 * @param levels  shares in (0, 1/2], rising
 */
export function shareProfiles(players: number, levels: readonly number[]): NamedProfile[] {
  const equal = new Array<number>(players).fill(1 / players);
  const lists = tails(players - 1, levels)
    .map((tail) => [1 - tail.reduce((sum, share) => sum + share, 0), ...tail])
    .filter(([top, second]) => top! > second! + SAME);
  return [...lists, equal].map((shares) => ({
    name: `shares ${shares.map(figure).join(", ")}`,
    values: valuesOfShares(shares),
  }));
}

/** Every list of so many entries of a rising grid that does not rise. */
function tails(length: number, grid: readonly number[]): number[][] {
  if (length === 0) return [[]];
  return grid.flatMap((first, k) => tails(length - 1, grid.slice(0, k + 1)).map((rest) => [first, ...rest]));
}

function geometric(low: number, high: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) =>
    k === count - 1 ? high : low * (high / low) ** (k / (count - 1)),
  );
}

function figure(value: number): string {
  return Number(value.toPrecision(4)).toString();
}
