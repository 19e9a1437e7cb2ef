import { paretoFront } from "./front.js";

/**
 * The area that a set of points dominates above a reference, two objectives, both maximised:
 *
 *     HV = | union_k [r_1, a_k] x [r_2, b_k] |.
 *
 * Points at or below the reference add nothing. O(n log n).
 * Source: Zitzler and Thiele 1998 (the S metric).
 */
export function hypervolume(
  points: readonly (readonly number[])[],
  reference: readonly [number, number],
): number {
  const inside = points.filter((point) => point[0]! > reference[0] && point[1]! > reference[1]);
  let area = 0;
  let floor = reference[1];
  for (const k of paretoFront(inside)) {
    const [first, second] = [inside[k]![0]!, inside[k]![1]!];
    area += (first - reference[0]) * (second - floor);
    floor = second;
  }
  return area;
}
