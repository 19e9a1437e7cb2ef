import type { Mechanism } from "../mechanism/mechanism.js";
import { solveLinear } from "../numeric/linear.js";
import { type Response, responseTo } from "./response.js";

const STEPS = 60;
const DIFFERENCE = 4e-3;
const JACOBIAN_STEP = 1e-5;
const CONVERGED = 1e-13;
const ACCEPTED = 1e-9;
const LARGEST_LOG_STEP = 1;

/**
 * Newton's method on the first-order conditions of the active players,
 *
 *     b_i dU_i/db_i = 0   for b_i > 0,   the others staying out,
 *
 * in log bids, the step shortened until the residual falls. It finds unstable equilibria that best
 * responses run away from, and sharpens stable ones to about 1e-12. Derivatives are central differences
 * of sixth order, exact to about 1e-13 for smooth rules. Whether the point is an equilibrium at all (not
 * a minimum, nobody wishing to leave or to enter) is for the certifier to say.
 *
 * @param start bids > 0 for the active players, 0 for the rest; not changed
 * @returns the bids, or null where the residual did not fall to 1e-9 of the values
 */
export function firstOrderPoint(
  mechanism: Mechanism,
  values: Float64Array,
  start: Float64Array,
): Float64Array | null {
  const active = Array.from(start.keys()).filter((i) => start[i]! > 0);
  const bids = Float64Array.from(start);
  const response = responseTo(mechanism, bids);
  let residual = residualsAt(response, values, bids, active);
  let size = largest(residual);
  for (let step = 0; step < STEPS && size > CONVERGED; step++) {
    const direction = solveLinear(jacobian(response, values, bids, active, residual), residual);
    if (direction === null) break;
    const longest = Math.max(...direction.map(Math.abs));
    let scale = Math.min(1, LARGEST_LOG_STEP / longest);
    const before = active.map((i) => bids[i]!);
    let improved = false;
    for (let halving = 0; halving < 12 && !improved; halving++, scale /= 2) {
      active.forEach((i, k) => {
        bids[i] = before[k]! * Math.exp(-scale * direction[k]!);
      });
      const next = residualsAt(response, values, bids, active);
      if (!(largest(next) < size)) continue;
      residual = next;
      size = largest(next);
      improved = true;
    }
    if (improved) continue;
    active.forEach((i, k) => {
      bids[i] = before[k]!;
    });
    break;
  }
  return size <= ACCEPTED ? bids : null;
}

/** b_i dU_i/db_i as a share of v_i, for the active players. */
function residualsAt(
  response: Response,
  values: Float64Array,
  bids: Float64Array,
  active: readonly number[],
): number[] {
  return active.map((i) => {
    response.face(i, values[i]!);
    const [b, h] = [bids[i]!, DIFFERENCE];
    const difference = (k: number) => response.at(b * (1 + k * h)) - response.at(b * (1 - k * h));
    return (45 * difference(1) - 9 * difference(2) + difference(3)) / (60 * h) / values[i]!;
  });
}

/** d residual_k / d log b_m, by forward differences: Newton needs no more. */
function jacobian(
  response: Response,
  values: Float64Array,
  bids: Float64Array,
  active: readonly number[],
  residual: readonly number[],
): number[][] {
  const rows = active.map(() => new Array<number>(active.length).fill(0));
  active.forEach((j, m) => {
    const kept = bids[j]!;
    bids[j] = kept * Math.exp(JACOBIAN_STEP);
    const moved = residualsAt(response, values, bids, active);
    bids[j] = kept;
    for (let k = 0; k < active.length; k++) rows[k]![m] = (moved[k]! - residual[k]!) / JACOBIAN_STEP;
  });
  return rows;
}

function largest(residual: readonly number[]): number {
  return residual.reduce((most, each) => Math.max(most, Number.isNaN(each) ? Infinity : Math.abs(each)), 0);
}
