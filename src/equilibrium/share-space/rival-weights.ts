import type { ShareRule } from "../../mechanism/shape/share.js";

/** Rivals of more different bids than this are summed by interpolation, but for the answer itself. */
const ONE_BY_ONE = 16;
/** Nodes in the log of the sum of bids: near the bids played, and beyond. */
const NEAR = { step: 0.05, nodes: 120 };
const FAR = { step: 0.5, nodes: 90 };

/** The weights of a player's rivals together, as the own bid changes their shares. */
export class RivalWeights {
  /** The rivals' total, and how many bid. */
  total = 0;
  count = 0;
  /** Different positive bids of all players, how many make each, and what the seat taken leaves of that. */
  private readonly bids: Float64Array;
  private readonly everybody: Float64Array;
  private readonly counts: Float64Array;
  /** The part of the rivals' total that is each bid. */
  private readonly parts: Float64Array;
  private own = 0;
  private readonly sums: WeightSums | null;

  constructor(bids: Float64Array) {
    const positive = bids.filter((bid) => bid > 0);
    this.bids = Float64Array.from(new Set(positive));
    const places = new Map(Array.from(this.bids, (bid, k) => [bid, k]));
    this.everybody = new Float64Array(this.bids.length);
    for (const bid of positive) {
      const k = places.get(bid)!;
      this.everybody[k] = this.everybody[k]! + 1;
    }
    this.counts = this.everybody.slice();
    this.parts = new Float64Array(this.bids.length);
    this.sums = this.bids.length > ONE_BY_ONE ? new WeightSums(this.bids, this.everybody) : null;
  }

  /** Leaves one player's bid aside, which may be 0. */
  leaveAside(own: number): void {
    const { bids, counts } = this;
    this.own = own;
    this.total = 0;
    this.count = 0;
    for (let j = 0; j < bids.length; j++) {
      counts[j] = this.everybody[j]! - (bids[j] === own ? 1 : 0);
      this.total += counts[j]! * bids[j]!;
      this.count += counts[j]!;
    }
    for (let j = 0; j < bids.length; j++) this.parts[j] = bids[j]! / this.total;
  }

  /** sum_j f(q_j) over the rivals, where they have the rest of the own share together. */
  at(rule: ShareRule, own: number, rest: number): number {
    // A lone rival has all of the rest.
    if (this.count === 1) return rule.weight(rest, own);
    const { parts, counts } = this;
    let sum = 0;
    for (let j = 0; j < parts.length; j++) {
      if (counts[j] === 0) continue;
      const part = parts[j]!;
      sum += counts[j]! * rule.weight(part * rest, own + (1 - part) * rest);
    }
    return sum;
  }

  /** The same, near enough to look for the best bid by. */
  near(rule: ShareRule, own: number, rest: number): number {
    // Whoever has more than half of all bids is no small part of their sums.
    if (this.sums === null || this.own > this.total) return this.at(rule, own, rest);
    const played = (this.own / this.total) * rest;
    const aside = this.own > 0 ? rule.weight(played, 1 - played) : 0;
    return this.sums.at(rule, Math.log(this.total / rest)) - aside;
  }
}

/** sum_j f(b_j / B) over all players as a function of log B, B from below the largest rivals' total up. */
class WeightSums {
  private readonly start: number;
  private rule: ShareRule | null = null;
  private readonly logSums = new Float64Array(NEAR.nodes + FAR.nodes);

  constructor(
    private readonly bids: Float64Array,
    private readonly counts: Float64Array,
  ) {
    const total = bids.reduce((sum, bid, j) => sum + bid * counts[j]!, 0);
    const top = bids.reduce((most, bid) => Math.max(most, bid), 0);
    // Without the highest bidder the others' total is the least; a bid may not be above the sum of all.
    this.start = Math.log(Math.max(total - top, top));
  }

  at(rule: ShareRule, logTotal: number): number {
    if (this.rule !== rule) this.tabulate(rule);
    const near = (logTotal - this.start) / NEAR.step;
    const last = NEAR.nodes - 1;
    const place = near < last ? near : last + ((near - last) * NEAR.step) / FAR.step;
    const k = Math.min(Math.max(Math.floor(place), 1), this.logSums.length - 3);
    // Across the change of step the four nodes are not evenly spaced; one short stretch is looked at on a line.
    if (k >= last - 2 && k <= last + 1) return Math.exp(this.onLine(place));
    return Math.exp(this.cubic(k, place - k));
  }

  private onLine(place: number): number {
    const k = Math.floor(place);
    return this.logSums[k]! + (place - k) * (this.logSums[k + 1]! - this.logSums[k]!);
  }

  /** Lagrange's cubic through four nodes. */
  private cubic(k: number, t: number): number {
    const { logSums: y } = this;
    const [a, b, c, d] = [y[k - 1]!, y[k]!, y[k + 1]!, y[k + 2]!];
    return (
      (-t * (t - 1) * (t - 2) * a) / 6 +
      ((t + 1) * (t - 1) * (t - 2) * b) / 2 -
      ((t + 1) * t * (t - 2) * c) / 2 +
      ((t + 1) * t * (t - 1) * d) / 6
    );
  }

  private tabulate(rule: ShareRule): void {
    this.rule = rule;
    for (let k = 0; k < this.logSums.length; k++) {
      const beyond = Math.max(k - (NEAR.nodes - 1), 0);
      const logTotal = this.start + (k - beyond) * NEAR.step + beyond * FAR.step;
      let sum = 0;
      for (let j = 0; j < this.bids.length; j++) {
        const share = Math.min(this.bids[j]! / Math.exp(logTotal), 1);
        sum += this.counts[j]! * rule.weight(share, 1 - share);
      }
      this.logSums[k] = Math.log(sum);
    }
  }
}
