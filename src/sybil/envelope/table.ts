import type { SeatRule } from "../../mechanism/shape/seat.js";

/** Largest weight or price that sums are made of, so that infinities at q = 1 never meet. */
const LARGEST = 1e290;

/** One player's bids against fixed bids of others, under a rule of seats: what they win and pay together. */
export class Table {
  /** Of the bids last played; NaN where the rule has no outcome. */
  allocation = 0;
  payment = 0;
  /** Sum of the others' bids, and how many they are. */
  readonly others: number;
  readonly count: number;
  /** Distinct bids of the others, and how many make each. */
  private readonly bids: Float64Array;
  private readonly counts: Float64Array;
  /** The others' weights under rules of the own bid alone, which nothing else moves. */
  private readonly fixedWeight: number;

  constructor(
    readonly seat: SeatRule,
    others: ArrayLike<number>,
  ) {
    const distinct = [...new Set(Array.from(others))];
    this.bids = Float64Array.from(distinct);
    this.counts = Float64Array.from(
      distinct,
      (bid) => Array.from(others).filter((each) => each === bid).length,
    );
    this.others = Array.from(others).reduce((sum, bid) => sum + bid, 0);
    this.count = others.length;
    this.fixedWeight = Number.NaN;
    if (seat.reach === "bid" && !seat.byCount) this.fixedWeight = this.weightBeside(1, 1);
  }

  /**
   * The others' weights, where the player bids a total through so many identities.
   *
   * @param scale of the others' bids: where it and the total make 1 together, bids are shares
   */
  weightBeside(total: number, identities: number, scale = 1): number {
    const { bids, counts, seat, others, fixedWeight } = this;
    if (!Number.isNaN(fixedWeight)) return fixedWeight;
    const n = this.count + identities;
    let weight = 0;
    for (let j = 0; j < bids.length; j++) {
      weight += counts[j]! * seat.weight(bids[j]! * scale, (others - bids[j]!) * scale + total, n);
    }
    return weight;
  }

  /** Plays one bid; with nobody else it wins, and where its price is no number pays itself. */
  single(bid: number): void {
    const { seat, others } = this;
    const n = this.count + 1;
    if (n === 1) {
      const paid = seat.price(bid, 0, 1, 1);
      this.allocation = 1;
      this.payment = Number.isFinite(paid) ? paid : bid;
      return;
    }
    const own = bounded(seat.weight(bid, others, n));
    this.allocation = shareOf(own, own + this.weightBeside(bid, 1));
    this.payment = bounded(seat.price(bid, others, n, this.allocation));
    this.check();
  }

  /** Plays groups of equal bids: so many of each size. */
  play(sizes: ArrayLike<number>, counts: ArrayLike<number>, groups: number): void {
    const { seat } = this;
    let total = 0;
    let identities = 0;
    for (let g = 0; g < groups; g++) {
      total += counts[g]! * sizes[g]!;
      identities += counts[g]!;
    }
    const n = this.count + identities;
    let weight = 0;
    for (let g = 0; g < groups; g++) {
      weight += counts[g]! * bounded(seat.weight(sizes[g]!, total - sizes[g]! + this.others, n));
    }
    const all = weight + this.weightBeside(total, identities);
    this.allocation = shareOf(weight, all);
    this.payment = 0;
    for (let g = 0; g < groups; g++) {
      const [size, rest] = [sizes[g]!, total - sizes[g]! + this.others];
      const share = seat.byAllocation ? shareOf(seat.weight(size, rest, n), all) : 0;
      this.payment += counts[g]! * bounded(seat.price(size, rest, n, share));
    }
    this.check();
  }

  private check(): void {
    if (isOutcome(this.allocation, this.payment)) return;
    this.allocation = Number.NaN;
    this.payment = Number.NaN;
  }
}

/** Keeps infinities out of sums. */
export function bounded(number: number): number {
  return Math.min(number, LARGEST);
}

/** Whether a share and a payment are ones that a mechanism may have: finite, and no money paid out. */
export function isOutcome(allocation: number, payment: number): boolean {
  return allocation >= 0 && payment >= 0 && payment < Number.POSITIVE_INFINITY;
}

/** A weight's share of all; where nothing weighs anything, nobody wins. */
export function shareOf(weight: number, all: number): number {
  return all === 0 ? 0 : weight / all;
}
