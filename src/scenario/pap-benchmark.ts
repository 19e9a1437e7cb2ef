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

/** A value is above a total only by more than the rounding of that total. */
const ABOVE = 1 + 4 * Number.EPSILON;

/** PAP's benchmark at values v_i > 0 in any order. */
export function papBenchmark(values: ArrayLike<number>): PapBenchmark {
  const sorted = Float64Array.from(values).sort().reverse();
  const unit = sorted[0]!;
  let inverses = 0;
  let total = 0;
  let active = 0;
  for (const value of sorted) {
    // With the first m - 1 players in, player m joins where v_m > B_(m-1).
    if (active > 0 && value / unit <= ((active - 1) / inverses) * ABOVE) break;
    inverses += unit / value;
    active++;
    total = (active - 1) / inverses;
  }
  total *= unit;
  const smallest = sorted[active - 1]!;
  const allocations = Array.from(values, (value) => (value >= smallest ? share(value) : 0));
  return { total, allocations };

  function share(value: number): number {
    // For two, without the cancellation that loses a tiny share: v_1 / (v_1 + v_2).
    if (active === 2) return value / unit / (1 + smallest / unit);
    return Math.max(0, 1 - total / value);
  }
}
