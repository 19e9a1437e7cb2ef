import type { Mechanism } from "../../../mechanism/mechanism.js";
import { brentMaximise } from "../../../numeric/maximise.js";

/** Two identities and a rival in shares of all bids: share (1 - part) and share part, and 1 - share. */
export interface Place {
  /** The identities' share of all bids, in (0, 1). */
  readonly share: number;
  /** The smaller identity's part of it, in (0, 1/2]. */
  readonly part: number;
}

/** A single bid as a function of the place: bid + perShare (share - c.share) + perPart (part - c.part). */
export interface AffineBid {
  readonly bid: number;
  readonly perShare: number;
  readonly perPart: number;
}

/** Single bids worth trying against two identities; they are found in doubles, and no proof rests on them. */
export interface SingleBids {
  /** The bid that gets what the identities get, about a centre, by secants of that length. */
  matching(centre: Place, length: Place): AffineBid;
  /** The best bid of a value, in the unit of all bids at the centre; elsewhere the same multiple of the rival's. */
  best(centre: Place, value: number): AffineBid;
  /** Utility at the centre. */
  utility(bid: number, centre: Place, value: number): number;
}

/** Bids from e^-36 to e^36 times the rival's are told apart. */
const LOG_RANGE = 36;
const BISECTIONS = 60;
const GRID = 289;

export function singleBids(mechanism: Mechanism): SingleBids {
  const [one, two] = [2, 3].map((n) => ({
    bids: new Float64Array(n),
    allocations: new Float64Array(n),
    payments: new Float64Array(n),
  })) as [Outcome, Outcome];

  /** The outcome of a single bid, e^log times the rival's. */
  function against(rival: number, log: number): { allocation: number; payment: number } {
    one.bids[0] = rival * Math.exp(log);
    one.bids[1] = rival;
    mechanism.outcome(one.bids, one.allocations, one.payments);
    return { allocation: one.allocations[0]!, payment: one.payments[0]! };
  }

  function match({ share, part }: Place): number {
    two.bids.set([share * (1 - part), share * part, 1 - share]);
    mechanism.outcome(two.bids, two.allocations, two.payments);
    const wanted = two.allocations[0]! + two.allocations[1]!;
    let [low, high] = [-LOG_RANGE, LOG_RANGE];
    for (let k = 0; k < BISECTIONS; k++) {
      const middle = (low + high) / 2;
      if (against(1 - share, middle).allocation < wanted) low = middle;
      else high = middle;
    }
    return (1 - share) * Math.exp((low + high) / 2);
  }

  const logs = Array.from({ length: GRID }, (_, k) => LOG_RANGE * ((2 * k) / (GRID - 1) - 1));
  const grid = logs.map((log) => ({ log, ...against(1, log) }));

  /** The logarithm of the best bid over the rival's, of a value over the rival's. */
  function bestLog(value: number): number {
    const utility = (point: { allocation: number; payment: number }) =>
      value * point.allocation - point.payment;
    const peak = grid.reduce((a, b) => (utility(b) > utility(a) ? b : a));
    const step = (2 * LOG_RANGE) / (GRID - 1);
    const objective = { at: (log: number) => utility(against(1, log)) };
    return brentMaximise(objective, peak.log - step, peak.log + step).argument;
  }

  return {
    matching(centre, length) {
      const slope = (own: keyof Place) => {
        const [less, more] = [centre[own] - length[own], centre[own] + length[own]];
        return (match({ ...centre, [own]: more }) - match({ ...centre, [own]: less })) / (more - less);
      };
      return { bid: match(centre), perShare: slope("share"), perPart: slope("part") };
    },
    best({ share }, value) {
      const multiple = Math.exp(bestLog(value / (1 - share)));
      return { bid: multiple * (1 - share), perShare: -multiple, perPart: 0 };
    },
    utility(bid, { share }, value) {
      const { allocation, payment } = against(1 - share, Math.log(bid / (1 - share)));
      return value * allocation - payment;
    },
  };
}

interface Outcome {
  readonly bids: Float64Array;
  readonly allocations: Float64Array;
  readonly payments: Float64Array;
}
