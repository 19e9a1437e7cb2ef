import type { NodeGame } from "./first-order.js";
import { Interim } from "./interim.js";

const POINTS = 64;
/** Bids looked at, from this share of the largest value up to all of it. */
const LEAST = 1e-7;
const ROUNDS = 12;

/**
 * A start for Newton's method: damped best responses in log bids, each from a table of what bids of all magnitudes bring,
 * since the best bid of a type is that of the largest v X(b) - P(b) and X and P know no type.
 *
 * @param start bids by node, 0 of who stays out
 */
export function dampedResponses(nodes: NodeGame, start: Float64Array, rounds = ROUNDS): Float64Array {
  const { grids, first } = nodes;
  const bids = start.slice();
  for (let round = 0; round < rounds; round++) {
    const tables = tablesOf(nodes, bids);
    const next = bids.slice();
    for (const [k, grid] of grids.entries()) {
      for (const [node, value] of grid.values.entries()) {
        const at = first[k]! + node;
        next[at] = Math.sqrt(bids[at]! * bestOf(tables[k]!, value).bid);
      }
    }
    bids.set(next);
  }
  return bids;
}

/**
 * The most that a node gains by a bid of such a table over its own, relative to the largest value: where it is large, a
 * point of first order is no best response.
 */
export function largestTableGain(nodes: NodeGame, bids: Float64Array): number {
  const { game, grids, first, rivals } = nodes;
  let largest = 0;
  for (const [k, table] of tablesOf(nodes, bids).entries()) {
    const interim = new Interim(game.mechanism, rivals[k]!, bids);
    for (const [node, value] of grids[k]!.values.entries()) {
      const { allocation, payment } = bestOf(table, value);
      const own = interim.utility(value, bids[first[k]! + node]!);
      largest = Math.max(largest, value * allocation - payment - own);
    }
  }
  return largest / game.top;
}

/** What bids of all magnitudes bring against each class's rivals. */
function tablesOf({ game, rivals }: NodeGame, bids: Float64Array): Tried[][] {
  const tried = Array.from({ length: POINTS }, (_, k) => game.top * LEAST ** (1 - k / (POINTS - 1)));
  return rivals.map((draws) => {
    const interim = new Interim(game.mechanism, draws, bids);
    return tried.map((bid) => {
      interim.play(bid);
      return { bid, allocation: interim.allocation, payment: interim.payment };
    });
  });
}

interface Tried {
  readonly bid: number;
  readonly allocation: number;
  readonly payment: number;
}

function bestOf(table: readonly Tried[], value: number): Tried {
  let [best, height] = [table[0]!, Number.NEGATIVE_INFINITY];
  for (const each of table) {
    const utility = value * each.allocation - each.payment;
    if (utility > height) [best, height] = [each, utility];
  }
  return best;
}
