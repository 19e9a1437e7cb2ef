import type { ShareRule } from "../../mechanism/shape/share.js";
import { branchStarts, isApart } from "./branches.js";
import { ExactOdds, type RuleAtOdds, TabulatedOdds } from "./odds.js";
import { PairPoints } from "./pair-points.js";
import { proportionalTo } from "./proportional.js";
import { ShareSystem } from "./system.js";

/** Largest residual of a first-order point, relative to the values; and where Newton's method stops, by a table and else. */
const ACCEPTED = 1e-9;
const [ROUGH, SHARP] = [1e-10, 1e-14];
/** Powers of the values that starts are proportional to: mild, steep, flat. */
const STARTS = [1, 4, 0.25];
/** Two starts have reached one point where all bids agree to so much. */
const SAME = 1e-7;

/** What is worth the work, by kind of point: how many players are set apart from the others at its start. */
export interface Screen {
  /** Whether points of a kind are worth looking for. */
  seeks(large: number): boolean;
  /** Whether a first-order point is worth sharpening, by bids that are good to about 1e-5. */
  keeps(bids: Float64Array, large: number): boolean;
}

const EVERYTHING: Screen = { seeks: () => true, keeps: () => true };

/**
 * First-order points of a scale-free share rule at which everybody is in: all of two players', by one function of the
 * share; of more, those that Newton's method reaches from shares on every choice of branches (see `branchStarts`), and
 * where none is reached, from bids in proportion to powers of the values. It works on a table of the rule first, and
 * sharpens what passes the screen by the rule itself.
 *
 * @param values two or more, in any order
 * @param pairs  points of two players that are known
 */
export function interiorPoints(
  rule: ShareRule,
  values: Float64Array,
  pairs: PairPoints = new PairPoints(),
  screen: Screen = EVERYTHING,
): readonly Float64Array[] {
  if (values.length === 2) {
    return pairs
      .of(rule, values[0]!, values[1]!)
      .flatMap(({ bids }) => (screen.keeps(bids, 0) ? [bids] : []));
  }
  const [rough, exact] = [new PointFinder(TabulatedOdds.of(rule), values, ROUGH), exactFinder(rule, values)];
  const met: Float64Array[] = [];
  const points: Float64Array[] = [];
  const reach = (start: Float64Array, finder: PointFinder, large: number) => {
    const bids = finder.from(start);
    if (bids === null || met.some((known) => agree(known, bids))) return bids;
    met.push(bids);
    const sharp = !screen.keeps(bids, large) ? null : finder === exact ? bids : exact.from(bids);
    if (sharp !== null && !points.some((known) => agree(known, sharp))) points.push(sharp);
    return bids;
  };
  for (const { starts, large } of branchStarts(rule, values, pairs, screen.seeks)) {
    const count = large.filter(Boolean).length;
    for (const start of starts) {
      const bids = reach(start, rough, count);
      if (bids !== null && isApart(bids, large, 1)) break;
    }
  }
  if (met.length === 0) for (const power of STARTS) reach(proportionalTo(values, power), exact, 0);
  return points;
}

function agree(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (!(Math.abs(a[i]! - b[i]!) <= SAME * a[i]!)) return false;
  return true;
}

/**
 * One first-order point of a scale-free share rule among players who all take part, by Newton's method. With
 * S = sum_j f(q_j), D = sum_j f'(q_j) q_j and x_i = f(q_i) / S the condition of a player is
 *
 *     v_i [f'(q_i)(1 - q_i) - x_i (f'(q_i) - D)] / S = B [c(q_i) + c'(q_i)(1 - q_i)],
 *
 * which knows the others through B, S and D alone. Unknowns are the log odds of the shares, log B, log S and D;
 * a step costs O(n), since its matrix is diagonal but for three rows and columns. Players of equal value who start
 * alike bid alike, and are one unknown.
 *
 * @param values in any order
 * @param start  positive bids to start from
 * @returns the point; null where the residual did not fall to 1e-9 of the values, or somebody has no share
 */
export function pointFrom(rule: ShareRule, values: Float64Array, start: Float64Array): Float64Array | null {
  return exactFinder(rule, values).from(start);
}

function exactFinder(rule: ShareRule, values: Float64Array): PointFinder {
  return new PointFinder(new ExactOdds(rule), values, SHARP);
}

/** Newton's method from many starts. */
class PointFinder {
  private readonly allDiffer: boolean;
  /** Of values that all differ: they are classes of one. */
  private system: ShareSystem | null = null;

  constructor(
    private readonly rule: RuleAtOdds,
    private readonly values: Float64Array,
    private readonly target: number,
  ) {
    this.allDiffer = new Set(values).size === values.length;
  }

  /** The point reached from positive bids; null where there is none, or somebody has no share. */
  from(start: Float64Array): Float64Array | null {
    const { rule, values, target } = this;
    if (this.allDiffer) {
      this.system ??= new ShareSystem(rule, values, new Float64Array(values.length).fill(1));
      return reached(this.system, start, target) ? start.map((_, i) => this.system!.bidOf(i)) : null;
    }
    const { distinct, counts, bids, classOf } = classesOf(values, start);
    const system = new ShareSystem(rule, distinct, counts);
    return reached(system, bids, target) ? Float64Array.from(classOf, (k) => system.bidOf(k)) : null;
  }
}

function reached(system: ShareSystem, start: Float64Array, target: number): boolean {
  if (!(system.solveFrom(start, target) <= ACCEPTED)) return false;
  for (let k = 0; k < start.length; k++) if (!(system.hasShare(k) && system.isSettled(k))) return false;
  return true;
}

/** Players by value and start: of each class the value, the bid, and how many it has; and the class of each player. */
function classesOf(values: Float64Array, start: Float64Array) {
  const places = new Map<number, number[]>();
  const members: number[] = [];
  const classOf = new Int32Array(values.length);
  const sizes: number[] = [];
  for (let i = 0; i < values.length; i++) {
    let alike = places.get(values[i]!);
    if (alike === undefined) {
      alike = [];
      places.set(values[i]!, alike);
    }
    let k = alike.find((each) => start[members[each]!] === start[i]);
    if (k === undefined) {
      k = members.push(i) - 1;
      alike.push(k);
      sizes.push(0);
    }
    classOf[i] = k;
    sizes[k] = sizes[k]! + 1;
  }
  return {
    distinct: Float64Array.from(members, (i) => values[i]!),
    bids: Float64Array.from(members, (i) => start[i]!),
    counts: Float64Array.from(sizes),
    classOf: Array.from(classOf),
  };
}
