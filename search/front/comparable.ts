/** A rise of the hypervolume by less than this share of itself is not in a front's history, and ends no stagnation. */
export const NOTABLE_RISE = 1e-5;

/**
 * Objectives as they are compared; null where they are not known. Ten significant digits, so that no point is on the
 * front by the rounding of its figures alone.
 */
export function comparable({
  objectives,
}: {
  readonly objectives: readonly number[] | null;
}): number[] | null {
  return objectives === null ? null : objectives.map((value) => Number(value.toPrecision(10)));
}
