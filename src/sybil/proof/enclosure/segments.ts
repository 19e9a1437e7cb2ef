import { above } from "../../../numeric/rounding.js";

/** An upper bound level + slope u on a gain per value, as a function of u = 1 / value. */
export interface Line {
  readonly level: number;
  readonly slope: number;
}

/** A bound, and where it is reached. */
export interface Peak {
  readonly bound: number;
  readonly u: number;
}

/**
 * An upper bound on the largest, over u >= least, of the smallest line. Rigorous whatever the rounding of
 * the crossings: on each segment between them one line bounds, and it is largest at an end.
 */
export function largestOfSmallest(lines: readonly Line[], least: number): Peak {
  const crossings = lines
    .flatMap((a, i) => lines.slice(i + 1).map((b) => (a.level - b.level) / (b.slope - a.slope)))
    .filter((u) => u > least && u < Number.POSITIVE_INFINITY)
    .sort((a, b) => a - b);
  const ends = [...crossings, Number.POSITIVE_INFINITY];
  let [peak, start] = [{ bound: Number.NEGATIVE_INFINITY, u: least }, least];
  for (const end of ends) {
    const lowest = lines
      .map((line) => peakOf(line, start, end))
      .reduce((a, b) => (b.bound < a.bound ? b : a));
    if (lowest.bound > peak.bound) peak = lowest;
    start = end;
  }
  return peak;
}

function peakOf({ level, slope }: Line, start: number, end: number): Peak {
  const u = slope > 0 ? end : start;
  return { bound: slope === 0 ? level : above(level + above(slope * u)), u };
}
