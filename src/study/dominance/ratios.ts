import { type SolveOptions, solve, solvePure } from "../../equilibrium/solve.js";
import type { Mechanism } from "../../mechanism/mechanism.js";
import { type Standing, standingOf } from "./standing.js";

/** Two players of values 1 and `ratio`. */
export interface AtRatio extends Standing {
  readonly ratio: number;
}

/** Ratios from low to high, evenly spaced in their logarithm, both ends included. */
export function ratioGrid(low: number, high: number, points: number): number[] {
  return Array.from({ length: points }, (_, k) => {
    if (k === 0) return low;
    return k === points - 1 ? high : low * (high / low) ** (k / (points - 1));
  });
}

/** How a mechanism stands to PAP at the pure equilibria of a ratio. */
export function standingAtRatio(mechanism: Mechanism, ratio: number): AtRatio {
  const values = [1, ratio];
  return { ratio, ...standingOf(values, solvePure(mechanism, values)) };
}

/** The same with a mixed equilibrium, where there is no pure one and one is found. */
export function standingWithMixing(mechanism: Mechanism, ratio: number, options: SolveOptions): AtRatio {
  const values = [1, ratio];
  return { ratio, ...standingOf(values, solve(mechanism, values, options)) };
}

/** The ratio below which a mechanism is first seen not to dominate. */
export interface Edge {
  /** Smallest ratio down to which it dominates at every ratio tried. */
  readonly last: number;
  /** Null where it dominates down to the floor. */
  readonly beyond: AtRatio | null;
}

const STEP = 1.02;
const WIDTH = 1e-6;

/** The edge of dominance below a ratio: steps of 2 per cent down to a floor, then bisection to 1e-6 of the ratio. */
export function edgeBelow(mechanism: Mechanism, from: number, floor: number): Edge {
  let last = from;
  for (let ratio = from / STEP; ratio >= floor; ratio /= STEP) {
    let beyond = standingAtRatio(mechanism, ratio);
    if (beyond.dominates) {
      last = ratio;
      continue;
    }
    while (last / beyond.ratio > 1 + WIDTH) {
      const middle = standingAtRatio(mechanism, Math.sqrt(last * beyond.ratio));
      if (middle.dominates) last = middle.ratio;
      else beyond = middle;
    }
    return { last, beyond };
  }
  return { last, beyond: null };
}

/** Why a mechanism does not dominate, in words. */
export function shortfallOf({ status, equilibria, revenueMargin, fairnessMargin }: Standing): string {
  if (equilibria === 0) return `no pure equilibrium (${status})`;
  const bound = 1e-9;
  const below = [
    ...(revenueMargin! < -bound ? ["less revenue than PAP"] : []),
    ...(fairnessMargin! < -bound ? ["less fairness than PAP"] : []),
  ];
  if (below.length === 0) return "equal to PAP in both";
  return `${below.join(" and ")}${status === "mixed" ? ", in mixed strategies" : ""}`;
}
