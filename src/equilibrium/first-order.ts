import type { Mechanism } from "../mechanism/mechanism.js";
import { newton } from "../numeric/newton.js";
import { responseTo } from "./response.js";

/** Relative steps of the differences: a wide one for accuracy, a narrow one where a kink is near. */
const DIFFERENCES = [4e-3, 2e-5] as const;
const LONGEST_STEP = 1;
const CONVERGED = 1e-13;
const ACCEPTED = 1e-9;

/**
 * Newton's method on the first-order conditions of the active players,
 *
 *     b_i dU_i/db_i = 0   for b_i > 0,   the others staying out,
 *
 * in log bids. It finds unstable equilibria that best responses run away from, and sharpens stable ones
 * to about 1e-12. Derivatives are central differences of sixth order, exact to about 1e-13 for smooth
 * rules. Whether the point is an equilibrium at all (not a minimum, nobody wishing to leave or to enter)
 * is for the certifier to say.
 *
 * @param start bids > 0 for the active players, 0 for the rest; not changed
 * @returns the bids reached with each difference, if any: those whose residual fell to 1e-9 of the values.
 *          The first is the more accurate one, unless a kink lies within its differences.
 */
export function firstOrderPoints(
  mechanism: Mechanism,
  values: Float64Array,
  start: Float64Array,
): Float64Array[] {
  const points: Float64Array[] = [];
  for (const difference of DIFFERENCES) {
    const point = pointWith(difference, mechanism, values, points[0] ?? start);
    if (point !== null) points.push(point);
  }
  return points;
}

function pointWith(
  difference: number,
  mechanism: Mechanism,
  values: Float64Array,
  start: Float64Array,
): Float64Array | null {
  const active = Array.from(start.keys()).filter((i) => start[i]! > 0);
  const bids = Float64Array.from(start);
  const response = responseTo(mechanism, bids);
  const residualsAt = (logBids: Float64Array, residuals: Float64Array) => {
    active.forEach((i, k) => {
      bids[i] = Math.exp(logBids[k]!);
    });
    active.forEach((i, k) => {
      response.face(i, values[i]!);
      residuals[k] = elasticSlope(response, bids[i]!, difference) / values[i]!;
    });
  };
  const logBids = Float64Array.from(active, (i) => Math.log(start[i]!));
  const { point, residual } = newton(residualsAt, logBids, LONGEST_STEP, CONVERGED);
  if (!(residual <= ACCEPTED)) return null;
  active.forEach((i, k) => {
    bids[i] = Math.exp(point[k]!);
  });
  return bids;
}

/** b dU/db by central differences of sixth order. */
function elasticSlope(response: { at(bid: number): number }, bid: number, step: number): number {
  const difference = (k: number) => response.at(bid * (1 + k * step)) - response.at(bid * (1 - k * step));
  return (45 * difference(1) - 9 * difference(2) + difference(3)) / (60 * step);
}
