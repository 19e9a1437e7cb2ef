import type { ConcentrationRule } from "../mechanism/shape/concentration.js";
import { newton } from "../numeric/newton.js";
import { papBenchmark } from "../scenario/pap-benchmark.js";
import { lookByPrice, type SetSolver } from "./entry.js";

/** Log odds of the share at which entry is priced. */
const [LEAST, LARGEST, STEP] = [-25, 15, 0.25];
const LONGEST_STEP = 1;
const CONVERGED = 1e-14;
const ACCEPTED = 1e-10;
/** Points whose bids differ by less than this, relative, are one. */
const SAME = 1e-7;
/** Where whom PAP keeps out starts, as a part of the value. */
const SMALL = 1e-2;

/**
 * Sets of players under proportional shares at prices that all bids move, p_i = B (q_i + c(q_i) + q_i E): Newton's method
 * on the first-order conditions of those in,
 *
 *     v_i (1 - q_i) = B (1 + E + c(q_i) + (1 - q_i) c'(q_i) + q_i (e'(q_i) - D)),   D = sum_j q_j e'(q_j),
 *
 * in log bids, from PAP's bids, from equal ones and from such as halve from each player to the next; and the price of entry over log odds of the entrant's share.
 */
export function concentrationSets(rule: ConcentrationRule, values: Float64Array): SetSolver {
  return {
    look(set, outsider) {
      const inside = Float64Array.from(set, (i) => values[i]!);
      const found: Float64Array[] = [];
      for (const start of startsFor(inside)) {
        const bids = pointFrom(rule, inside, start);
        if (bids !== null && !found.some((known) => isSame(known, bids))) found.push(bids);
      }
      return lookByPrice(found, (bids) => entryPrice(rule, bids), outsider);
    },
  };
}

function startsFor(inside: Float64Array): Float64Array[] {
  const { total, allocations } = papBenchmark(inside);
  return [
    inside.map((value, k) => total * allocations[k]! || SMALL * value),
    inside.map(() => total / inside.length),
    inside.map((_, k) => total / 2 ** (k + 1)),
  ];
}

function pointFrom(rule: ConcentrationRule, values: Float64Array, start: Float64Array): Float64Array | null {
  const bids = new Float64Array(start.length);
  const residualsAt = (logBids: Float64Array, residuals: Float64Array) => {
    for (let i = 0; i < bids.length; i++) bids[i] = Math.exp(logBids[i]!);
    firstOrder(rule, values, bids, residuals);
  };
  const { point, residual } = newton(residualsAt, start.map(Math.log), LONGEST_STEP, CONVERGED);
  return residual <= ACCEPTED ? point.map(Math.exp) : null;
}

/**
 * B dU_i/db_i / v_i for all players, two or more: as large for small shares as for large ones, so that no bid vanishes to
 * make it small.
 */
function firstOrder(
  { own, coupling }: ConcentrationRule,
  values: Float64Array,
  bids: Float64Array,
  residuals: Float64Array,
): void {
  let total = 0;
  for (let i = 0; i < bids.length; i++) total += bids[i]!;
  let [common, drift] = [1, 0];
  for (let i = 0; i < bids.length; i++) {
    const share = bids[i]! / total;
    common += coupling.at(share, 1 - share);
    drift += share * coupling.slope(share, 1 - share);
  }
  for (let i = 0; i < bids.length; i++) {
    const share = bids[i]! / total;
    const rest = 1 - share;
    const moved = share * (coupling.slope(share, rest) - drift);
    const paid = common + own.at(share, rest) + rest * own.slope(share, rest) + moved;
    residuals[i] = rest - (total / values[i]!) * paid;
  }
}

/** The least value that pays for some bid beside these: min p / x. */
function entryPrice({ own, coupling }: ConcentrationRule, bids: Float64Array): number {
  const others = bids.reduce((sum, bid) => sum + bid, 0);
  let least = Number.POSITIVE_INFINITY;
  for (let odds = LEAST; odds <= LARGEST; odds += STEP) {
    const share = 1 / (1 + Math.exp(-odds));
    const rest = 1 / (1 + Math.exp(odds));
    let common = 1 + coupling.at(share, rest);
    for (let j = 0; j < bids.length; j++) {
      const theirs = (bids[j]! / others) * rest;
      common += coupling.at(theirs, 1 - theirs);
    }
    least = Math.min(least, (common + own.at(share, rest) / share) / rest);
  }
  return least * others;
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  return a.every((bid, i) => Math.abs(bid - b[i]!) <= SAME * bid);
}
