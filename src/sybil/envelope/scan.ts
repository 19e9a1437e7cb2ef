import type { Aim } from "./aim.js";
import type { Outcomes } from "./outcomes.js";

/** Gains below this are rounding, and no rate is made of them. */
const ROUNDING = 1e-13;
/** Bins of plays: by total, and by the number of identities. */
const TOTALS = 12;
const IDENTITIES = 16;
const BINS = TOTALS * IDENTITIES;

/** Which starts are asked for. */
export interface Wanted {
  /** Of either kind. */
  readonly count: number;
  readonly fewest: number;
  readonly most: number;
}

/**
 * Holds every play to an aim, and keeps the best of each bin of totals and numbers of identities: once by gain, and once
 * by rate, since a gain that vanishes with its small parts is lost by gain alone.
 *
 * @param outcomes against the rivals of the aim
 * @returns plays worth a climb, those by gain first
 */
export function bestPlays(outcomes: Outcomes, aim: Aim, { count, fewest, most }: Wanted): number[] {
  const { allocations, payments, bins } = outcomes;
  const { size, identities, total, divided } = outcomes.plays;
  const gains = new Float64Array(BINS).fill(Number.NEGATIVE_INFINITY);
  const rates = new Float64Array(BINS).fill(Number.NEGATIVE_INFINITY);
  const byGain = new Int32Array(BINS).fill(-1);
  const byRate = new Int32Array(BINS).fill(-1);
  for (let i = 0; i < size; i++) {
    if (identities[i]! > most || identities[i]! < fewest) continue;
    const gain = aim.near(allocations[i]!, payments[i]!, total[i]!);
    const bin = bins[i]!;
    if (gain > gains[bin]!) {
      gains[bin] = gain;
      byGain[bin] = i;
    }
    const rate = (gain - ROUNDING) / divided[i]!;
    if (rate > rates[bin]!) {
      rates[bin] = rate;
      byRate[bin] = i;
    }
  }
  const first = highest(byGain, gains, count);
  const others = highest(byRate, rates, count).filter((play) => !first.includes(play));
  return [...first, ...others];
}

/** The plays of so many highest bins, and of no empty one. */
function highest(plays: Int32Array, heights: Float64Array, count: number): number[] {
  const found: number[] = [];
  while (found.length < count) {
    let best = -1;
    for (let bin = 0; bin < BINS; bin++) {
      if (plays[bin]! >= 0 && (best < 0 || heights[bin]! > heights[best]!)) best = bin;
    }
    if (best < 0) break;
    found.push(plays[best]!);
    plays[best] = -1;
  }
  return found;
}

/**
 * The bin of a play.
 *
 * @param place of its total, from -1 to 1
 */
export function binOf(identities: number, place: number): number {
  const column = Math.max(0, Math.min(TOTALS - 1, Math.floor((0.5 + place / 2) * TOTALS)));
  return Math.min(identities, IDENTITIES) - 1 + IDENTITIES * column;
}
