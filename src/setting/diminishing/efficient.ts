/** What a share is worth where winning more is worth less: x - gamma x^2 / 2, as a part of the value. */
export function worthOf(share: number, gamma: number): number {
  return share - (gamma * share * share) / 2;
}

/**
 * The split that maximises sum_i v_i (x_i - gamma x_i^2 / 2) over sum x_i = 1, x_i >= 0: with the m highest values in,
 *
 *     lambda = (m - gamma) / sum_(i <= m) 1 / v_i,   x_i = (1 - lambda / v_i) / gamma,
 *
 * for the smallest m at which no further value exceeds lambda. At gamma = 1 these are PAP's shares of the game in which
 * winning more is worth as much. At gamma = 0 the highest value has everything, the first of equals.
 *
 * @param values v_i > 0, in any order
 * @param gamma  in [0, 1]
 */
export function efficientShares(values: readonly number[], gamma: number): number[] {
  const falling = [...values.keys()].sort((i, j) => values[j]! - values[i]! || i - j);
  const shares = new Array<number>(values.length).fill(0);
  if (gamma === 0) {
    shares[falling[0]!] = 1;
    return shares;
  }
  let [inverses, price] = [0, 0];
  for (const [k, i] of falling.entries()) {
    if (k > 0 && values[i]! <= price) break;
    inverses += 1 / values[i]!;
    price = (k + 1 - gamma) / inverses;
  }
  for (const i of falling) shares[i] = Math.max(0, (1 - price / values[i]!) / gamma);
  return shares;
}
