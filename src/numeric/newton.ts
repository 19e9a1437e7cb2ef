import { solveLinear } from "./linear.js";

/** A system of equations: writes the residuals at a point. */
export type Residuals = (point: Float64Array, residuals: Float64Array) => void;

const STEPS = 25;
const HALVINGS = 12;
const JACOBIAN_STEP = 1e-6;

/**
 * Newton's method for as many equations as unknowns, the Jacobian by forward differences, each step cut to
 * `longest` in every coordinate and then halved until the largest residual falls.
 *
 * @param start   not changed
 * @param longest largest change of a coordinate in one step
 * @param target  largest residual at which it stops
 * @returns the last point and its largest residual; the caller decides whether that is good enough
 */
export function newton(
  residualsAt: Residuals,
  start: Float64Array,
  longest: number,
  target: number,
): { point: Float64Array; residual: number } {
  const n = start.length;
  const point = Float64Array.from(start);
  const trial = new Float64Array(n);
  const current = new Float64Array(n);
  const moved = new Float64Array(n);
  residualsAt(point, current);
  let residual = largestOf(current);
  for (let step = 0; step < STEPS && residual > target; step++) {
    const rows = Array.from({ length: n }, () => new Float64Array(n));
    for (let m = 0; m < n; m++) {
      trial.set(point);
      trial[m] = trial[m]! + JACOBIAN_STEP;
      residualsAt(trial, moved);
      for (let k = 0; k < n; k++) rows[k]![m] = (moved[k]! - current[k]!) / JACOBIAN_STEP;
    }
    const direction = solveLinear(rows, current);
    if (direction === null) break;
    let scale = Math.min(1, longest / largestOf(direction));
    let improved = false;
    for (let halving = 0; halving < HALVINGS && !improved; halving++, scale /= 2) {
      for (let k = 0; k < n; k++) trial[k] = point[k]! - scale * direction[k]!;
      residualsAt(trial, moved);
      improved = largestOf(moved) < residual;
    }
    if (!improved) break;
    point.set(trial);
    current.set(moved);
    residual = largestOf(current);
  }
  return { point, residual };
}

function largestOf(numbers: ArrayLike<number>): number {
  let largest = 0;
  for (let k = 0; k < numbers.length; k++) {
    const size = Math.abs(numbers[k]!);
    if (Number.isNaN(size)) return Number.POSITIVE_INFINITY;
    if (size > largest) largest = size;
  }
  return largest;
}
