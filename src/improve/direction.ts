import type { LinearProgrammeSolver } from "../numeric/linear-programme.js";
import type { Row } from "./row.js";

const NO_BOUND = Number.POSITIVE_INFINITY;
/** Rows that a programme starts with, besides those of revenue, and rows that join it at a time. */
const FIRST_ROWS = 3000;
const JOINING_ROWS = 1000;
/** A row broken by less is not broken. */
const BROKEN = 1e-10;

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
 * Of many rows, the programme is of some of them, and those that its answer breaks join it until it breaks none: the
 * answer is that of all.
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
  const pressing = rows
    .map((row, index) => ({ index, slack: row.kind === "revenue" ? -NO_BOUND : reachOf(row, radius) }))
    .sort((a, b) => a.slack - b.slack || a.index - b.index)
    .map(({ index }) => index);
  const revenues = rows.filter(({ kind }) => kind === "revenue").length;
  const working = new Set(pressing.slice(0, revenues + FIRST_ROWS));
  for (;;) {
    const among = rows.flatMap((row, index) => (working.has(index) ? [{ row, index }] : []));
    const direction = directionAmong(
      among.map(({ row }) => row),
      radius,
      penalty,
      solve,
    );
    if (direction === null) return null;
    const broken = rows
      .map((row, index) => ({ index, left: working.has(index) ? 0 : leftAfter(row, direction) }))
      .filter(({ left }) => left < -BROKEN)
      .sort((a, b) => a.left - b.left);
    if (broken.length === 0) {
      const prices = new Float64Array(rows.length);
      among.forEach(({ index }, k) => {
        prices[index] = direction.prices[k]!;
      });
      return { ...direction, prices };
    }
    for (const { index } of broken.slice(0, JOINING_ROWS)) working.add(index);
  }
}

/** What a row comes down to at worst within the radius, to first order. */
function reachOf({ value, gradient }: Row, radius: number): number {
  return value - radius * gradient.reduce((total, slope) => total + Math.abs(slope), 0);
}

/** A row after a step, the slack that the programme paid for included, to first order. */
function leftAfter({ value, gradient }: Row, { step, broken }: Direction): number {
  return gradient.reduce((total, slope, k) => total + slope * step[k]!, value + broken);
}

function directionAmong(
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
