import type { Mechanism } from "../../mechanism/mechanism.js";
import type { Response } from "../response.js";
import type { MixedStrategy } from "./strategy.js";

/** Joint supports larger than this are not played out. */
export const JOINT_LIMIT = 200_000;

/** A player's expected utility from a bid against the others' atoms. */
export class MixtureResponse implements Response {
  readonly cost: number;
  /** Expected allocation and payment of the player faced at the bid last tried. */
  allocation = 0;
  payment = 0;
  private readonly played: Float64Array;
  private readonly allocations: Float64Array;
  private readonly payments: Float64Array;
  private profiles: Float64Array[] = [];
  private weights: number[] = [];
  private player = 0;
  private value = 0;

  constructor(
    private readonly mechanism: Mechanism,
    private readonly strategies: readonly MixedStrategy[],
  ) {
    const n = strategies.length;
    this.played = new Float64Array(n);
    this.allocations = new Float64Array(n);
    this.payments = new Float64Array(n);
    this.cost = n * strategies.reduce((product, { support }) => product * support.length, 1);
  }

  face(player: number, value: number): void {
    this.player = player;
    this.value = value;
    this.profiles = [new Float64Array(this.played.length)];
    this.weights = [1];
    this.strategies.forEach(({ support, probabilities }, j) => {
      if (j === player) return;
      const [profiles, weights] = [this.profiles, this.weights];
      this.profiles = [];
      this.weights = [];
      profiles.forEach((profile, k) => {
        support.forEach((bid, m) => {
          const longer = Float64Array.from(profile);
          longer[j] = bid;
          this.profiles.push(longer);
          this.weights.push(weights[k]! * probabilities[m]!);
        });
      });
    });
  }

  at(bid: number): number {
    this.allocation = 0;
    this.payment = 0;
    if (!(bid > 0)) return 0;
    for (let k = 0; k < this.profiles.length; k++) {
      this.played.set(this.profiles[k]!);
      this.played[this.player] = bid;
      this.mechanism.outcome(this.played, this.allocations, this.payments);
      this.allocation += this.weights[k]! * this.allocations[this.player]!;
      this.payment += this.weights[k]! * this.payments[this.player]!;
    }
    return this.value * this.allocation - this.payment;
  }
}
