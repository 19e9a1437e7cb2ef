import type { LinearProgrammeSolver } from "../numeric/linear-programme.js";
import { bindings } from "../programme/binding.js";
import { bestDirection, within } from "../programme/direction.js";
import { type ClimbProblem, standingAt } from "./climb.js";
import { isMoved } from "./margins.js";

/** What a broken row costs, far above any gain. */
const PENALTY = 1e6;

/** What small tilts of a rule can gain, to first order. */
export interface FirstOrder {
  /** Smallest of d (R / R_PAP) over the profiles, at the best tilt whose coordinates are at most `radius`. */
  readonly gain: number;
  readonly direction: Float64Array;
  /** Dual prices: which profiles' revenue is held down, and what by. */
  readonly binding: ReturnType<typeof bindings>;
}

/**
 * Whether a rule is locally optimal: the one linear programme of `bestDirection` at the rule itself. A gain of 0 is a
 * proof within the tilts and the rows taken, by the dual prices; beyond these splines or between the rows' grids it
 * says nothing.
 *
 * @param radius of each coordinate of the tilt
 * @returns null where the rule has no standing, or the programme no optimum
 */
export async function firstOrder(
  problem: ClimbProblem,
  radius: number,
  solve: LinearProgrammeSolver,
): Promise<FirstOrder | null> {
  const standing = await standingAt(problem, new Float64Array(2 * problem.knots));
  if (standing === null) return null;
  const rows = standing.rows.filter(isMoved);
  const direction = bestDirection(rows, within(radius, 2 * problem.knots), PENALTY, solve);
  if (direction === null) return null;
  return { gain: direction.gain, direction: direction.step, binding: bindings(rows, direction) };
}
