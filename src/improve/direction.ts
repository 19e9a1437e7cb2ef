import type { LinearProgrammeSolver } from "../numeric/linear-programme.js";
import type { Row } from "./row.js";

const NO_BOUND = Number.POSITIVE_INFINITY;

/** The best small tilt of a rule. */
export interface Direction {
  readonly step: Float64Array;
  /** Smallest revenue figure after the step, to first order. */
  readonly gain: number;
  /** By how much rows other than revenue stay below 0, to first order. */
  readonly broken: number;
  /** Dual price of each row: what the smallest gain would rise by, if the row were let off by 1. */
  readonly prices: Float64Array;
}

/**
 * The linear programme of local optimality: over tilts d, with the rows' values r and gradients g,
 *
 *     maximise t - penalty s  subject to
 *     r + g . d >= t   for revenue rows,    r + g . d + s >= 0   for all others,
 *     |d_k| <= radius,   s >= 0.
 *
 * The dual prices of the revenue rows sum to 1: a mean of the profiles whose gain the other rows, at their prices,
 * bound.
 *
 * @param radius  of each coordinate, > 0
 * @param penalty what a constraint broken by 1 costs, in units of the smallest gain
 * @returns null where the solver has no optimum
 */
export function bestDirection(
  rows: readonly Row[],
  radius: number,
  penalty: number,
  solve: LinearProgrammeSolver,
): Direction | null {
  const dimensions = rows[0]!.gradient.length;
  const columns = dimensions + 2;
  const [gain, slack] = [dimensions, dimensions + 1];
  const matrix = new Float64Array(rows.length * columns);
  const rowLower = new Float64Array(rows.length);
  rows.forEach(({ kind, value, gradient }, k) => {
    matrix.set(gradient, k * columns);
    matrix[k * columns + (kind === "revenue" ? gain : slack)] = kind === "revenue" ? -1 : 1;
    rowLower[k] = -value;
  });
  const cost = new Float64Array(columns);
  cost[gain] = 1;
  cost[slack] = -penalty;
  const bound = (sign: 1 | -1) =>
    Float64Array.from({ length: columns }, (_, k) =>
      k < dimensions ? sign * radius : k === gain || sign === 1 ? sign * NO_BOUND : 0,
    );
  const optimum = solve({
    ...{ rows: rows.length, columns, cost, matrix, rowLower },
    rowUpper: new Float64Array(rows.length).fill(NO_BOUND),
    lower: bound(-1),
    upper: bound(1),
  });
  if (optimum === null) return null;
  return {
    step: optimum.solution.slice(0, dimensions),
    gain: optimum.solution[gain]!,
    broken: optimum.solution[slack]!,
    prices: optimum.duals,
  };
}
