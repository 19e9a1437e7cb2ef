import { InputError } from "../input-error.js";
import * as fronts from "../pareto/front.js";
import * as volumes from "../pareto/hypervolume.js";
import * as check from "./check.js";

/**
 * The indices of the points that no other point dominates, by falling first objective. Of equal points the
 * first given stays, so that the front is a set. See `pareto/front.ts`.
 *
 * @param points one list of objectives a point, finite, of one length, all maximised
 * @throws InputError for other points
 */
export function paretoFront(points: readonly (readonly number[])[]): number[] {
  const [first] = check.list(points, "points");
  checkPoints(points, first === undefined ? 1 : check.list(first, "points[0]").length);
  return fronts.paretoFront(points);
}

/**
 * The volume that a set of points dominates above a reference, all objectives maximised. Points at or below the
 * reference in an objective add nothing. See `pareto/hypervolume.ts` for the algorithms and their sources.
 *
 * @param points    one list of finite objectives a point, as many as the reference has
 * @param reference one finite number an objective
 * @throws InputError for other points, or another reference
 */
export function hypervolume(points: readonly (readonly number[])[], reference: readonly number[]): number {
  const objectives = check.list(reference, "reference");
  checkPoint(objectives, objectives.length, "reference");
  checkPoints(points, objectives.length);
  return volumes.hypervolume(points, reference);
}

function checkPoints(given: unknown, objectives: number): void {
  for (const [k, point] of check.list(given, "points").entries())
    checkPoint(point, objectives, `points[${k}]`);
}

function checkPoint(given: unknown, objectives: number, where: string): void {
  const point = check.list(given, where);
  if (point.length === 0) throw new InputError(`${where}: has no objectives; give at least one`);
  if (point.length !== objectives) {
    throw new InputError(`${where}: has ${point.length} objectives, others ${objectives}; give all the same`);
  }
  for (let m = 0; m < point.length; m++) check.number(point[m], `${where}[${m}]`, check.FINITE);
}
