import type { ShareRule } from "../../mechanism/shape/share.js";
import { papBenchmark } from "../../scenario/pap-benchmark.js";
import { NO_SHARE, ShareSystem } from "./system.js";

const ACCEPTED = 1e-9;
/** Sets that shrink start with so many times the players whom PAP leaves active. */
const SPARE = 2;
/** The first so many players are tried as sets that grow. */
const LARGEST_GROWN = 64;
/** What the least bid pays where entry is free, relative to all bids. */
const FREE = 1e-12;
/** Utility below which staying out is better, and above which coming in is, relative to the value. */
const WORTHWHILE = 1e-7;
/** Bids at which outsiders are asked, as shares of the others' total. */
const TRIED = [1e-4, 1e-3, 1e-2, 0.03, 0.1, 0.3, 1];
/** Powers of the values that starts are proportional to: mild, steep, flat. */
const STARTS = [1, 4, 0.25];

/** A first-order point, and how many players are in. */
export interface SharePoint {
  readonly bids: Float64Array;
  readonly players: number;
}

/**
 * First-order points of a scale-free share rule with sets of players in, always those of highest value: from
 * twice as many as under PAP down to a set that has a settled point, without those whose share vanishes on the
 * way; and from two players up, to the first set with a settled point where entry is free, all of them where it
 * has a price, as then several sets can be equilibria. Settled is a point where nobody in would rather be out, and
 * the first who is out would rather not come in at one of a few bids; whether it is an equilibrium is for the
 * certifier to say.
 *
 * @param values three or more, in any order
 */
export function* nestedSharePoints(rule: ShareRule, values: Float64Array): Generator<SharePoint> {
  const byValue = Array.from(values.keys()).sort((i, j) => values[j]! - values[i]! || i - j);
  const falling = Float64Array.from(byValue, (i) => values[i]!);
  const inOrder = (point: Float64Array): SharePoint => {
    const bids = new Float64Array(values.length);
    point.forEach((bid, rank) => {
      bids[byValue[rank]!] = bid;
    });
    return { bids, players: point.length };
  };
  const settledAt = (point: Float64Array) => settled(rule, falling, point);
  const active = papBenchmark(falling).allocations.filter((x) => x > 0).length;
  for (const power of STARTS) {
    for (let players = Math.min(values.length, SPARE * active); players >= 2; ) {
      const inside = falling.subarray(0, players);
      const { bids, kept } = pointFrom(rule, inside, proportionalTo(inside, power));
      if (bids !== null && settledAt(bids)) {
        yield inOrder(bids);
        break;
      }
      players = Math.min(kept, players - 1);
    }
  }
  const entryIsFree = rule.price(Number.MIN_VALUE, 1) < FREE;
  for (let players = 2; players <= Math.min(values.length, LARGEST_GROWN); players++) {
    const inside = falling.subarray(0, players);
    const points = STARTS.map((power) => pointFrom(rule, inside, proportionalTo(inside, power)).bids);
    const stable = points.filter((bids) => bids !== null && settledAt(bids)) as Float64Array[];
    yield* stable.map(inOrder);
    if (stable.length > 0 && entryIsFree) break;
  }
}

/** PAP's total, divided in proportion to a power of the values. */
function proportionalTo(values: Float64Array, power: number): Float64Array {
  const { total } = papBenchmark(values);
  const sum = values.reduce((most, value) => most + value ** power, 0);
  return values.map((value) => (total * value ** power) / sum);
}

/** Whether those in, the first players, gain by it, and the next one gains by none of the bids tried. */
function settled(rule: ShareRule, values: Float64Array, bids: Float64Array): boolean {
  const outsider = values[bids.length] ?? 0;
  const total = bids.reduce((sum, bid) => sum + bid, 0);
  const weights = bids.map((bid) => rule.weight(bid / total, 1 - bid / total));
  const weight = weights.reduce((sum, each) => sum + each, 0);
  const stays = bids.every((bid, i) => {
    const payment = total * rule.price(bid / total, 1 - bid / total);
    return values[i]! * (weights[i]! / weight) - payment >= -WORTHWHILE * values[i]!;
  });
  if (!stays || outsider === 0) return stays;
  return TRIED.every((part) => {
    const [sum, share, rest] = [total * (1 + part), part / (1 + part), 1 / (1 + part)];
    const own = rule.weight(share, rest);
    let all = own;
    for (const bid of bids) all += rule.weight(bid / sum, 1 - bid / sum);
    return outsider * (own / all) - sum * rule.price(share, rest) <= WORTHWHILE * values[0]!;
  });
}

/**
 * One first-order point of a scale-free share rule among players who all take part, by Newton's method. With
 * S = sum_j f(q_j), D = sum_j f'(q_j) q_j and x_i = f(q_i) / S the condition of a player is
 *
 *     v_i [f'(q_i)(1 - q_i) - x_i (f'(q_i) - D)] / S = B [c(q_i) + c'(q_i)(1 - q_i)],
 *
 * which knows the others through B, S and D alone. Unknowns are the log odds of the shares, log B, log S and D;
 * a step costs O(n), since its matrix is diagonal but for three rows and columns. Players of equal value bid
 * alike, and are one unknown.
 *
 * @param values falling
 * @param start  positive bids to start from, alike for equal values
 * @returns the bids, or null where the residual did not fall to 1e-9 of the values
 */
export function shareSpacePoint(
  rule: ShareRule,
  values: Float64Array,
  start: Float64Array,
): Float64Array | null {
  return pointFrom(rule, values, start).bids;
}

/** The point, if any, and how many players kept a share until the search for it ended. */
function pointFrom(
  rule: ShareRule,
  values: Float64Array,
  start: Float64Array,
): { bids: Float64Array | null; kept: number } {
  const distinct = Float64Array.from(new Set(values));
  const classes = new Map(Array.from(distinct, (value, k) => [value, k]));
  const counts = new Float64Array(distinct.length);
  const bids = new Float64Array(distinct.length);
  values.forEach((value, i) => {
    const k = classes.get(value)!;
    counts[k] = counts[k]! + 1;
    bids[k] = start[i]!;
  });
  const system = new ShareSystem(rule, distinct, counts, bids);
  const residual = system.solve();
  let kept = 0;
  while (kept < values.length && system.hasShare(classes.get(values[kept]!)!, NO_SHARE / 2)) kept++;
  const found = residual <= ACCEPTED && distinct.every((_, k) => system.hasShare(k));
  return { bids: found ? values.map((value) => system.bidOf(classes.get(value)!)) : null, kept };
}
