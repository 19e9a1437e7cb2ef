import type { Mechanism } from "../../mechanism/mechanism.js";
import type { Draws } from "./draws.js";

/** What one bid brings on average over the draws of the rivals' bids. */
export class Interim {
  allocation = 0;
  payment = 0;
  private readonly played: Float64Array;
  private readonly allocations: Float64Array;
  private readonly payments: Float64Array;

  /**
   * @param draws rivals' nodes
   * @param bids  by node
   */
  constructor(
    private readonly mechanism: Mechanism,
    private readonly draws: Draws,
    private readonly bids: ArrayLike<number>,
  ) {
    const players = draws.width + 1;
    this.played = new Float64Array(players);
    this.allocations = new Float64Array(players);
    this.payments = new Float64Array(players);
  }

  /** Sets the expected allocation and payment of a bid. */
  play(bid: number): void {
    this.allocation = 0;
    this.payment = 0;
    if (!(bid > 0)) return;
    const { draws, bids, played, allocations, payments } = this;
    const { width, nodes, probabilities } = draws;
    for (let draw = 0; draw < draws.size; draw++) {
      played[0] = bid;
      for (let s = 0; s < width; s++) played[s + 1] = bids[nodes[draw * width + s]!]!;
      this.mechanism.outcome(played, allocations, payments);
      this.allocation += probabilities[draw]! * allocations[0]!;
      this.payment += probabilities[draw]! * payments[0]!;
    }
  }

  /** Expected utility of a bid at a value. */
  utility(value: number, bid: number): number {
    this.play(bid);
    return value * this.allocation - this.payment;
  }
}
