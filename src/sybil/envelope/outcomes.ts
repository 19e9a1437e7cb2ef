import type { SeatRule } from "../../mechanism/shape/seat.js";
import type { Plays } from "./plays.js";
import { binOf } from "./scan.js";
import { bounded, isOutcome, shareOf, type Table } from "./table.js";

/** Bins of totals reach so far: shares in logit, and bids in decades. */
const LOGIT = 8;
const DECADES = 7;

/** Sums of weights and of prices, one a play: all that the rest of the game needs to know of it. */
interface Sums {
  readonly weights: Float64Array;
  readonly prices: Float64Array;
}

/** Allocations and payments, one a total, NaN where the rule has no outcome. */
export interface Undivided {
  readonly allocations: Float64Array;
  readonly payments: Float64Array;
}

/**
 * What plays win and pay against sets of rivals. Under rules of shares, and of the own bid alone, the sums of weights
 * and of prices know nothing of the rivals (but their number, where a rule depends on n), and are made once; elsewhere
 * plays are played against each set.
 */
export class Outcomes {
  /** One entry a play, NaN where the rule has no outcome. */
  readonly allocations: Float64Array;
  readonly payments: Float64Array;
  /** How many plays had none, last. */
  undefinedOutcomes = 0;
  /** The bin of each play. */
  readonly bins: Int32Array;
  private readonly sums = new Map<number, Sums>();
  private readonly wholes = new Map<number, Sums>();

  constructor(
    readonly seat: SeatRule,
    readonly plays: Plays,
  ) {
    this.allocations = new Float64Array(plays.size);
    this.payments = new Float64Array(plays.size);
    this.bins = Int32Array.from({ length: plays.size }, (_, i) => this.binOf(i));
  }

  /** Fills `allocations` and `payments`, one entry a play. */
  against(table: Table): void {
    if (this.seat.byAllocation || this.seat.reach === "both" || table.count === 0) this.played(table);
    else if (this.seat.reach === "share") this.inShares(table);
    else this.inBids(table);
    this.undefinedOutcomes = 0;
    const { allocations, payments } = this;
    for (let i = 0; i < allocations.length; i++) {
      if (isOutcome(allocations[i]!, payments[i]!)) continue;
      this.undefinedOutcomes++;
      allocations[i] = Number.NaN;
    }
  }

  private inShares(table: Table): void {
    const { plays, allocations, payments } = this;
    const { weights, prices } = this.sumsBeside(table.count);
    const columns = this.seat.byCount ? Math.max(2, ...plays.identities.subarray(0, plays.size)) + 1 : 1;
    const beside = new Float64Array(plays.totals.length * columns).fill(Number.NaN);
    for (let i = 0; i < plays.size; i++) {
      const t = plays.total[i]!;
      const rest = plays.rests[t]!;
      const column = this.seat.byCount ? plays.identities[i]! : 0;
      let others = beside[t * columns + column]!;
      if (Number.isNaN(others)) {
        others = table.weightBeside(plays.totals[t]!, plays.identities[i]!, rest / table.others);
        beside[t * columns + column] = others;
      }
      allocations[i] = shareOf(weights[i]!, weights[i]! + others);
      payments[i] = (prices[i]! / rest) * table.others;
    }
  }

  private inBids(table: Table): void {
    const { plays, allocations, payments } = this;
    const { weights, prices } = this.sumsBeside(table.count);
    const fixed = table.weightBeside(1, 2);
    for (let i = 0; i < plays.size; i++) {
      const others = this.seat.byCount ? table.weightBeside(1, plays.identities[i]!) : fixed;
      allocations[i] = shareOf(weights[i]!, weights[i]! + others);
      payments[i] = prices[i]!;
    }
  }

  private played(table: Table): void {
    const { plays, allocations, payments } = this;
    const bids = new Float64Array(64);
    for (let i = 0; i < plays.size; i++) {
      const from = plays.from[i]!;
      const groups = plays.from[i + 1]! - from;
      const unit = this.unitOf(i, table);
      for (let g = 0; g < groups; g++) bids[g] = plays.sizes[from + g]! * unit;
      table.play(bids, plays.counts.subarray(from, from + groups), groups);
      allocations[i] = table.allocation;
      payments[i] = table.payment;
    }
  }

  /** What the sizes of a play are multiplied by to be bids against rivals. */
  unitOf(play: number, { others, count }: Table): number {
    return this.seat.reach === "bid" || count === 0 ? 1 : others / this.plays.rests[this.plays.total[play]!]!;
  }

  /** What one bid of each total wins and pays against rivals, by the index of the total. */
  undivided(table: Table): Undivided {
    const { seat, plays } = this;
    const size = plays.totals.length;
    const [allocations, payments] = [new Float64Array(size), new Float64Array(size)];
    const n = table.count + 1;
    const inBids = seat.reach === "bid" || table.count === 0;
    const summed = n > 1 && seat.reach !== "both" && !seat.byAllocation;
    const sums = summed ? this.wholeBeside(table.count) : null;
    const fixed = seat.reach === "bid" ? table.weightBeside(1, 1) : 0;
    for (let t = 0; t < size; t++) {
      const [total, rest] = [plays.totals[t]!, plays.rests[t]!];
      if (sums === null) {
        table.single(inBids ? total : (total / rest) * table.others);
        allocations[t] = table.allocation;
        payments[t] = table.payment;
        continue;
      }
      const others = inBids ? fixed : table.weightBeside(total, 1, rest / table.others);
      allocations[t] = shareOf(sums.weights[t]!, sums.weights[t]! + others);
      payments[t] = sums.prices[t]! * (inBids ? 1 : table.others / rest);
      if (!isOutcome(allocations[t]!, payments[t]!)) allocations[t] = Number.NaN;
    }
    return { allocations, payments };
  }

  private binOf(play: number): number {
    const { plays, seat } = this;
    const t = plays.total[play]!;
    const [total, rest] = [plays.totals[t]!, plays.rests[t]!];
    const inBids = seat.reach === "bid" || rest === 0;
    return binOf(
      plays.identities[play]!,
      inBids ? Math.log10(total) / DECADES : Math.log(total / rest) / LOGIT,
    );
  }

  /** Weights and prices of totals as one bid. */
  private wholeBeside(rivals: number): Sums {
    const { seat, plays } = this;
    const key = seat.byCount ? rivals : 0;
    let known = this.wholes.get(key);
    if (known === undefined) {
      const of = (which: "weight" | "price") =>
        Float64Array.from(plays.totals, (total, t) =>
          bounded(seat[which](total, plays.rests[t]!, rivals + 1, 0)),
        );
      known = { weights: of("weight"), prices: of("price") };
      this.wholes.set(key, known);
    }
    return known;
  }

  private sumsBeside(rivals: number): Sums {
    const key = this.seat.byCount ? rivals : 0;
    const known = this.sums.get(key) ?? sumsOf(this.seat, this.plays, rivals);
    this.sums.set(key, known);
    return known;
  }
}

function sumsOf(seat: SeatRule, plays: Plays, rivals: number): Sums {
  const weights = new Float64Array(plays.size);
  const prices = new Float64Array(plays.size);
  for (let i = 0; i < plays.size; i++) {
    const t = plays.total[i]!;
    const n = rivals + plays.identities[i]!;
    let [weight, price] = [0, 0];
    for (let g = plays.from[i]!; g < plays.from[i + 1]!; g++) {
      const size = plays.sizes[g]!;
      const rest = plays.totals[t]! - size + plays.rests[t]!;
      weight += plays.counts[g]! * bounded(seat.weight(size, rest, n));
      price += plays.counts[g]! * bounded(seat.price(size, rest, n, 0));
    }
    weights[i] = weight;
    prices[i] = price;
  }
  return { weights, prices };
}
