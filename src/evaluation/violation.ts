/** How a constraint is broken: by how much, as a part in (0, 1], and in words. */
export interface Breach {
  readonly part: number;
  readonly reason: string;
}

/** Tolerances below this share of the value are taken as this when a gain is measured against them. */
const SMALLEST_TOLERANCE = 1e-16;

/**
 * How far a gain exceeds its tolerance, on a scale without regard to either's size: the decades above the
 * tolerance as a share of those from it to the whole value,
 *
 *     log(gain / tolerance) / log(1 / tolerance),
 *
 * so that a gain just above it is near 0, and one of the whole value is 1.
 *
 * @param gain      as a share of value, above the tolerance
 * @param tolerance as a share of value, below 1
 * @returns in (0, 1]
 */
export function excess(gain: number, tolerance: number): number {
  const allowed = Math.max(tolerance, SMALLEST_TOLERANCE);
  const decades = Math.log(gain / allowed) / Math.log(1 / allowed);
  return Math.min(1, Math.max(Number.EPSILON, decades));
}
