import type { Mechanism } from "../mechanism/mechanism.js";
import type { SeatRule } from "../mechanism/shape/seat.js";
import type { Objective } from "../numeric/maximise.js";

/** One player's utility as a function of the own bid, the other bids fixed. */
export interface Response extends Objective {
  /** What one evaluation costs, in players looked at. */
  readonly cost: number;
  /** Takes the seat of a player, whose own bid is then free. */
  face(player: number, value: number): void;
  /** U_i(bid, b_-i) = v_i x_i - p_i; 0 for a bid of 0. */
  at(bid: number): number;
}

/**
 * The responses to a vector of bids, by the shape of the rule: O(1) an evaluation where the others' weights are the same
 * whatever the own bid, as under own-bid rules and proportional ones, one whole outcome otherwise. `bids` is read at
 * `face`, so changes between calls count.
 */
export function responseTo(mechanism: Mechanism, bids: Float64Array): Response {
  const { shape, seat } = mechanism;
  if (shape.kind === "own-bid") return new OwnBidResponse(mechanism, bids);
  const isFixed = seat?.proportional || (seat?.reach === "bid" && !seat.byCount);
  return isFixed ? new SeatResponse(seat!, bids) : new GeneralResponse(mechanism, bids);
}

/** Those who stay out are left aside, as they are to no rule: what is played is the positive bids, and the own one. */
class GeneralResponse implements Response {
  readonly cost: number;
  private played: Float64Array;
  private allocations: Float64Array;
  private payments: Float64Array;
  private seat = 0;
  private value = 0;

  constructor(
    private readonly mechanism: Mechanism,
    private readonly bids: Float64Array,
  ) {
    this.cost = bids.length;
    this.played = new Float64Array(bids.length);
    this.allocations = new Float64Array(bids.length);
    this.payments = new Float64Array(bids.length);
  }

  face(player: number, value: number): void {
    const { bids } = this;
    let count = 0;
    for (let j = 0; j < bids.length; j++) if (j === player || bids[j]! > 0) count++;
    if (this.played.length !== count) {
      this.played = new Float64Array(count);
      this.allocations = new Float64Array(count);
      this.payments = new Float64Array(count);
    }
    let next = 0;
    for (let j = 0; j < bids.length; j++) {
      if (j === player) this.seat = next;
      if (j === player || bids[j]! > 0) this.played[next++] = bids[j]!;
    }
    this.value = value;
  }

  at(bid: number): number {
    if (!(bid > 0)) return 0;
    this.played[this.seat] = bid;
    this.mechanism.outcome(this.played, this.allocations, this.payments);
    return this.value * this.allocations[this.seat]! - this.payments[this.seat]!;
  }
}

class OwnBidResponse implements Response {
  readonly cost = 1;
  private readonly general: GeneralResponse;
  private value = 0;
  private othersWeight = 0;

  constructor(
    private readonly mechanism: Mechanism,
    private readonly bids: Float64Array,
  ) {
    this.general = new GeneralResponse(mechanism, bids);
  }

  face(player: number, value: number): void {
    const { shape } = this.mechanism;
    if (shape.kind !== "own-bid") return;
    this.general.face(player, value);
    this.value = value;
    this.othersWeight = 0;
    for (let j = 0; j < this.bids.length; j++) {
      if (j !== player && this.bids[j]! > 0) this.othersWeight += shape.rule.weight(this.bids[j]!);
    }
  }

  at(bid: number): number {
    if (!(bid > 0)) return 0;
    const { shape } = this.mechanism;
    if (shape.kind !== "own-bid") return 0;
    const weight = shape.rule.weight(bid);
    const total = weight + this.othersWeight;
    // Weights that underflow or overflow are left to the rule, which takes them relative to the top bid.
    if (!(total > Number.MIN_VALUE && total < Number.MAX_VALUE)) return this.general.at(bid);
    return this.value * (weight / total) - shape.rule.cost(bid);
  }
}

/** Rules of seats under which the own bid changes nobody else's weight. */
class SeatResponse implements Response {
  readonly cost = 1;
  private value = 0;
  /** The others' sum of bids and of weights, and how many they are. */
  private rest = 0;
  private othersWeight = 0;
  private others = 0;

  constructor(
    private readonly seat: SeatRule,
    private readonly bids: Float64Array,
  ) {}

  face(player: number, value: number): void {
    const { bids, seat } = this;
    this.value = value;
    this.rest = 0;
    this.othersWeight = 0;
    this.others = 0;
    for (let j = 0; j < bids.length; j++) {
      if (j === player || !(bids[j]! > 0)) continue;
      this.rest += bids[j]!;
      this.others++;
    }
    if (seat.proportional) this.othersWeight = this.rest;
    else {
      for (let j = 0; j < bids.length; j++) {
        if (j !== player && bids[j]! > 0) this.othersWeight += seat.weight(bids[j]!, 0, this.others + 1);
      }
    }
  }

  at(bid: number): number {
    if (!(bid > 0)) return 0;
    const { seat, rest, others } = this;
    if (others === 0) {
      const price = seat.price(bid, 0, 1, 1);
      return this.value - (Number.isFinite(price) ? price : bid);
    }
    const weight = seat.weight(bid, rest, others + 1);
    const allocation = weight / (weight + this.othersWeight);
    return this.value * allocation - seat.price(bid, rest, others + 1, allocation);
  }
}
