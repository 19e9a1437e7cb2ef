/**
 * Proportional-all-pay's equilibrium at a profile in closed form: the benchmark of every figure relative
 * to PAP. With values sorted v_1 >= v_2 >= ... and
 *
 *     B_m = (m - 1) / sum_{i <= m} 1 / v_i,
 *
 * the m players of the largest m with v_m > B_m are active, the total is B = B_m, x_i = 1 - B / v_i and
 * b_i = p_i = B x_i. Revenue is B.
 * Source: Hillman and Riley 1989; Stein 2002, "Asymmetric rent-seeking with more than two contestants".
 */
export interface PapBenchmark {
  /** Total of the bids, which is the revenue; 0 for one player. Value units. */
  readonly total: number;
  /** x_i, in the order of the values; 0 for players left out. */
  readonly allocations: readonly number[];
}

/** PAP's benchmark at values v_i > 0 in any order. */
export function papBenchmark(values: ArrayLike<number>): PapBenchmark {
  const sorted = Float64Array.from(values).sort().reverse();
  const unit = sorted[0]!;
  let inverses = 0;
  let total = 0;
  for (let m = 1; m <= sorted.length; m++) {
    const value = sorted[m - 1]! / unit;
    if (m > 1 && value <= (m - 2) / inverses) break;
    inverses += 1 / value;
    total = (m - 1) / inverses;
  }
  total *= unit;
  const allocations = Array.from(values, (value) => Math.max(0, 1 - total / value));
  return { total, allocations };
}
