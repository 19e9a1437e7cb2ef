import { type Columns, columnsOf } from "./columns.js";
import { compareFalling } from "./front.js";
import { exclusiveHypervolume, volumeWithin } from "./hypervolume.js";
import { Staircase } from "./staircase.js";

/**
 * What each point of a front has for itself: the hypervolume that is lost without it. O(n) for two objectives,
 * O(n^2 log n) for three.
 *
 * @param front points of which none dominates another, by falling objectives (`compareFalling`)
 */
export function contributions(front: readonly (readonly number[])[], reference: readonly number[]): number[] {
  const contribution = contributionIn(front, reference);
  return front.map((_, k) => contribution(k));
}

/** The contribution of one point; the front must not change between calls. */
function contributionIn(
  front: readonly (readonly number[])[],
  reference: readonly number[],
): (k: number) => number {
  if (reference.length === 2) {
    // The rectangle between the neighbours: the next has less of the first objective, the last less of the second.
    return (k) => {
      const [x, y] = front[k] as readonly [number, number];
      const left = Math.max(reference[0]!, front[k + 1]?.[0] ?? reference[0]!);
      const floor = Math.max(reference[1]!, front[k - 1]?.[1] ?? reference[1]!);
      return Math.max(0, x - left) * Math.max(0, y - floor);
    };
  }
  if (reference.length === 3) {
    const columns: Columns = columnsOf(front, 3);
    const rows = new Uint32Array(front.keys());
    const steps = new Staircase();
    return (k) => {
      const point = front[k]!;
      const box = point.reduce((product, value, m) => product * Math.max(0, value - reference[m]!), 1);
      return Math.max(0, box - volumeWithin(point, columns, rows, reference, steps, k));
    };
  }
  return (k) => exclusiveHypervolume(front[k]!, [...front.slice(0, k), ...front.slice(k + 1)], reference);
}

/**
 * Thins a front out to `keep` points, each time by the point that loses the least hypervolume.
 *
 * Contributions only grow as points leave, so those worked out before are lower bounds, and only the least
 * need working out again.
 *
 * @param points of which none dominates another
 * @returns indices: those kept, by falling objectives, then those dropped, the last dropped first
 * Source: Beume, Naujoks and Emmerich 2007 (SMS-EMOA).
 */
export function thinnedOut(
  points: readonly (readonly number[])[],
  reference: readonly number[],
  keep: number,
): number[] {
  const order = points.map((_, k) => k).sort((i, j) => compareFalling(points[i]!, points[j]!) || i - j);
  const front = order.map((k) => points[k]!);
  const bounds = front.length > keep ? contributions(front, reference) : [];
  const dropped: number[] = [];
  while (front.length > keep) {
    const least = leastOf(bounds, contributionIn(front, reference));
    dropped.unshift(order[least]!);
    for (const list of [order, front, bounds]) list.splice(least, 1);
  }
  return [...order, ...dropped];
}

/** The index of the least contribution; raises lower bounds until one of them is it. */
function leastOf(bounds: number[], contribution: (k: number) => number): number {
  const fresh = new Set<number>();
  for (;;) {
    const least = bounds.indexOf(Math.min(...bounds));
    if (fresh.has(least)) return least;
    bounds[least] = contribution(least);
    fresh.add(least);
  }
}
