import type { Mechanism } from "../../mechanism/mechanism.js";
import { brentMaximise, type Maximum } from "../../numeric/maximise.js";
import { isAtom, type WeightedLot } from "./lot.js";
import { trialBids } from "./lot-grid.js";
import { MixtureResponse } from "./mixture-response.js";
import type { MixedStrategy } from "./strategy.js";

/** How many of the best bids are reported at most. */
const ADDED = 12;
/**
 * Bids out of use stay as long as they are worse than the best one by no more than so many times the gain that is left,
 * and no more than this part of the value.
 */
const GOOD = { gains: 100, loss: 1e-3 } as const;
/** Bids tried when a round's strategies are looked at: how many between ends of lots, and their largest ratio. */
const LOOK = { between: 4, ratio: 1.04 } as const;

/** What a player of a role could do better. */
export interface Look {
  /** The most that it gains by a bid tried. */
  readonly gain: number;
  /** Bids that the next round should play. */
  readonly bestBids: readonly number[];
  /** Whether a bid out of use may yet come into use. */
  isGood(bid: number): boolean;
}

/**
 * Tries the bids between a role's lots against the strategies of all.
 *
 * @param strategies one a player, in the order of the values
 * @param role       the value of its players, and the lots that they share
 */
export function lookAt(
  mechanism: Mechanism,
  strategies: readonly MixedStrategy[],
  values: readonly number[],
  { value, lots }: { readonly value: number; readonly lots: readonly WeightedLot[] },
): Look {
  const player = values.indexOf(value);
  const response = new MixtureResponse(mechanism, strategies);
  response.face(player, value);
  const { utility } = response.expect(strategies[player]!);
  const bids = trialBids(lots, LOOK.between, LOOK.ratio);
  const peaks = peaksOf(response, bids).map((peak) => ({
    ...peak,
    worth: Math.max(0, peak.value - utility),
  }));
  const best = peaks.reduce((most, { value: height }) => Math.max(most, height), 0);
  // What an atom loses against the best bid, the peak beside it may save.
  for (const { from, weight } of lots.filter(isAtom)) {
    const peak = weight > 0 ? nearest(peaks, from) : undefined;
    if (peak) peak.worth += weight * (best - response.at(from));
  }
  const gain = best - utility;
  const slack = Math.min(GOOD.loss * value, GOOD.gains * gain);
  return {
    gain,
    bestBids: peaks
      .sort((a, b) => b.worth - a.worth)
      .slice(0, ADDED)
      .map(({ argument }) => argument),
    isGood: (bid) => response.at(bid) >= best - slack,
  };
}

/** The local maxima near rising bids, polished between the neighbours. */
function peaksOf(response: MixtureResponse, bids: readonly number[]): Maximum[] {
  const heights = bids.map((bid) => response.at(bid));
  return bids.flatMap((bid, k) => {
    const height = heights[k]!;
    if (height < (heights[k - 1] ?? 0) || height < (heights[k + 1] ?? 0)) return [];
    const peak = brentMaximise(response, bids[k - 1] ?? 0, bids[k + 1] ?? bid);
    return peak.value > height ? [peak] : [{ argument: bid, value: height }];
  });
}

function nearest<T extends Maximum>(peaks: readonly T[], bid: number): T | undefined {
  return peaks.reduce<T | undefined>((near, peak) => {
    return near && Math.abs(near.argument - bid) <= Math.abs(peak.argument - bid) ? near : peak;
  }, undefined);
}
