import type { Objective } from "./maximise.js";

const STEPS = 100;

/**
 * A root of a function between two points at which its signs differ, to rounding; at a jump over 0, the jump. Each step
 * takes two values and at least halves the bracket.
 * Source: Ridders 1979, "A new algorithm for computing a single root of a real continuous function".
 *
 * @param atLow  the function at `low`
 * @param atHigh the function at `high`
 */
export function rootBetween(
  objective: Objective,
  low: number,
  high: number,
  atLow: number = objective.at(low),
  atHigh: number = objective.at(high),
): number {
  if (atLow === 0) return low;
  if (atHigh === 0) return high;
  let [a, b, fa, fb] = [low, high, atLow, atHigh];
  let last = Number.NaN;
  for (let step = 0; step < STEPS; step++) {
    const c = 0.5 * (a + b);
    const fc = objective.at(c);
    if (fc === 0 || c === a || c === b) return c;
    const away = Math.sqrt(fc * fc - fa * fb);
    const d = c + ((c - a) * Math.sign(fa - fb) * fc) / away;
    if (Math.abs(d - last) <= Number.EPSILON * Math.max(Math.abs(d), Number.EPSILON)) return d;
    last = d;
    const fd = objective.at(d);
    if (fd === 0) return d;
    if (fd > 0 !== fc > 0) {
      if (c < d) [a, fa, b, fb] = [c, fc, d, fd];
      else [a, fa, b, fb] = [d, fd, c, fc];
    } else if (fd > 0 !== fa > 0) {
      [b, fb] = [d, fd];
    } else {
      [a, fa] = [d, fd];
    }
    if (Math.abs(b - a) <= Number.EPSILON * Math.abs(b)) break;
  }
  return Math.abs(fa) < Math.abs(fb) ? a : b;
}
