import type { Setting } from "./setting.js";

/** A bid as a relay records it. */
export interface TimedBid {
  /** Arrival, in the unit of T. */
  readonly t: number;
  /** At least 0, value units. */
  readonly value: number;
}

export interface CommitteeInput {
  readonly bids: readonly TimedBid[];
  /** Deadline of the auction. */
  readonly T: number;
  /** How long before it the committee looks, at least 0. */
  readonly D: number;
  /** Delay after which a bid reaches each member, at least 0; one a member. */
  readonly latencies: readonly number[];
  /** q in (0, 1]: the floor is the ceil(q m)-th smallest report. */
  readonly quantile: number;
  /** Members who report 0, and members who report without bound: the last ones listed, low ones before high ones. */
  readonly corrupted?: { readonly low: number; readonly high: number };
}

/** A report or a floor of corrupted members; no number is large enough for it. */
export type Report = number | "unbounded";

export interface CommitteeFigures {
  /** What each member reports: the best bid that it saw by T - D, 0 where it saw none. */
  readonly reports: readonly Report[];
  readonly floor: Report;
  /** The best bid by T; 0 where there is none. */
  readonly bestBid: number;
  /** floor / bestBid; null where the floor is unbounded, or no bid is above 0. */
  readonly ratio: number | null;
  /** ceil(q m). */
  readonly rank: number;
  /** Whether corrupted members can press the floor to 0 (rank of them), or lift it at will (m - rank + 1). */
  readonly brokenBySuppression: boolean;
  readonly brokenByInflation: boolean;
}

/**
 * *Where* does the MEV oracle come from? A committee of m members reports the best bids that they saw by T - D; a member
 * sees a bid iff its time + the member's latency <= T - D. Bids are never withdrawn, so that a report is a running
 * maximum. The floor is a quantile of the reports. No mechanism plays a part.
 */
export const committee: Setting<CommitteeInput, CommitteeFigures> = {
  name: "committee",
  games: () => [],
  figures: (input) => floorOf(new BidHistory(input.bids), input),
};

/** Bids by time, and the best of them so far. */
export class BidHistory {
  private readonly times: Float64Array;
  private readonly best: Float64Array;

  constructor(bids: readonly TimedBid[]) {
    const sorted = [...bids].sort((a, b) => a.t - b.t);
    this.times = Float64Array.from(sorted, ({ t }) => t);
    this.best = Float64Array.from(sorted, ({ value }) => value);
    for (let k = 1; k < this.best.length; k++) this.best[k] = Math.max(this.best[k]!, this.best[k - 1]!);
  }

  /** The best bid at a time or before; 0 where there is none. */
  bestBy(time: number): number {
    let [low, high] = [0, this.times.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.times[middle]! <= time) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? 0 : this.best[low - 1]!;
  }
}

/** The floor of a committee that watches a history of bids. */
export function floorOf(history: BidHistory, input: Omit<CommitteeInput, "bids">): CommitteeFigures {
  const { T, D, latencies, quantile, corrupted = { low: 0, high: 0 } } = input;
  const { low, high } = corrupted;
  const members = latencies.length;
  const honest = members - low - high;
  const reports = latencies.map((latency, j) =>
    j < honest ? history.bestBy(T - D - latency) : j < honest + low ? 0 : Number.POSITIVE_INFINITY,
  );
  const rank = rankOf(quantile, members);
  const floor = [...reports].sort((a, b) => a - b)[rank - 1]!;
  const bestBid = history.bestBy(T);
  return {
    reports: reports.map(shownReport),
    floor: shownReport(floor),
    bestBid,
    ratio: Number.isFinite(floor) && bestBid > 0 ? floor / bestBid : null,
    rank,
    brokenBySuppression: low >= rank,
    brokenByInflation: high >= members - rank + 1,
  };
}

/** A product q m above a whole number by no more than rounding is that number. */
const WHOLE = 1e-9;

/** ceil(q m), at least 1. */
export function rankOf(quantile: number, members: number): number {
  return Math.max(1, Math.ceil(quantile * members - WHOLE));
}

function shownReport(report: number): Report {
  return Number.isFinite(report) ? report : "unbounded";
}
