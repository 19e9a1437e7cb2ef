/** What a share is worth where winning more is worth less: x - gamma x^2 / 2, as a part of the value. */
export function worthOf(share: number, gamma: number): number {
  return share - (gamma * share * share) / 2;
}

/**
 * The split that maximises sum_i v_i (x_i - gamma x_i^2 / 2) over sum x_i = 1, x_i >= 0: with the players S in, marginal
 * worths v_i (1 - gamma x_i) are equal, which is
 *
 *     x_i = (1 + sum_(j in S) (v_i / v_j - 1) / gamma) / sum_(j in S) v_i / v_j,
 *
 * S the highest values up to the first whose share would not be positive. At gamma = 1 these are PAP's shares of the game
 * in which winning more is worth as much. At gamma = 0 the highest value has everything, the first of equals.
 *
 * @param values v_i > 0, in any order
 * @param gamma  in [0, 1]
 */
export function efficientShares(values: readonly number[], gamma: number): number[] {
  const falling = [...values.keys()].sort((i, j) => values[j]! - values[i]! || i - j);
  const shares = new Array<number>(values.length).fill(0);
  let count = 1;
  if (gamma > 0) while (count < falling.length && shareOf(falling[count]!, count + 1) > 0) count++;
  for (const i of falling.slice(0, count)) shares[i] = count === 1 ? 1 : shareOf(i, count);
  return shares;

  function shareOf(player: number, among: number): number {
    let [excess, ratios] = [0, 0];
    for (let k = 0; k < among; k++) {
      const other = values[falling[k]!]!;
      excess += (values[player]! - other) / other;
      ratios += values[player]! / other;
    }
    return (1 + excess / gamma) / ratios;
  }
}
