import type { Mechanism } from "../../mechanism/mechanism.js";
import { brentMaximise, type Objective } from "../../numeric/maximise.js";
import { IdentityPlay, type Tally } from "./identities.js";
import { bidsInPlay, type Opponents } from "./opponents.js";
import { JUST_ABOVE } from "./parts.js";

const POINTS_A_DECADE = 12;
const PEAKS = 3;
const POLISH = 40;

/** The bids that identities may place in total; single bids reach two decades further to both sides. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

const BEYOND = 100;

/** A single bid and what it is worth. */
export interface SingleBid {
  readonly bid: number;
  readonly utility: number;
}

/**
 * What one identity can have against given others: the curve of (allocation, payment) that its bids trace,
 * staying out included, asked for by value. With P(x) the least payment for allocation x, the best utility
 *
 *     V(v) = sup_b [v x(b) - p(b)] = sup_x [v x - P(x)]
 *
 * is the convex conjugate of P, so that P**(X) = sup_v [v X - V(v)] is P's convex minorant: several
 * identities that get X and pay P do better than any single bid at some value exactly where P < P**(X).
 *
 * Single bids reach further than the identities do to both sides, so that a supremum that no bid attains
 * (ever smaller or ever larger bids) is never the identities' advantage.
 */
export class PriceCurve {
  private readonly play: IdentityPlay;
  private readonly bids: Float64Array;
  private readonly allocations: Float64Array;
  private readonly payments: Float64Array;
  private readonly single: Objective;
  private value = 0;

  constructor(mechanism: Mechanism, opponents: Opponents, span: Span, tally?: Tally) {
    this.play = new IdentityPlay(mechanism, opponents, 1, tally);
    this.bids = scan(span, bidsInPlay(opponents));
    this.allocations = new Float64Array(this.bids.length);
    this.payments = new Float64Array(this.bids.length);
    for (let k = 0; k < this.bids.length; k++) {
      this.play.own[0] = this.bids[k]!;
      this.play.play();
      // A bid that has no outcome is as good as none.
      this.allocations[k] = Number.isNaN(this.play.allocation) ? 0 : this.play.allocation;
      this.payments[k] = Number.isNaN(this.play.payment) ? 0 : this.play.payment;
    }
    this.single = {
      at: (bid) => {
        this.play.own[0] = bid;
        return this.play.utility(this.value);
      },
    };
  }

  /**
   * The best single bid at a value, staying out (bid 0, utility 0) included: the best few of the scan,
   * polished. Searched: a lower bound.
   *
   * @param also further bids to look at, for instance the parts of a division and their sums
   */
  best(value: number, also: readonly number[] = []): SingleBid {
    this.value = value;
    let bid = 0;
    let utility = 0;
    const consider = (at: number, height: number) => {
      if (height > utility) [bid, utility] = [at, height];
    };
    for (const k of this.peaks(value)) {
      consider(this.bids[k]!, value * this.allocations[k]! - this.payments[k]!);
      const low = this.bids[Math.max(k - 1, 0)]!;
      const high = this.bids[Math.min(k + 1, this.bids.length - 1)]!;
      const polished = brentMaximise(this.single, low, high, POLISH);
      consider(polished.argument, polished.value);
    }
    for (const each of also) consider(each, this.single.at(each));
    return { bid, utility };
  }

  /** The highest local maxima of the scan. */
  private peaks(value: number): number[] {
    const { allocations, payments } = this;
    const height = (k: number) => value * allocations[k]! - payments[k]!;
    const found: number[] = [];
    for (let k = 0; k < allocations.length; k++) {
      const here = height(k);
      if (k > 0 && height(k - 1) > here) continue;
      if (k + 1 < allocations.length && height(k + 1) > here) continue;
      found.push(k);
    }
    return found.sort((a, b) => height(b) - height(a)).slice(0, PEAKS);
  }
}

const SMALLEST_BID = 1e-305;
const LARGEST_BID = 1e305;

function scan({ low, high }: Span, inPlay: readonly number[]): Float64Array {
  // Next to the ends of doubles there is no further to reach.
  const [from, to] = [Math.max(low / BEYOND, SMALLEST_BID), Math.min(high * BEYOND, LARGEST_BID)];
  const decades = Math.log10(to) - Math.log10(from);
  const steps = Math.ceil(POINTS_A_DECADE * decades);
  const ratio = 10 ** (decades / steps);
  const even = Array.from({ length: steps + 1 }, (_, k) => from * ratio ** k);
  const level = inPlay.flatMap((bid) => [bid / JUST_ABOVE, bid, bid * JUST_ABOVE]);
  return Float64Array.from([...even, ...level]).sort();
}
