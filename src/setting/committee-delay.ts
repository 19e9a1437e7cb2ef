import {
  BidHistory,
  type CommitteeFigures,
  type CommitteeInput,
  floorOf,
  type TimedBid,
} from "./committee.js";

/** A bid and who made it. */
export interface BuilderBid extends TimedBid {
  readonly builder: string;
}

/** What is paid for a slot, and where it goes; value units. */
export interface Proceeds {
  /** The floor that the committee reports. */
  readonly floor: number;
  /** What the winner pays: at least the floor. */
  readonly price: number;
  /** The floor as a share of the best bid by T. */
  readonly ratio: number;
  /**
   * price - floor: what the proposer keeps. The floor is burned, or smoothed over all validators, of whom the proposer
   * is one of very many; to the proposer the two are the same.
   */
  readonly kept: number;
}

export interface DelayFigures {
  /** Who made the best bid by T. */
  readonly winner: string;
  /** Bids as they were made. */
  readonly asBid: Proceeds;
  /** The winner shows nothing before T - D, and at T bids what it takes: the floor, or the best bid of the others. */
  readonly winnerDelays: Proceeds;
  /** Everybody shows nothing before T - D. */
  readonly allDelay: Proceeds;
}

/**
 * What strategic delay does to a committee's floor: the winner, others bidding as they did, gains by showing its bids only
 * after the committee has looked, and then shades to the larger of the floor and the best other bid by T.
 *
 * @param input without corrupted members, whose reports may be without bound
 * @returns null where no bid is above 0 by T
 */
export function delayOf(
  bids: readonly BuilderBid[],
  input: Omit<CommitteeInput, "bids" | "corrupted">,
): DelayFigures | null {
  const history = new BidHistory(bids);
  const best = history.bestBy(input.T);
  if (!(best > 0)) return null;
  const winner = bids.find(({ t, value }) => t <= input.T && value === best)!.builder;
  const rivals = new BidHistory(bids.filter(({ builder }) => builder !== winner));
  const price = (figures: CommitteeFigures) => Math.max(figures.floor as number, rivals.bestBy(input.T));
  const asBid = floorOf(history, input);
  const delayed = floorOf(rivals, input);
  return {
    winner,
    asBid: proceeds(asBid.floor as number, best, best),
    winnerDelays: proceeds(delayed.floor as number, price(delayed), best),
    allDelay: proceeds(0, rivals.bestBy(input.T), best),
  };
}

function proceeds(floor: number, price: number, best: number): Proceeds {
  return { floor, price, ratio: floor / best, kept: price - floor };
}

/**
 * Latencies of m members spread evenly around a mean: mean (2 j - 1) / m, j = 1..m, from next to 0 to next to twice it.
 */
export function evenLatencies(members: number, mean: number): number[] {
  return Array.from({ length: members }, (_, j) => (mean * (2 * j + 1)) / members);
}
