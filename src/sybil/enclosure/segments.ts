import { above } from "../../numeric/interval.js";

/** An upper bound level + slope u on a gain per value, as a function of u = 1 / value. */
export interface Line {
  readonly level: number;
  readonly slope: number;
}

/**
 * An upper bound on the largest, over u >= least, of the smallest line. Rigorous whatever the rounding of
 * the crossings: on each segment between them one line bounds, and it is largest at an end.
 */
export function largestOfSmallest(lines: readonly Line[], least: number): number {
  const crossings = lines
    .flatMap((a, i) => lines.slice(i + 1).map((b) => (a.level - b.level) / (b.slope - a.slope)))
    .filter((u) => u > least && u < Number.POSITIVE_INFINITY)
    .sort((a, b) => a - b);
  const ends = [least, ...crossings, Number.POSITIVE_INFINITY];
  const bounds = ends
    .slice(1)
    .map((end, k) => Math.min(...lines.map((line) => Math.max(at(line, ends[k]!), at(line, end)))));
  return Math.max(...bounds);
}

function at({ level, slope }: Line, u: number): number {
  return slope === 0 ? level : above(level + above(slope * u));
}
