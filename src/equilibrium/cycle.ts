import type { Mechanism } from "../mechanism/mechanism.js";
import { responseTo } from "./response.js";

/** Evidence that best responses go round: a cycle on a finite grid of bids. */
export interface Cycle {
  /** Sweeps until the bids come back to where they were. */
  readonly length: number;
  /** The smallest gain on the way: no grid point of the cycle is closer to equilibrium. Value units. */
  readonly smallestGain: number;
}

const GRID = 96;
const SWEEPS = 2_000;

/**
 * Plays exact best responses on a grid of bids, `GRID` equal steps from 0 to 1.05 times the largest value.
 * The grid is finite and the play deterministic, so it must come to rest or repeat itself.
 *
 * @returns the cycle, or null where play came to rest or the sweeps allowed ran out
 */
export function bestResponseCycle(mechanism: Mechanism, values: Float64Array): Cycle | null {
  const bids = new Float64Array(values.length);
  const at = new Int32Array(values.length);
  const spacing = (1.05 * Math.max(...values)) / GRID;
  const response = responseTo(mechanism, bids);
  const seen = new Map<string, number>();
  const gains: number[] = [];
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const state = at.join();
    const before = seen.get(state);
    if (before !== undefined) {
      return { length: sweep - before, smallestGain: Math.min(...gains.slice(before)) };
    }
    seen.set(state, sweep);
    let largestGain = 0;
    for (let i = 0; i < values.length; i++) {
      response.face(i, values[i]!);
      const current = response.at(bids[i]!);
      let best = current;
      for (let k = 0; k <= GRID; k++) {
        const utility = response.at(k * spacing);
        if (utility <= best + 1e-12 * values[i]!) continue;
        best = utility;
        at[i] = k;
      }
      bids[i] = at[i]! * spacing;
      largestGain = Math.max(largestGain, best - current);
    }
    if (largestGain === 0) return null;
    gains.push(largestGain);
  }
  return null;
}
