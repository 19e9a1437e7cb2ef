import type { Mechanism } from "../mechanism/mechanism.js";
import { spectralRadius } from "../numeric/linear.js";
import { responseTo } from "./response.js";

/** Whether learning gets to an equilibrium: what one round of best responses does to a small disturbance. */
export interface Stability {
  /** Largest |eigenvalue| of the best-response map's Jacobian among the active players. */
  readonly spectralRadius: number;
  /** spectralRadius < 1: simultaneous best responses come back. */
  readonly stable: boolean;
}

const STEP = 1e-4;
const LARGEST = 64;

/**
 * The stability of a pure equilibrium under simultaneous best responses. By the implicit function theorem
 *
 *     d BR_i / d b_j = - (d2 U_i / d b_i d b_j) / (d2 U_i / d b_i^2),   j != i,
 *
 * both second derivatives by central differences with steps of 1e-4 of the bids.
 * Source: Moulin 1986, "Game Theory for the Social Sciences", chapter 6 (Cournot tatonnement).
 *
 * @returns null for fewer than 2 or more than 64 active players, and where a player is indifferent to
 *          second order, so that best responses are no smooth function
 */
export function stabilityOf(
  mechanism: Mechanism,
  values: readonly number[],
  bids: readonly number[],
): Stability | null {
  const active = bids.flatMap((bid, i) => (bid > 0 ? [i] : []));
  if (active.length < 2 || active.length > LARGEST) return null;
  const played = Float64Array.from(bids);
  const response = responseTo(mechanism, played);
  const slope = (i: number) => {
    response.face(i, values[i]!);
    const h = STEP * bids[i]!;
    return (response.at(bids[i]! + h) - response.at(bids[i]! - h)) / (2 * h);
  };
  const rows = active.map((i) => {
    response.face(i, values[i]!);
    const h = STEP * bids[i]!;
    const curvature =
      (response.at(bids[i]! + h) - 2 * response.at(bids[i]!) + response.at(bids[i]! - h)) / (h * h);
    return active.map((j) => {
      if (j === i) return 0;
      const step = STEP * bids[j]!;
      played[j] = bids[j]! + step;
      const above = slope(i);
      played[j] = bids[j]! - step;
      const below = slope(i);
      played[j] = bids[j]!;
      return -(above - below) / (2 * step) / curvature;
    });
  });
  if (!rows.flat().every((entry) => Math.abs(entry) < 1 / STEP)) return null;
  const radius = spectralRadius(rows);
  return Number.isFinite(radius) ? { spectralRadius: radius, stable: radius < 1 } : null;
}
