import type { Mechanism } from "../mechanism/mechanism.js";
import { BestResponse } from "./best-response.js";
import { landmarkBids } from "./landmarks.js";
import { responseTo } from "./response.js";
import { INDIFFERENCE } from "./tolerance.js";

/** How iterated best response ended. */
export interface IterationResult {
  readonly outcome: "converged" | "cycling" | "unbounded" | "budget-exceeded";
  /** Where it stopped; an equilibrium candidate only where it converged. */
  readonly bids: Float64Array;
  /** The smallest, over the sweeps, of the largest gain any player still had: value units. */
  readonly smallestGain: number;
  readonly sweeps: number;
}

const SWEEPS = 400;
const PATIENCE = 12;
/** Bids beyond so many times the largest value are taken to rise without end. */
const UNBOUNDED = 1e60;
const SMALLEST_STEP = 1 / 64;

/**
 * Iterated best response from a start: the players in turn move towards their global best response. A
 * player who gains nothing keeps its bid. Where the largest gain of a sweep stops falling, steps are
 * halved (damping); where it still does not fall at the smallest step, the iteration is cycling.
 *
 * @param start  one bid a player; not changed
 * @param budget how much work is allowed, in players looked at
 */
export function iterateBestResponses(
  mechanism: Mechanism,
  values: Float64Array,
  start: Float64Array,
  budget: number,
): IterationResult {
  const bids = Float64Array.from(start);
  const response = responseTo(mechanism, bids);
  const search = new BestResponse();
  let step = 1;
  let smallestGain = Number.POSITIVE_INFINITY;
  let sweepsWithoutProgress = 0;
  for (let sweep = 1; sweep <= SWEEPS; sweep++) {
    let largestGain = 0;
    // The highest value that keeps its player out, at these bids: a lower one does as well.
    let keptOut = 0;
    for (let i = 0; i < bids.length; i++) {
      if (bids[i] === 0 && values[i]! <= keptOut) continue;
      response.face(i, values[i]!);
      const current = response.at(bids[i]!);
      const best = search.find(response, values[i]!, bids, i, landmarkBids(mechanism, bids, i));
      const gain = best.value - current;
      if (!(gain > INDIFFERENCE * values[i]!)) {
        if (bids[i] === 0 && !mechanism.claims.tiesByIndex) keptOut = Math.max(keptOut, values[i]!);
        continue;
      }
      keptOut = 0;
      if (gain > largestGain) largestGain = gain;
      const jumps = best.argument === 0 || bids[i] === 0;
      bids[i] = jumps ? best.argument : bids[i]! + step * (best.argument - bids[i]!);
    }
    if (largestOf(bids) > UNBOUNDED * Math.max(1, largestOf(values))) {
      return { outcome: "unbounded", bids, smallestGain, sweeps: sweep };
    }
    if (largestGain === 0) return { outcome: "converged", bids, smallestGain: 0, sweeps: sweep };
    if (search.evaluations * response.cost > budget)
      return { outcome: "budget-exceeded", bids, smallestGain, sweeps: sweep };
    sweepsWithoutProgress = largestGain < 0.9 * smallestGain ? 0 : sweepsWithoutProgress + 1;
    smallestGain = Math.min(smallestGain, largestGain);
    if (sweepsWithoutProgress < PATIENCE) continue;
    if (step <= SMALLEST_STEP) return { outcome: "cycling", bids, smallestGain, sweeps: sweep };
    step /= 2;
    sweepsWithoutProgress = 0;
  }
  return { outcome: "cycling", bids, smallestGain, sweeps: SWEEPS };
}

function largestOf(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i]!);
  return largest;
}
