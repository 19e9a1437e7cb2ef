import type { Mechanism } from "../mechanism/mechanism.js";
import { brentMaximise, type Objective } from "../numeric/maximise.js";
import type { Moving } from "./figure-rows.js";
import type { Neighbourhood } from "./neighbourhood.js";

/** Step in log bids of central differences. */
const STEP = 1e-5;
/** Bids tried, evenly in log between these, in units of the others' total. */
const TRIED = 72;
const LEAST_LOG = Math.log(1e-5);
const MOST_LOG = Math.log(1e3);

/** A bid of one player against fixed bids of others, and what it is worth as a share of the own value. */
export interface Reply {
  readonly bid: number;
  readonly utility: number;
}

/** What one player's bids are worth against others that do not move. */
export class Replies implements Objective {
  private readonly bids: Float64Array;
  private readonly allocations: Float64Array;
  private readonly payments: Float64Array;
  private readonly others: number;

  /** @param bids everybody's; the player's own does not count */
  constructor(
    private readonly rule: Mechanism,
    bids: Float64Array,
    private readonly player: number,
    private readonly value: number,
  ) {
    this.bids = bids.slice();
    this.allocations = new Float64Array(bids.length);
    this.payments = new Float64Array(bids.length);
    this.others = bids.reduce((sum, bid, i) => (i === player ? sum : sum + bid), 0);
  }

  /** Utility as a share of the value at a log bid. */
  at(log: number): number {
    const { rule, bids, allocations, payments, player } = this;
    bids[player] = Math.exp(log);
    rule.outcome(bids, allocations, payments);
    return allocations[player]! - payments[player]! / this.value;
  }

  /** On the grid, rising. */
  tried(): Reply[] {
    return Array.from({ length: TRIED }, (_, k) => {
      const log = Math.log(this.others) + LEAST_LOG + ((MOST_LOG - LEAST_LOG) * k) / (TRIED - 1);
      return { bid: Math.exp(log), utility: this.at(log) };
    });
  }

  /** The grid's bids that no neighbour is better than, each moved to the best bid next to it. */
  peaks(tried: readonly Reply[]): Reply[] {
    const step = (MOST_LOG - LEAST_LOG) / (TRIED - 1);
    const utility = (k: number) => tried[k]?.utility ?? Number.NEGATIVE_INFINITY;
    return tried
      .filter((_, k) => utility(k) >= utility(k - 1) && utility(k) > utility(k + 1))
      .map(({ bid }) => {
        const { argument, value } = brentMaximise(this, Math.log(bid) - step, Math.log(bid) + step);
        return { bid: Math.exp(argument), utility: value };
      });
  }
}

/**
 * What a bid is worth as a share of the own value, and how that moves while the others' bids move with the parameters; the
 * bid itself stays, which at a best reply makes no difference (the envelope theorem).
 *
 * @param bids  everybody's, the player's own among them
 * @param moves d log b_j / d u of everybody; the player's own does not count
 */
export function movingReply(
  near: Neighbourhood,
  value: number,
  bids: Float64Array,
  player: number,
  moves: readonly Float64Array[],
): Moving {
  const allocations = new Float64Array(bids.length);
  const payments = new Float64Array(bids.length);
  const worth = (rule: Mechanism, at: Float64Array) => {
    rule.outcome(at, allocations, payments);
    return allocations[player]! - payments[player]! / value;
  };
  const gradient = near.widths.map(
    (width, k) => (worth(near.above[k]!, bids) - worth(near.below[k]!, bids)) / width,
  );
  for (let j = 0; j < bids.length; j++) {
    if (j === player || bids[j] === 0) continue;
    const moved = (step: number) => worth(near.mechanism, bids.with(j, bids[j]! * Math.exp(step)));
    const slope = (moved(STEP) - moved(-STEP)) / (2 * STEP);
    for (let k = 0; k < gradient.length; k++) gradient[k]! += slope * moves[j]![k]!;
  }
  return { value: worth(near.mechanism, bids), gradient };
}
