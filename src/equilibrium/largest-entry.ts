import type { OwnBidRule } from "../mechanism/shape/own-bid.js";
import { type AggregativeSolver, SMALL_STEP } from "./aggregative.js";

/** Fewer make no contest: the two players of highest value stay in whatever it costs them. */
const FEWEST = 2;
/** Most who leave are far from staying, so that a rough solution shows it: Newton stops after such a step. */
const ROUGH_STEP = 1e-3;
/** Far above the error of such a solution, the square of its last step; in utility, relative to the value. */
const ROUGH_ERROR = 1e-2;

/**
 * The point of an own-bid rule where as many players as possible are in.
 *
 * Everybody starts in. The first-order conditions are solved among the players who are in, and while the one
 * of lowest value has a utility below 0 there and more than two are in, it leaves and the rest is solved
 * again. At equal values the later one leaves first. A player whom the first-order conditions give no bid
 * at all (its value is below the price of the first weight) is out as well.
 *
 * It is an equilibrium where nobody would rather leave or enter, which is for a certifier to say: the
 * second of two players may pay more than it gets, and whoever left may want to come back, as the others
 * do not bid the same without it. `entryPoints` lists the further candidates.
 *
 * The workspace grows to the largest game seen and is used again: a solve allocates nothing.
 */
export class LargestEntry {
  /** The bid of each player, 0 for those who are out. */
  bids = new Float64Array(16);
  /** f(b) of each player who is in; for those who are out, the weight they had when they were last in. */
  weights = new Float64Array(16);
  /** The total weight of the players who are in. */
  totalWeight = 0;
  private order = new Int32Array(16);
  private descending = new Float64Array(16);

  constructor(private readonly solver: AggregativeSolver) {}

  /**
   * @param rule   without a weight at zero
   * @param values two or more, in any order
   * @returns how many players are in; 0 where the first-order conditions have no solution
   */
  solve(rule: OwnBidRule, values: Float64Array): number {
    const n = values.length;
    if (this.bids.length < n) this.grow(n);
    this.sort(values);
    this.bids.fill(0, 0, n);
    this.weights.fill(0, 0, n);
    let active = n;
    let sharp = false;
    let outcome = this.solver.approach(rule, this.descending, active, ROUGH_STEP);
    while (outcome !== "no interior solution") {
      this.noteWeights(active);
      if (active > FEWEST && this.lowestLeaves(rule, active - 1, sharp ? 0 : ROUGH_ERROR)) active--;
      else if (sharp) return this.noteBids(rule, active);
      else sharp = true;
      outcome = this.solver.approachOn(rule, this.descending, active, sharp ? SMALL_STEP : ROUGH_STEP);
    }
    return 0;
  }

  private noteWeights(active: number): void {
    const { solver, order, weights } = this;
    this.totalWeight = Math.exp(solver.logTotal);
    for (let rank = 0; rank < active; rank++) {
      weights[order[rank]!] = solver.shares[rank]! * this.totalWeight;
    }
  }

  private lowestLeaves(rule: OwnBidRule, lowest: number, error: number): boolean {
    const share = this.solver.shares[lowest]!;
    if (share === 0) return true;
    const value = this.descending[lowest]!;
    return value * share - rule.cost(rule.bidAt(share * this.totalWeight)) < -error * value;
  }

  private noteBids(rule: OwnBidRule, active: number): number {
    for (let rank = 0; rank < active; rank++) {
      const i = this.order[rank]!;
      this.bids[i] = this.weights[i]! > 0 ? rule.bidAt(this.weights[i]!) : 0;
    }
    return active;
  }

  /** By insertion: the values of a game are few, or in order already. */
  private sort(values: Float64Array): void {
    const { order, descending } = this;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      let rank = i;
      for (; rank > 0 && descending[rank - 1]! < value; rank--) {
        descending[rank] = descending[rank - 1]!;
        order[rank] = order[rank - 1]!;
      }
      descending[rank] = value;
      order[rank] = i;
    }
  }

  private grow(n: number): void {
    this.bids = new Float64Array(2 * n);
    this.weights = new Float64Array(2 * n);
    this.order = new Int32Array(2 * n);
    this.descending = new Float64Array(2 * n);
  }
}
