import type { ShareRule } from "../../mechanism/shape/share.js";
import { brentMaximise } from "../../numeric/maximise.js";
import { marginalPrice } from "./marginal-price.js";

const SCAN_POINTS = 1200;
const SCAN_END = 18;
const BISECTIONS = 100;

/**
 * All first-order points of two players who both bid. The two gains share one bracket, so that the
 * allocation rule drops out and the share q of player 1 solves
 *
 *     v_1 (1 - q) M(1 - q) = v_2 q M(q),   M(q) = c(q) + c'(q)(1 - q),
 *
 * one equation in one unknown, scanned over 1,200 log odds from -18 to 18 and bisected at every change of
 * sign, and within every dip that crosses 0 between them. B follows from player 1's condition. For all-pay rules q = v_1 / (v_1 + v_2).
 *
 * @returns the bids of every point found
 */
export function twoPlayerSharePoints(rule: ShareRule, values: Float64Array): Float64Array[] {
  const [v1, v2] = [values[0]!, values[1]!];
  const centre = Math.log(v1 / v2);
  const mismatch = (odds: number) => {
    const q = 1 / (1 + Math.exp(-odds));
    const rest = 1 / (1 + Math.exp(odds));
    return v1 * rest * marginalPrice(rule, rest, q) - v2 * q * marginalPrice(rule, q, rest);
  };
  const odds = Float64Array.from(
    { length: SCAN_POINTS + 1 },
    (_, k) => centre + SCAN_END * ((2 * k) / SCAN_POINTS - 1),
  );
  return rootsOf(mismatch, odds).flatMap((root) => bidsAtShare(rule, v1, root) ?? []);
}

/**
 * The roots of a function by its changes of sign on a rising grid, and the pairs of roots between grid points that
 * show as a dip towards 0: where the dip crosses it, there are two.
 */
function rootsOf(f: (argument: number) => number, grid: Float64Array): number[] {
  const heights = grid.map(f);
  const roots: number[] = [];
  for (let k = 0; k < grid.length - 1; k++) {
    const [here, next] = [heights[k]!, heights[k + 1]!];
    if (here !== 0 && Math.sign(here) !== Math.sign(next)) roots.push(bisect(f, grid[k]!, grid[k + 1]!));
    const before = heights[k - 1];
    if (before === undefined || !isDip(before, here, next)) continue;
    const sign = Math.sign(here);
    const { argument, value } = brentMaximise({ at: (x) => -sign * f(x) }, grid[k - 1]!, grid[k + 1]!);
    if (value > 0) roots.push(bisect(f, grid[k - 1]!, argument), bisect(f, argument, grid[k + 1]!));
  }
  return roots;
}

/** Three heights on one side of 0, the middle one nearest to it. */
function isDip(before: number, here: number, next: number): boolean {
  const sign = Math.sign(here);
  return sign !== 0 && sign * before >= sign * here && sign * next >= sign * here;
}

/** The total at which player 1's condition holds at a share, as bids; null where no total does. */
function bidsAtShare(rule: ShareRule, value: number, odds: number): Float64Array | null {
  const q = 1 / (1 + Math.exp(-odds));
  const rest = 1 / (1 + Math.exp(odds));
  const [f1, f2] = [rule.weight(q, rest), rule.weight(rest, q)];
  const [s1, s2] = [rule.weightSlope(q, rest), rule.weightSlope(rest, q)];
  const gain = (value * rest * (f2 * s1 + f1 * s2)) / (f1 + f2) ** 2;
  const total = gain / marginalPrice(rule, q, rest);
  return total > 0 && Number.isFinite(total) ? Float64Array.of(q * total, rest * total) : null;
}

function bisect(mismatch: (odds: number) => number, low: number, high: number): number {
  const sign = Math.sign(mismatch(low));
  let [a, b] = [low, high];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = 0.5 * (a + b);
    if (Math.sign(mismatch(middle)) === sign) a = middle;
    else b = middle;
  }
  return 0.5 * (a + b);
}
