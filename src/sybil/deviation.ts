import type { Mechanism } from "../mechanism/mechanism.js";
import { brentMaximise, type Objective } from "../numeric/maximise.js";
import { IdentityPlay } from "./identities.js";

/** The best bids found for a player with so many identities. */
export interface Deviation {
  readonly bids: readonly number[];
  readonly utility: number;
}

const POINTS_A_DECADE = 6;
const DECADES = 11;
const PEAKS = 2;
const ROUNDS = 3;
const JUST_ABOVE = 1 + 4e-16;

/**
 * The best bids found for a player of a given value with exactly `identities` identities: the best equal
 * parts over all magnitudes and at the others' bids (where ties and steps are), then every part in turn
 * re-optimised, so that unequal parts are found where they pay. Staying out, utility 0, is always allowed. Searched: a lower bound of the truth.
 *
 * @param others bids of everybody else
 * @param value  v > 0
 */
export function bestDeviation(
  mechanism: Mechanism,
  others: ArrayLike<number>,
  value: number,
  identities: number,
): Deviation & { readonly evaluations: number } {
  const play = new IdentityPlay(mechanism, others, identities);
  let total = 0;
  for (let j = 0; j < others.length; j++) total += others[j]!;
  const low = (Math.min(value, total > 0 ? total : value) / identities) * 1e-8;
  const high = 4 * Math.max(value, total);
  const steps = [...new Set(Array.from(others))].flatMap((bid) => [bid, bid * JUST_ABOVE]);

  const equal: Objective = {
    at(bid) {
      for (let k = 0; k < identities; k++) play.set(k, bid);
      return play.utility(value);
    },
  };
  let best = maximiseOverMagnitudes(equal, low, high, steps);
  equal.at(best.argument);
  const bids = play.own();
  for (let round = 0; identities > 1 && round < ROUNDS; round++) {
    const before = best.value;
    for (let k = 0; k < identities; k++) {
      const part: Objective = {
        at(bid) {
          play.set(k, bid);
          return play.utility(value);
        },
      };
      const moved = maximiseOverMagnitudes(part, low, high, steps);
      if (moved.value > best.value) {
        best = moved;
        bids[k] = moved.argument;
      }
      play.set(k, bids[k]!);
    }
    if (best.value - before <= 1e-12 * value) break;
  }
  const { evaluations } = play;
  return best.value > 0
    ? { bids, utility: best.value, evaluations }
    : { bids: new Array<number>(identities).fill(0), utility: 0, evaluations };
}

/** The largest of the steps and of a scan over all magnitudes, the best peaks polished. */
function maximiseOverMagnitudes(objective: Objective, low: number, high: number, steps: readonly number[]) {
  const points = Math.min(DECADES, Math.log10(high / low)) * POINTS_A_DECADE;
  const ratio = (high / low) ** (1 / points);
  const heights: number[] = [];
  for (let k = 0; k <= points; k++) heights.push(objective.at(low * ratio ** k));
  const peaks = heights
    .map((_, k) => k)
    .filter((k) => !(heights[k - 1]! > heights[k]!) && !(heights[k + 1]! > heights[k]!))
    .sort((a, b) => heights[b]! - heights[a]!);
  let best = { argument: 0, value: Number.NEGATIVE_INFINITY };
  for (const step of steps) {
    const value = objective.at(step);
    if (value > best.value) best = { argument: step, value };
  }
  for (const k of peaks.slice(0, PEAKS)) {
    const scanned = { argument: low * ratio ** k, value: heights[k]! };
    const polished = brentMaximise(objective, scanned.argument / ratio, scanned.argument * ratio, 40);
    for (const each of [scanned, polished]) if (each.value > best.value) best = each;
  }
  return best;
}
