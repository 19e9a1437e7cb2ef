import type { Mechanism } from "../mechanism/mechanism.js";
import { newton } from "../numeric/newton.js";
import { type Response, responseTo } from "./response.js";

/** b dU/db at a bid. */
type Slope = (response: Response, bid: number) => number;

/** Central differences: a wide one for accuracy, a narrow one where a kink is near. */
const CENTRAL: readonly Slope[] = [4e-3, 2e-5].map((step) => (response, bid) => central(response, bid, step));
/** Differences on one side, for best responses at a kink in the slope: where bids are equal, say. */
const ONE_SIDED: readonly Slope[] = [-1e-4, 1e-4].map(
  (step) => (response, bid) => oneSided(response, bid, step),
);
/** Where wide and narrow differences lead to bids as far apart as this, a kink lies within them. */
const KINKED = 1e-8;
/** A bid of less than this of the value stays as it is: it would vanish if it could. */
const VANISHING = 1e-14;
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
 * Where a kink lies within the differences, those of third order on either side lead to points too, and come first.
 *
 * @param start bids > 0 for the active players, 0 for the rest; not changed
 * @returns the bids reached with each difference, if any, the most accurate first: those whose residual fell to 1e-9 of
 *          the values
 */
export function firstOrderPoints(
  mechanism: Mechanism,
  values: Float64Array,
  start: Float64Array,
): Float64Array[] {
  const points: Float64Array[] = [];
  for (const slope of CENTRAL) {
    const point = pointWith(slope, mechanism, values, points[0] ?? start);
    if (point !== null) points.push(point);
  }
  const [wide, narrow] = points;
  const smooth =
    wide && narrow && wide.every((bid, i) => Math.abs(bid - narrow[i]!) <= KINKED * Math.abs(bid));
  if (smooth || points.length === 0) return points;
  const beside = ONE_SIDED.flatMap((slope) => pointWith(slope, mechanism, values, points.at(-1)!) ?? []);
  return [...beside, ...points];
}

function pointWith(
  slopeOf: Slope,
  mechanism: Mechanism,
  values: Float64Array,
  start: Float64Array,
): Float64Array | null {
  const active = Array.from(start.keys()).filter((i) => start[i]! > VANISHING * values[i]!);
  const bids = Float64Array.from(start);
  const response = responseTo(mechanism, bids);
  const residualsAt = (logBids: Float64Array, residuals: Float64Array) => {
    active.forEach((i, k) => {
      bids[i] = Math.exp(logBids[k]!);
    });
    active.forEach((i, k) => {
      response.face(i, values[i]!);
      residuals[k] = slopeOf(response, bids[i]!) / values[i]!;
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

/** Of sixth order. */
function central(response: Response, bid: number, step: number): number {
  const difference = (k: number) => response.at(bid * (1 + k * step)) - response.at(bid * (1 - k * step));
  return (45 * difference(1) - 9 * difference(2) + difference(3)) / (60 * step);
}

/** Of third order, on the side of the step's sign. */
function oneSided(response: Response, bid: number, step: number): number {
  const at = (k: number) => response.at(bid * (1 + k * step));
  return (-11 * at(0) + 18 * at(1) - 9 * at(2) + 2 * at(3)) / (6 * step);
}
