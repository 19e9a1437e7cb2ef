/** Largest difference of a probability between two runs that end at one equilibrium. */
const SAME_PROBABILITY = 1e-7;

/** A pair of mixed strategies: probabilities over the rows and over the columns. */
export interface BimatrixStrategies {
  readonly row: Float64Array;
  readonly column: Float64Array;
}

/**
 * What a player can gain by its best reply, max_i (A y)_i - x^T A y, in the unit of the payoffs.
 *
 * @param payoffs the player's own, a row each own strategy
 */
export function bimatrixRegret(payoffs: Float64Array, own: Float64Array, other: Float64Array): number {
  let best = Number.NEGATIVE_INFINITY;
  let expected = 0;
  for (let i = 0; i < own.length; i++) {
    let payoff = 0;
    for (let j = 0; j < other.length; j++) payoff += payoffs[i * other.length + j]! * other[j]!;
    expected += own[i]! * payoff;
    best = Math.max(best, payoff);
  }
  return best - expected;
}

/** Whether no probability differs by more than 1e-7. */
export function sameStrategies(a: BimatrixStrategies, b: BimatrixStrategies): boolean {
  return close(a.row, b.row) && close(a.column, b.column);
}

/** Payoffs mapped to [1, 2], which changes no best reply; null where one is not finite. */
export function positivePayoffs(payoffs: Float64Array): Float64Array | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const payoff of payoffs) {
    if (!Number.isFinite(payoff)) return null;
    low = Math.min(low, payoff);
    high = Math.max(high, payoff);
  }
  // Halves first: the range of finite numbers need not be one.
  const range = high / 2 - low / 2;
  return payoffs.map((payoff) => (range > 0 ? 1 + (payoff / 2 - low / 2) / range : 1));
}

function close(a: Float64Array, b: Float64Array): boolean {
  return a.every((each, k) => Math.abs(each - b[k]!) <= SAME_PROBABILITY);
}
