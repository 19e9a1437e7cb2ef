import { papBenchmark } from "../../scenario/pap-benchmark.js";
import { fallingOrder, type SetPoint } from "../entry.js";
import { branchStarts } from "./branches.js";
import { SingleBidCurve } from "./curve.js";
import { pointFrom } from "./interior.js";
import { PairPoints } from "./pair-points.js";
import type { RuleByCount } from "./rules.js";

/** All sets of the highest values up to this size are tried. */
const EVERY_SIZE_UP_TO = 24;
/** Utility below which staying out is better, relative to the value, while bids are rough; and what lures nobody in. */
const WORTHWHILE = 1e-7;
const NO_LURE = 1e-12;
/** Sizes beside the largest that has a point. */
const BESIDE = 2;

/**
 * First-order points of rules of shares in large games, with sets of players in that are always those of highest value:
 * the largest set that has a point at which nobody in would rather be out (found by halving, from everybody down), a few
 * beside it, and all small ones. Kept where the first who is out would rather not come in; whether it is an equilibrium
 * is for the judge to say.
 *
 * @param values more than two, in any order
 */
export function* nestedSharePoints(ruleOf: RuleByCount, values: Float64Array): Generator<SetPoint> {
  const byValue = fallingOrder(values);
  const falling = Float64Array.from(byValue, (i) => values[i]!);
  const pointOf = (players: number) => pointAmong(ruleOf, falling.subarray(0, players));
  const largest = largestSize(values.length, papActive(falling), (players) => pointOf(players) !== null);
  const sizes = new Set<number>();
  for (let players = 2; players <= Math.min(EVERY_SIZE_UP_TO, values.length); players++) sizes.add(players);
  for (let players = largest - BESIDE; players <= largest; players++) if (players >= 2) sizes.add(players);
  for (const players of sizes) {
    const point = pointOf(players);
    if (point === null || !keepsOut(ruleOf, point, falling[players] ?? 0)) continue;
    const bids = new Float64Array(values.length);
    point.forEach((bid, rank) => {
      bids[byValue[rank]!] = bid;
    });
    yield { bids, players };
  }
}

function papActive(falling: Float64Array): number {
  return papBenchmark(falling).allocations.filter((x) => x > 0).length;
}

/** The largest size that has a point, by doubling from a guess and halving, where sizes below it have one too. */
function largestSize(most: number, guess: number, has: (size: number) => boolean): number {
  if (has(most)) return most;
  let [low, high] = [2, most];
  for (let size = Math.max(guess, 3); size < high; size *= 2) {
    if (!has(size)) {
      high = size;
      break;
    }
    low = size;
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (has(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** A point at which all of these are in and nobody would rather be out; null where none is reached. */
function pointAmong(ruleOf: RuleByCount, values: Float64Array): Float64Array | null {
  const rule = ruleOf(values.length);
  for (const { starts, large } of branchStarts(rule, values, new PairPoints())) {
    if (large.some(Boolean)) break;
    for (const start of starts) {
      const bids = pointFrom(rule, values, start);
      if (bids !== null && everybodyStays(ruleOf, values, bids)) return bids;
    }
  }
  return null;
}

function everybodyStays(ruleOf: RuleByCount, values: Float64Array, bids: Float64Array): boolean {
  const rule = ruleOf(bids.length);
  const total = bids.reduce((sum, bid) => sum + bid, 0);
  const weights = bids.map((bid) => rule.weight(bid / total, 1 - bid / total));
  const weight = weights.reduce((sum, each) => sum + each, 0);
  return bids.every((bid, i) => {
    const payment = total * rule.price(bid / total, 1 - bid / total);
    return values[i]! * (weights[i]! / weight) - payment >= -WORTHWHILE * values[i]!;
  });
}

function keepsOut(ruleOf: RuleByCount, bids: Float64Array, outsider: number): boolean {
  if (outsider === 0) return true;
  const curve = new SingleBidCurve(ruleOf, bids);
  curve.face(0, outsider);
  return curve.largestGain(outsider, 0, 0) <= NO_LURE * outsider;
}
