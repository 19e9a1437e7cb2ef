import type { Mechanism } from "../mechanism/mechanism.js";
import { type Facing, facingOf } from "../mechanism/shape/facing.js";
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
 * The responses to a vector of bids: as good as O(1) an evaluation where the rule tells how a player faces fixed bids,
 * one whole outcome otherwise. `bids` is read at `face`, so changes between calls count.
 */
export function responseTo(mechanism: Mechanism, bids: Float64Array): Response {
  const facing = facingOf(mechanism);
  return facing === null ? new GeneralResponse(mechanism, bids) : new FacingResponse(mechanism, facing, bids);
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

class FacingResponse implements Response {
  readonly cost = 1;
  private general: GeneralResponse | null = null;
  private player = 0;
  private value = 0;

  constructor(
    private readonly mechanism: Mechanism,
    private readonly facing: Facing,
    private readonly bids: Float64Array,
  ) {}

  face(player: number, value: number): void {
    this.facing.face(this.bids, player);
    this.general = null;
    this.player = player;
    this.value = value;
  }

  at(bid: number): number {
    if (!(bid > 0)) return 0;
    const { facing } = this;
    facing.play(bid);
    if (Number.isNaN(facing.allocation)) return this.byOutcome(bid);
    return this.value * facing.allocation - facing.payment;
  }

  private byOutcome(bid: number): number {
    if (this.general === null) {
      this.general = new GeneralResponse(this.mechanism, this.bids);
      this.general.face(this.player, this.value);
    }
    return this.general.at(bid);
  }
}
