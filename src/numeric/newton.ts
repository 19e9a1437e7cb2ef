import { descend, largestOf } from "./descent.js";
import { solveLinear } from "./linear.js";

/** A system of equations: writes the residuals at a point. */
export type Residuals = (point: Float64Array, residuals: Float64Array) => void;

const STEPS = 25;
const JACOBIAN_STEP = 1e-6;

/**
 * Newton's method for as many equations as unknowns, the Jacobian by forward differences; see `descend` for how
 * long its steps are.
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
  const current = new Float64Array(n);
  const moved = new Float64Array(n);
  const near = new Float64Array(n);
  const equations = {
    residualAt(point: Float64Array): number {
      residualsAt(point, current);
      return largestOf(current);
    },
    stepAt(point: Float64Array): ArrayLike<number> | null {
      const rows = Array.from({ length: n }, () => new Float64Array(n));
      for (let m = 0; m < n; m++) {
        near.set(point);
        near[m] = near[m]! + JACOBIAN_STEP;
        residualsAt(near, moved);
        for (let k = 0; k < n; k++) rows[k]![m] = (moved[k]! - current[k]!) / JACOBIAN_STEP;
      }
      return solveLinear(rows, current);
    },
  };
  return descend(equations, start, { steps: STEPS, longest, target });
}
