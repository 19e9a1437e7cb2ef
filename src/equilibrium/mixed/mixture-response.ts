import type { Mechanism } from "../../mechanism/mechanism.js";
import type { Response } from "../response.js";
import { overLot } from "./lot.js";
import { endsOf, isOut, type MixedStrategy } from "./strategy.js";

/** What a player can expect: bid, allocation, payment and utility. */
export interface Expectation {
  readonly bid: number;
  readonly allocation: number;
  readonly payment: number;
  readonly utility: number;
}

/**
 * A player's expected utility from a bid against the others' mixed strategies. Players who stay out for certain are
 * left out of account. A spread piece counts as Gauss points: two, or one where several others have spread pieces;
 * a piece around the own bid is cut there, where the payoff may jump or have a kink.
 */
export class MixtureResponse implements Response {
  /** Expected allocation and payment of the player faced at the bid last tried. */
  allocation = 0;
  payment = 0;
  private played = new Float64Array(1);
  private allocations = new Float64Array(1);
  private payments = new Float64Array(1);
  private rivals: Rival[] = [];
  /** Where the utility may have kinks and jumps: the ends of the rivals' pieces, and their atoms, rising. */
  private ends = new Float64Array(0);
  private seat = 0;
  private value = 0;

  constructor(
    private readonly mechanism: Mechanism,
    private readonly strategies: readonly MixedStrategy[],
  ) {}

  /** What one evaluation costs the player faced, in players looked at. */
  get cost(): number {
    return this.rivals.reduce((product, { count }) => product * count, this.rivals.length + 1);
  }

  face(player: number, value: number): void {
    const others = [...this.strategies.keys()].filter((j) => j !== player && !isOut(this.strategies[j]!));
    const spread = others.filter((j) => this.strategies[j]!.uniform?.length).length;
    this.seat = others.filter((j) => j < player).length;
    this.rivals = others.map((j, k) => {
      const strategy = this.strategies[j]!;
      const twin = strategy === this.strategies[others[k - 1] ?? -1] && this.areAlike(strategy);
      return new Rival(strategy, k < this.seat ? k : k + 1, spread > 1 ? 1 : 2, twin);
    });
    this.ends = Float64Array.from(new Set(others.flatMap((j) => endsOf(this.strategies[j]!)))).sort();
    this.value = value;
    this.played = new Float64Array(others.length + 1);
    this.allocations = new Float64Array(others.length + 1);
    this.payments = new Float64Array(others.length + 1);
  }

  at(bid: number): number {
    this.allocation = 0;
    this.payment = 0;
    if (!(bid > 0)) return 0;
    for (const rival of this.rivals) rival.face(bid);
    this.played[this.seat] = bid;
    this.play(0, 1, 0, 0, 0);
    return this.value * this.allocation - this.payment;
  }

  /** What the player faced can expect of a strategy of its own. */
  expect({ support, probabilities, uniform = [] }: MixedStrategy): Expectation {
    let bid = 0;
    let allocation = 0;
    let payment = 0;
    const add = (own: number, probability: number) => {
      this.at(own);
      bid += probability * own;
      allocation += probability * this.allocation;
      payment += probability * this.payment;
    };
    for (let k = 0; k < support.length; k++) add(support[k]!, probabilities[k]!);
    for (const piece of uniform) overLot(piece, this.ends, (own, part) => add(own, piece.probability * part));
    return { bid, allocation, payment, utility: this.value * allocation - payment };
  }

  /** Whether it is all one which of the players of a strategy makes which bid: ties by index tell atoms apart. */
  private areAlike({ support }: MixedStrategy): boolean {
    return !this.mechanism.claims.tiesByIndex || support.every((bid) => bid === 0);
  }

  /**
   * Adds the outcomes of all bids of the rivals from one on, the others' bids being set with a probability. The bids of
   * twins are taken in one order only, as often as they come about in any.
   *
   * @param last  which of its bids the rival before makes
   * @param place the place of that rival among its twins
   * @param run   how many of them make that bid
   */
  private play(next: number, probability: number, last: number, place: number, run: number): void {
    if (next === this.rivals.length) {
      this.mechanism.outcome(this.played, this.allocations, this.payments);
      this.allocation += probability * this.allocations[this.seat]!;
      this.payment += probability * this.payments[this.seat]!;
      return;
    }
    const { seat, bids, weights, count, twin } = this.rivals[next]!;
    const ownPlace = twin ? place + 1 : 1;
    for (let k = twin ? last : 0; k < count; k++) {
      this.played[seat] = bids[k]!;
      const ownRun = twin && k === last ? run + 1 : 1;
      this.play(next + 1, (probability * weights[k]! * ownPlace) / ownRun, k, ownPlace, ownRun);
    }
  }
}

/** Half the distance between the two Gauss points on [-1, 1]. */
const GAUSS = Math.sqrt(1 / 3);

/** One of the others: the bids that stand for its strategy, and their probabilities. */
class Rival {
  readonly bids: Float64Array;
  readonly weights: Float64Array;
  /** How many of them are in use. */
  count = 0;

  constructor(
    private readonly strategy: MixedStrategy,
    readonly seat: number,
    private readonly points: 1 | 2,
    /** Whether it plays the strategy of the rival before. */
    readonly twin: boolean,
  ) {
    const { support, uniform = [] } = strategy;
    const most = support.length + 2 * points * uniform.length;
    this.bids = new Float64Array(most);
    this.weights = new Float64Array(most);
    this.face(0);
  }

  /** Chooses the bids that stand for the strategy against a bid. */
  face(bid: number): void {
    const { support, probabilities, uniform } = this.strategy;
    this.count = 0;
    for (let k = 0; k < support.length; k++) this.add(support[k]!, probabilities[k]!);
    if (uniform === undefined) return;
    for (let k = 0; k < uniform.length; k++) {
      const { from, to, probability } = uniform[k]!;
      if (!(bid > from && bid < to)) {
        this.spread(from, to, probability);
        continue;
      }
      const below = (bid - from) / (to - from);
      this.spread(from, bid, probability * below);
      this.spread(bid, to, probability * (1 - below));
    }
  }

  private spread(from: number, to: number, probability: number): void {
    const middle = from + (to - from) / 2;
    if (this.points === 1) {
      this.add(middle, probability);
      return;
    }
    const offset = ((to - from) / 2) * GAUSS;
    this.add(middle - offset, probability / 2);
    this.add(middle + offset, probability / 2);
  }

  private add(bid: number, weight: number): void {
    this.bids[this.count] = bid;
    this.weights[this.count] = weight;
    this.count++;
  }
}
