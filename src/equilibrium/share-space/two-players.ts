import type { ShareRule } from "../../mechanism/shape/share.js";
import { brentMaximise, type Objective } from "../../numeric/maximise.js";
import { rootBetween } from "../../numeric/root.js";
import { marginalPrice } from "./marginal-price.js";
import { PAIR_GRID, ShareTable } from "./table.js";

/** Beyond the table, roots lie where shares are in proportion to the values, or nearly: steps and how far to go. */
const BEYOND = { step: 2, further: 60 };

/** A dip whose sides differ by less than this part of them may cross 0. */
const NEAR = 0.2;

/** q M(q) at the log odds of the table, for all pairs of values. */
const known = new WeakMap<ShareRule, Float64Array>();

/**
 * All first-order points of two players who both bid. The two gains share one bracket, so that the
 * allocation rule drops out and the share q of player 1 solves
 *
 *     v_1 (1 - q) M(1 - q) = v_2 q M(q),   M(q) = c(q) + c'(q)(1 - q),
 *
 * one equation in one unknown, whose two sides are tables of the rule: roots lie at changes of sign over the log odds of
 * the table (steps of 0.03 up to 12, 0.25 up to 40), and in dips that cross 0 between them. B follows from player 1's
 * condition. For all-pay rules q = v_1 / (v_1 + v_2).
 *
 * @returns the bids of every point found
 */
export function twoPlayerSharePoints(rule: ShareRule, values: ArrayLike<number>): Float64Array[] {
  const [v1, v2] = [values[0]!, values[1]!];
  const points: Float64Array[] = [];
  for (const odds of new Mismatch(rule, v2 / v1).roots()) {
    const bids = bidsAtShare(rule, v1, odds);
    if (bids !== null) points.push(bids);
  }
  return points;
}

/** (l - r) / (|l| + |r|), l and r the two sides of the equation, over the log odds of player 1's share. */
class Mismatch implements Objective {
  private readonly found: number[] = [];

  constructor(
    private readonly rule: ShareRule,
    private readonly ratio: number,
  ) {}

  at(odds: number): number {
    const q = 1 / (1 + Math.exp(-odds));
    const rest = 1 / (1 + Math.exp(odds));
    return this.between(rest * marginalPrice(this.rule, rest, q), q * marginalPrice(this.rule, q, rest));
  }

  roots(): readonly number[] {
    const { odds } = ShareTable.of(this.rule, PAIR_GRID);
    const sides = sidesOf(this.rule);
    const last = odds.length - 1;
    let [before, here] = [Number.NaN, this.between(sides[last]!, sides[0]!)];
    for (let k = 0; k < last; k++) {
      const next = this.between(sides[last - k - 1]!, sides[k + 1]!);
      this.look(odds[Math.max(k - 1, 0)]!, odds[k]!, odds[k + 1]!, before, here, next);
      [before, here] = [here, next];
    }
    const end = Math.abs(Math.log(this.ratio)) + BEYOND.further;
    if (end > odds[last]! + BEYOND.further) this.lookBeyond(odds[last]!, end);
    return this.found;
  }

  private between(left: number, right: number): number {
    const own = this.ratio * right;
    return (left - own) / (Math.abs(left) + Math.abs(own));
  }

  /** Takes the root between two points, and the two where a dip of three heights on one side of 0 crosses it. */
  private look(a: number, b: number, c: number, fa: number, fb: number, fc: number): void {
    if (fb === 0) this.found.push(b);
    else if (fb * fc < 0) this.found.push(rootBetween(this, b, c, fb, fc));
    const sign = Math.sign(fb);
    const near = sign * fb < NEAR && sign * fa >= sign * fb && sign * fc >= sign * fb;
    if (sign === 0 || !near || (fa === fb && fc === fb)) return;
    const { argument, value } = brentMaximise({ at: (x) => -sign * this.at(x) }, a, c);
    if (value > 0) this.found.push(rootBetween(this, a, argument), rootBetween(this, argument, c));
  }

  private lookBeyond(from: number, end: number): void {
    for (const sign of [-1, 1]) {
      let [odds, height] = [sign * from, this.at(sign * from)];
      while (Math.abs(odds) < end) {
        const [further, there] = [odds + sign * BEYOND.step, this.at(odds + sign * BEYOND.step)];
        if (height * there < 0) this.found.push(rootBetween(this, odds, further, height, there));
        [odds, height] = [further, there];
      }
    }
  }
}

function sidesOf(rule: ShareRule): Float64Array {
  let sides = known.get(rule);
  if (sides === undefined) {
    const { shares, rests, prices } = ShareTable.of(rule, PAIR_GRID);
    sides = shares.map((q, k) => q * (prices[k]! + rule.priceSlope(q, rests[k]!) * rests[k]!));
    known.set(rule, sides);
  }
  return sides;
}

/** The total at which player 1's condition holds at a share, as bids; null where no total does. */
function bidsAtShare(rule: ShareRule, value: number, odds: number): Float64Array | null {
  const q = 1 / (1 + Math.exp(-odds));
  const rest = 1 / (1 + Math.exp(odds));
  const [f1, f2] = [rule.weight(q, rest), rule.weight(rest, q)];
  const [s1, s2] = [rule.weightSlope(q, rest), rule.weightSlope(rest, q)];
  const gain = (value * rest * (f2 * s1 + f1 * s2)) / (f1 + f2) ** 2;
  const total = gain / marginalPrice(rule, q, rest);
  return total > 0 && Number.isFinite(total) ? Float64Array.of(q * total, rest * total) : null;
}
