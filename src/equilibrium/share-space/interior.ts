import type { ShareRule } from "../../mechanism/shape/share.js";
import { branchStarts, isApart } from "./branches.js";
import { PairPoints } from "./pair-points.js";
import { proportionalTo } from "./proportional.js";
import { ShareSystem } from "./system.js";

/** Largest residual of a first-order point, relative to the values. */
const ACCEPTED = 1e-9;
/** Powers of the values that starts are proportional to: mild, steep, flat. */
const STARTS = [1, 4, 0.25];
/** Two starts have reached one point where all bids agree to so much. */
const SAME = 1e-7;

/**
 * First-order points of a scale-free share rule at which everybody is in: all of two players', by one function of the
 * share; of more, those that Newton's method reaches from shares on every choice of branches (see `branchStarts`), and
 * where none is reached, from bids in proportion to powers of the values.
 *
 * @param values two or more, in any order
 * @param pairs  points of two players that are known
 */
export function interiorPoints(
  rule: ShareRule,
  values: Float64Array,
  pairs: PairPoints = new PairPoints(),
): readonly Float64Array[] {
  if (values.length === 2) return pairs.of(rule, values[0]!, values[1]!).map(({ bids }) => bids);
  const points: Float64Array[] = [];
  const reach = (start: Float64Array) => {
    const bids = pointFrom(rule, values, start);
    if (bids !== null && !points.some((known) => agree(known, bids))) points.push(bids);
    return bids;
  };
  for (const { starts, large } of branchStarts(rule, values, pairs)) {
    for (const start of starts) {
      const bids = reach(start);
      if (bids !== null && isApart(bids, large, 1)) break;
    }
  }
  if (points.length === 0) for (const power of STARTS.slice(1)) reach(proportionalTo(values, power));
  return points;
}

function agree(a: Float64Array, b: Float64Array): boolean {
  return a.every((bid, i) => Math.abs(bid - b[i]!) <= SAME * bid);
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
  const { distinct, counts, bids, classOf } = classesOf(values, start);
  const system = new ShareSystem(rule, distinct, counts, bids);
  const residual = system.solve();
  const found = residual <= ACCEPTED && distinct.every((_, k) => system.hasShare(k) && system.isSettled(k));
  return found ? Float64Array.from(classOf, (k) => system.bidOf(k)) : null;
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
