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
  const { game, grids, first, rivals } = nodes;
  const bids = start.slice();
  const tried = Array.from({ length: POINTS }, (_, k) => game.top * LEAST ** (1 - k / (POINTS - 1)));
  for (let round = 0; round < rounds; round++) {
    const tables = rivals.map((draws) => {
      const interim = new Interim(game.mechanism, draws, bids);
      return tried.map((bid) => {
        interim.play(bid);
        return { bid, allocation: interim.allocation, payment: interim.payment };
      });
    });
    const next = bids.slice();
    for (const [k, grid] of grids.entries()) {
      for (const [node, value] of grid.values.entries()) {
        const at = first[k]! + node;
        next[at] = Math.sqrt(bids[at]! * bestOf(tables[k]!, value));
      }
    }
    bids.set(next);
  }
  return bids;
}

interface Tried {
  readonly bid: number;
  readonly allocation: number;
  readonly payment: number;
}

function bestOf(table: readonly Tried[], value: number): number {
  let [best, height] = [table[0]!.bid, Number.NEGATIVE_INFINITY];
  for (const { bid, allocation, payment } of table) {
    const utility = value * allocation - payment;
    if (utility > height) [best, height] = [bid, utility];
  }
  return best;
}
