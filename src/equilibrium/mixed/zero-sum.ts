import type { Mechanism } from "../../mechanism/mechanism.js";
import type { LinearProgrammeSolver } from "../../numeric/linear-programme.js";

/** A two-player game on a grid of bids, row-major: allocations and payments of both. */
export interface GridPayoffs {
  readonly rows: number;
  readonly columns: number;
  readonly allocations: readonly [Float64Array, Float64Array];
  readonly payments: readonly [Float64Array, Float64Array];
}

/** Relative change of a payment that counts as dependence on the other's bid. */
const DEPENDENCE = 1e-9;
/** Largest probability that both stay out at which the answer stands. */
const BOTH_OUT = 1e-9;

/** Plays every pair of grid bids between two players, anybody else staying out. */
export function payoffsOf(
  mechanism: Mechanism,
  grids: readonly [readonly number[], readonly number[]],
): GridPayoffs {
  const [rows, columns] = [grids[0].length, grids[1].length];
  const fresh = () => new Float64Array(rows * columns);
  const payoffs: GridPayoffs = {
    rows,
    columns,
    allocations: [fresh(), fresh()],
    payments: [fresh(), fresh()],
  };
  const bids = new Float64Array(2);
  const allocations = new Float64Array(2);
  const payments = new Float64Array(2);
  for (let k = 0; k < rows; k++) {
    for (let m = 0; m < columns; m++) {
      bids[0] = grids[0][k]!;
      bids[1] = grids[1][m]!;
      mechanism.outcome(bids, allocations, payments);
      for (const side of [0, 1] as const) {
        payoffs.allocations[side][k * columns + m] = allocations[side]!;
        payoffs.payments[side][k * columns + m] = payments[side]!;
      }
    }
  }
  return payoffs;
}

/**
 * Solves a game in which each payment depends on the own bid only. Utilities divided by values,
 * x_i - p_i / v_i, plus the other's payment term, which does not change best replies, sum to
 * x_1 + x_2 = 1: a zero-sum game, and so one linear programme,
 *
 *     maximise u  subject to  sum_k y_k A_km >= u for every m,  y a distribution,
 *     A = x_1 - p_1 / v_1 + p_2 / v_2,
 *
 * whose duals are the other player's mixture. Where both stay out x_1 + x_2 = 0; that cell is given a half
 * each, and the answer stands only if it is not played.
 *
 * Source: von Neumann 1928; Moulin and Vial 1978, "Strategically zero-sum games".
 *
 * @returns each player's distribution over its grid; null where payments depend on the other's bid, the
 *          programme has no optimum, or both would stay out with positive probability
 */
export function solveStrategicallyZeroSum(
  payoffs: GridPayoffs,
  rowValue: number,
  columnValue: number,
  solveProgramme: LinearProgrammeSolver,
): { row: Float64Array; column: Float64Array } | null {
  const { rows, columns, allocations, payments } = payoffs;
  if (!ownPaymentsOnly(payoffs)) return null;
  // One row of the programme a bid m of the column player, and one for the distribution.
  const width = rows + 1;
  const matrix = new Float64Array((columns + 1) * width);
  let bothOut = -1;
  for (let k = 0; k < rows; k++) {
    for (let m = 0; m < columns; m++) {
      const cell = k * columns + m;
      const [x1, x2] = [allocations[0][cell]!, allocations[1][cell]!];
      const nobody = x1 + x2 === 0;
      if (nobody) bothOut = cell;
      const share = nobody ? 0.5 : x1;
      matrix[m * width + k] = share - payments[0][cell]! / rowValue + payments[1][cell]! / columnValue;
    }
    matrix[columns * width + k] = 1;
  }
  for (let m = 0; m < columns; m++) matrix[m * width + rows] = -1;
  const infinite = Number.POSITIVE_INFINITY;
  const optimum = solveProgramme({
    rows: columns + 1,
    columns: width,
    matrix,
    cost: new Float64Array(width).fill(1, rows),
    lower: new Float64Array(width).fill(-infinite, rows),
    upper: new Float64Array(width).fill(infinite),
    rowLower: new Float64Array(columns + 1).fill(1, columns),
    rowUpper: new Float64Array(columns + 1).fill(infinite).fill(1, columns),
  });
  if (optimum === null) return null;
  const row = distribution(optimum.solution.subarray(0, rows));
  const column = distribution(optimum.duals.subarray(0, columns).map(Math.abs));
  if (bothOut >= 0) {
    const together = row[Math.floor(bothOut / columns)]! * column[bothOut % columns]!;
    if (together > BOTH_OUT) return null;
  }
  return { row, column };
}

function ownPaymentsOnly({ rows, columns, payments }: GridPayoffs): boolean {
  for (let k = 0; k < rows; k++) {
    for (let m = 0; m < columns; m++) {
      const cell = k * columns + m;
      if (differs(payments[0][cell]!, payments[0][k * columns]!)) return false;
      if (differs(payments[1][cell]!, payments[1][m]!)) return false;
    }
  }
  return true;
}

function differs(a: number, b: number): boolean {
  return Math.abs(a - b) > DEPENDENCE * Math.max(Math.abs(a), Math.abs(b));
}

function distribution(weights: Float64Array): Float64Array {
  let total = 0;
  for (let k = 0; k < weights.length; k++) total += Math.max(0, weights[k]!);
  return weights.map((weight) => Math.max(0, weight) / total);
}
