import { compareFalling, paretoFront } from "./front.js";

/** A point that a grid may keep. */
export interface GridPoint {
  readonly id: number;
  /** All maximised. */
  readonly objectives: readonly number[];
  /** A preferred point is hidden by preferred points alone. */
  readonly preferred: boolean;
}

/**
 * The indices of the points that an epsilon grid keeps, by rising index. A point a lies in the box
 * floor(a_m / epsilon), one number an objective. Kept are
 *
 * - of all points, those whose box no other point's box dominates, the best of each such box;
 * - the same of the preferred points alone;
 * - the largest of each objective, of several the first by falling objectives.
 *
 * The best of a box has the least Euclidean distance to the box's corner of largest objectives; ties go to the first by
 * falling objectives, then to a preferred point, then to the lowest id.
 *
 * Each of the three is the set of maxima of a strict partial order that contains dominance. So the points kept depend on
 * the set of points alone, and a grid may take points as they come: what it keeps of those kept and new ones is what it
 * keeps of all. Every point lies at most epsilon in each objective above one that is kept.
 *
 * @param epsilon the side of a box in every objective; 0 for boxes that hold one point
 * Source: Laumanns, Thiele, Deb and Zitzler 2002, algorithm 3 (epsilon-Pareto sets).
 */
export function gridKept(points: readonly GridPoint[], epsilon: number): number[] {
  const placed = points.map((point, index) => placedOn(point, index, epsilon));
  const ranked = placed.toSorted(comparePlaced);
  const kept = new Set([...boxMaxima(ranked), ...boxMaxima(ranked.filter(({ preferred }) => preferred))]);
  for (let m = 0; m < (points[0]?.objectives.length ?? 0); m++) kept.add(largest(points, m));
  return [...kept].sort((a, b) => a - b);
}

/**
 * The indices of those points of a grid that no other one dominates, by falling first objective; of equal points a
 * preferred one, then that of the lowest id. A preferred point may be kept beside one that dominates it.
 */
export function gridFront(kept: readonly GridPoint[]): number[] {
  const order = kept.map((_, k) => k).sort((i, j) => comparePreferred(kept[i]!, kept[j]!));
  return paretoFront(order.map((k) => kept[k]!.objectives)).map((k) => order[k]!);
}

interface Placed extends GridPoint {
  readonly index: number;
  readonly box: readonly number[];
  /** The squared distance to the best corner of the box, in boxes. */
  readonly distance: number;
}

function placedOn(point: GridPoint, index: number, epsilon: number): Placed {
  const { objectives } = point;
  if (epsilon === 0) return { ...point, index, box: objectives, distance: 0 };
  const places = objectives.map((value) => value / epsilon);
  const box = places.map(Math.floor);
  const distance = places.reduce((sum, place, m) => sum + (box[m]! + 1 - place) ** 2, 0);
  return { ...point, index, box, distance };
}

/** The best of each box that no box dominates; of points of one box the first given is the best. */
function boxMaxima(ranked: readonly Placed[]): number[] {
  return paretoFront(ranked.map(({ box }) => box)).map((k) => ranked[k]!.index);
}

/** What dominates comes first, also where rounding makes distances equal. */
function comparePlaced(a: Placed, b: Placed): number {
  return a.distance - b.distance || compareFalling(a.objectives, b.objectives) || comparePreferred(a, b);
}

function comparePreferred(a: GridPoint, b: GridPoint): number {
  return Number(b.preferred) - Number(a.preferred) || a.id - b.id;
}

function largest(points: readonly GridPoint[], m: number): number {
  let best = 0;
  for (let k = 1; k < points.length; k++) {
    const [one, other] = [points[k]!, points[best]!];
    const above = one.objectives[m]! - other.objectives[m]!;
    const order = -above || compareFalling(one.objectives, other.objectives) || comparePreferred(one, other);
    if (order < 0) best = k;
  }
  return best;
}
