import type { ShareRule } from "../../mechanism/shape/share.js";
import { brentMaximise, type Objective } from "../../numeric/maximise.js";
import { RivalWeights } from "./rival-weights.js";
import type { RuleByCount } from "./rules.js";
import { CROWD_GRID, PAIR_GRID, ShareTable } from "./table.js";

const POLISH = 40;
/** A share beside which others' shares are the same to rounding of a search. */
const NOTHING = 1e-8;

/**
 * All that one player can have by a single bid against fixed rivals, under a rule of shares:
 *
 *     x(q) = f(q) / (f(q) + sum_j f(q_j)),   p(q) = B c(q),   B = R / (1 - q),   q_j = b_j / B,
 *
 * q the own share and R the rivals' total, over the log odds of a table of the rule. Against one rival the curve is one
 * table for every rival's bid and every value; against more the rivals' weights are worked out anew.
 */
export class SingleBidCurve implements Objective {
  private rule: ShareRule;
  private table: ShareTable;
  /** x at the nodes, and p over R. */
  private allocations: Float64Array = new Float64Array(0);
  private payments: Float64Array = new Float64Array(0);
  private readonly weights: RivalWeights;
  private value = 0;

  /** @param bids all players' bids, two of them positive, or one and somebody who stays out */
  constructor(
    private readonly ruleOf: RuleByCount,
    bids: Float64Array,
  ) {
    this.weights = new RivalWeights(bids);
    this.rule = ruleOf(2);
    this.table = ShareTable.of(this.rule, PAIR_GRID);
  }

  /**
   * Takes the seat of a player by the bid that is played there, 0 for staying out.
   *
   * @param most the largest value it will be asked for: bids that cost more are not looked at
   */
  face(played: number, most = Number.POSITIVE_INFINITY): void {
    const { weights } = this;
    weights.leaveAside(played);
    this.rule = this.ruleOf(weights.count + 1);
    if (weights.count === 1) {
      const { table, allocations, payments } = pairCurveOf(this.rule);
      this.table = table;
      this.allocations = allocations;
      this.payments = payments;
      return;
    }
    const table = ShareTable.of(this.rule, CROWD_GRID);
    const { size, shares, rests, prices } = table;
    if (this.allocations.length !== size || this.table !== table) {
      this.allocations = new Float64Array(size);
      this.payments = prices.map((price, k) => price / rests[k]!);
    }
    this.table = table;
    // Beside next to nothing the rivals are what they are alone.
    const alone = weights.near(this.rule, NOTHING, 1);
    for (let k = 0; k < size; k++) {
      const isOpen = !(weights.total * this.payments[k]! > most);
      const others =
        shares[k]! < NOTHING ? alone : isOpen ? weights.near(this.rule, shares[k]!, rests[k]!) : 0;
      this.allocations[k] = isOpen ? part(table.weights[k]!, others) : 0;
    }
  }

  /** The bid of the node of most utility; 0 where none brings any. */
  bestNode(value: number): number {
    this.value = value;
    let [best, most] = [-1, 0];
    for (let k = 0; k < this.allocations.length; k++) {
      const utility = this.utilityAt(k);
      if (utility > most) [best, most] = [k, utility];
    }
    return best < 0 ? 0 : Math.exp(this.table.odds[best]!) * this.weights.total;
  }

  /**
   * How much more than a utility the player can have, by another bid or by staying out: at the nodes, and at the tops
   * beside the bid played and between the neighbours of every node that could reach that far.
   *
   * @param bid     the bid played, 0 for staying out
   * @param utility what it brings
   */
  largestGain(value: number, bid: number, utility: number): number {
    this.value = value;
    const { odds } = this.table;
    const own = bid > 0 ? Math.log(bid / this.weights.total) : Number.NEGATIVE_INFINITY;
    const reach = this.stepAt(own);
    let best = Math.max(0, utility);
    if (bid > 0) best = Math.max(best, this.top(own - reach, own + reach));
    const last = odds.length - 1;
    let before = Number.NEGATIVE_INFINITY;
    let here = this.utilityAt(0);
    for (let k = 0; k <= last; k++) {
      const next = k < last ? this.utilityAt(k + 1) : Number.NEGATIVE_INFINITY;
      // A smooth top rises above its highest node by less than that rises above the lower of its neighbours.
      if (here >= before && here >= next && 2 * here - Math.min(before, next) > best) {
        best = Math.max(best, here);
        if (Math.abs(odds[k]! - own) >= reach && k > 0 && k < last)
          best = Math.max(best, this.top(odds[k - 1]!, odds[k + 1]!));
      }
      before = here;
      here = next;
    }
    return best - utility;
  }

  /** U at log odds of the own share. */
  at(odds: number): number {
    const share = 1 / (1 + Math.exp(-odds));
    const rest = 1 / (1 + Math.exp(odds));
    const own = this.rule.weight(share, rest);
    const allocation = part(own, this.weights.at(this.rule, share, rest));
    return this.value * allocation - (this.weights.total / rest) * this.rule.price(share, rest);
  }

  private utilityAt(k: number): number {
    const utility = this.value * this.allocations[k]! - this.weights.total * this.payments[k]!;
    return Number.isNaN(utility) ? Number.NEGATIVE_INFINITY : utility;
  }

  private top(low: number, high: number): number {
    const { value } = brentMaximise(this, low, high, POLISH);
    return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
  }

  private stepAt(odds: number): number {
    const grid = this.weights.count === 1 ? PAIR_GRID : CROWD_GRID;
    return Math.abs(odds) < grid.reach ? grid.step : grid.farStep;
  }
}

interface PairCurve {
  readonly table: ShareTable;
  readonly allocations: Float64Array;
  readonly payments: Float64Array;
}

const pairCurves = new WeakMap<ShareRule, PairCurve>();

/** Against one rival, whose share is the rest: the same for every pair of bids. */
function pairCurveOf(rule: ShareRule): PairCurve {
  let curve = pairCurves.get(rule);
  if (curve === undefined) {
    const table = ShareTable.of(rule, PAIR_GRID);
    const { size, weights, prices, rests } = table;
    const allocations = weights.map((own, k) => part(own, weights[size - 1 - k]!));
    const payments = prices.map((price, k) => price / rests[k]!);
    curve = { table, allocations, payments };
    pairCurves.set(rule, curve);
  }
  return curve;
}

/** Of two weights the first one's part; a weight beyond the largest double has everything. */
function part(own: number, others: number): number {
  return own === Number.POSITIVE_INFINITY ? 1 : own / (own + others);
}
