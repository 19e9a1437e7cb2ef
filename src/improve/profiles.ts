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

/**
 * Profiles by their shares under PAP, at which v_i (1 - q_i) is the same for all: every falling list of n shares,
 * each of the last n - 1 on a grid from the least share to 1/n evenly spaced in logarithm, the first what they leave.
 *
 * @param players    n, 2 to 5
 * @param leastShare of any player, in (0, 1/n)
 * @param levels     of the grid, 2 or more
 */
export function shareProfiles(players: number, leastShare: number, levels: number): NamedProfile[] {
  const grid = geometric(leastShare, 1 / players, levels);
  return tails(players - 1, grid).flatMap((tail): NamedProfile[] => {
    const top = 1 - tail.reduce((sum, share) => sum + share, 0);
    if (top < tail[0]! - 1e-12) return [];
    const values = [top, ...tail].map((share) => (1 - top) / (1 - share));
    return [{ name: `shares ${[top, ...tail].map(figure).join(", ")}`, values }];
  });
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
