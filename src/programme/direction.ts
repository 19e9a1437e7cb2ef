import type { LinearProgrammeSolver } from "../numeric/linear-programme.js";
import type { Row } from "./row.js";

const NO_BOUND = Number.POSITIVE_INFINITY;
/** Rows that a programme starts with, besides those that are raised, and rows that join it at a time. */
const FIRST_ROWS = 3000;
const JOINING_ROWS = 1000;
/** A row broken by less is not broken. */
export const BROKEN = 1e-10;

/** The best small step from a rule. */
export interface Direction {
  readonly step: Float64Array;
  /** Least gain of the rows that are raised, after the step, to first order. */
  readonly gain: number;
  /** By how much the other rows stay below 0, to first order. */
  readonly broken: number;
  /** Dual price of each row: what the least gain would rise by, if the row were let off by 1. */
  readonly prices: Float64Array;
}

/** How far each coordinate may step, down and up. */
export interface StepBounds {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Steps of at most a radius in each of so many coordinates. */
export function within(radius: number, dimensions: number): StepBounds {
  return {
    lower: new Float64Array(dimensions).fill(-radius),
    upper: new Float64Array(dimensions).fill(radius),
  };
}

/**
 * The linear programme of a step d, with the rows' values r, gradients g and rises w:
 *
 *     maximise t - penalty s  subject to
 *     r + g . d >= w t   for rows that are raised,    r + g . d + s >= 0   for all others,
 *     lower <= d <= upper,   s >= 0.
 *
 * The dual prices of the rows that are raised sum to 1, where each has w = 1: a mean of the profiles whose gain the
 * other rows, at their prices, bound.
 *
 * Of many rows, the programme is of some of them, and those that its answer breaks join it until it breaks none: the
 * answer is that of all.
 *
 * @param penalty what a constraint broken by 1 costs, in units of the least gain
 * @returns null where the solver has no optimum
 */
export function bestDirection(
  rows: readonly Row[],
  bounds: StepBounds,
  penalty: number,
  solve: LinearProgrammeSolver,
): Direction | null {
  const pressing = rows
    .map((row, index) => ({ index, slack: isRaised(row) ? -NO_BOUND : leastWithin(row, bounds) }))
    .sort((a, b) => a.slack - b.slack || a.index - b.index);
  // A row that no step within the bounds breaks binds nothing.
  const first = pressing.filter(({ slack }) => slack < 0).slice(0, rows.filter(isRaised).length + FIRST_ROWS);
  const working = new Set(first.map(({ index }) => index));
  for (;;) {
    const among = rows.flatMap((row, index) => (working.has(index) ? [{ row, index }] : []));
    const direction = directionAmong(
      among.map(({ row }) => row),
      bounds,
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

function isRaised({ rise = 0 }: Row): boolean {
  return rise > 0;
}

/** What a row comes down to at worst within the bounds, to first order. */
function leastWithin({ value, gradient }: Row, { lower, upper }: StepBounds): number {
  return gradient.reduce((least, slope, k) => least + Math.min(slope * lower[k]!, slope * upper[k]!), value);
}

/** A row after a step, the slack that the programme paid for included, to first order. */
export function leftAfter({ value, gradient }: Row, { step, broken }: Direction): number {
  return gradient.reduce((total, slope, k) => total + slope * step[k]!, value + broken);
}

function directionAmong(
  rows: readonly Row[],
  bounds: StepBounds,
  penalty: number,
  solve: LinearProgrammeSolver,
): Direction | null {
  const dimensions = bounds.lower.length;
  const columns = dimensions + 2;
  const [gain, slack] = [dimensions, dimensions + 1];
  const matrix = new Float64Array(rows.length * columns);
  const rowLower = new Float64Array(rows.length);
  rows.forEach(({ rise = 0, value, gradient }, k) => {
    matrix.set(gradient, k * columns);
    matrix[k * columns + (rise > 0 ? gain : slack)] = rise > 0 ? -rise : 1;
    rowLower[k] = -value;
  });
  const cost = new Float64Array(columns);
  cost[gain] = 1;
  cost[slack] = -penalty;
  const optimum = solve({
    ...{ rows: rows.length, columns, cost, matrix, rowLower },
    rowUpper: new Float64Array(rows.length).fill(NO_BOUND),
    lower: Float64Array.of(...bounds.lower, -NO_BOUND, 0),
    upper: Float64Array.of(...bounds.upper, NO_BOUND, NO_BOUND),
  });
  if (optimum === null) return null;
  return {
    step: optimum.solution.slice(0, dimensions),
    gain: optimum.solution[gain]!,
    broken: optimum.solution[slack]!,
    prices: optimum.duals,
  };
}
