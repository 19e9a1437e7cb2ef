import type { ArchiveMember } from "./front-archive.js";

/** How far below the archive's nadir achievements start, in units of its ranges: they can widen the front. */
const MARGIN = 0.1;
/** The weight of the sum that breaks ties in an achievement. */
const AUGMENTATION = 1e-3;

/** The least of each objective among members, and how far it ranges; 1, or the way from the reference, where it does not. */
export function nadirAndRanges(
  members: readonly ArchiveMember[],
  reference: readonly number[],
): { readonly nadir: readonly number[]; readonly ranges: readonly number[] } {
  const nadir = reference.map((_, m) => Math.min(...members.map(({ objectives }) => objectives[m]!)));
  const ranges = reference.map((from, m) => {
    const ideal = Math.max(...members.map(({ objectives }) => objectives[m]!));
    return ideal - nadir[m]! || Math.abs(ideal - from) || 1;
  });
  return { nadir, ranges };
}

/**
 * How far objectives reach in a direction w, from below the nadir of an archive:
 *
 *     min_m g_m / w_m + 0.001 sum_m g_m,    g_m = (f_m - nadir_m) / (ideal_m - nadir_m) + 0.1.
 *
 * Source: Wierzbicki 1980, The use of reference objectives in multiobjective optimization.
 */
export function achievementAlong(
  direction: readonly number[],
  members: readonly ArchiveMember[],
  reference: readonly number[],
): (objectives: readonly number[]) => number {
  const { nadir, ranges } = nadirAndRanges(members, reference);
  return (objectives) => {
    let least = Number.POSITIVE_INFINITY;
    let sum = 0;
    for (let m = 0; m < nadir.length; m++) {
      const reach = (objectives[m]! - nadir[m]!) / ranges[m]! + MARGIN;
      least = Math.min(least, reach / direction[m]!);
      sum += reach;
    }
    return least + AUGMENTATION * sum;
  };
}

/** The point of the simplex at sorted cuts of [0, 1], each part above 0 (uniform where the cuts are). */
export function simplexPoint(cuts: readonly number[]): number[] {
  const rising = [0, ...[...cuts].sort((a, b) => a - b), 1];
  return rising.slice(1).map((cut, m) => Math.max(1e-3, cut - rising[m]!));
}
