import type { Mechanism } from "../mechanism/mechanism.js";
import { papBenchmark } from "../scenario/pap-benchmark.js";
import { lookByPrice, type SetSolver } from "./entry.js";
import { firstOrderPoints } from "./first-order.js";
import { responseTo } from "./response.js";

/** Bids at which entry is priced, in units of the largest value. */
const [LEAST, LARGEST, A_DECADE] = [1e-9, 1e2, 4];

/**
 * Sets of players under smooth rules of no known shape: Newton's method in the bids of those in, from PAP's among them,
 * and the price of entry over a scan of bids.
 */
export function bidSets(mechanism: Mechanism, values: Float64Array): SetSolver {
  const unit = values.reduce((most, value) => Math.max(most, value), 0);
  const count = Math.round(Math.log10(LARGEST / LEAST) * A_DECADE);
  const scanned = Float64Array.from({ length: count + 1 }, (_, k) => unit * LEAST * 10 ** (k / A_DECADE));
  const entryPrice = (played: Float64Array) => {
    const bids = Float64Array.of(...played, 0);
    const response = responseTo(mechanism, bids);
    return scanned.reduce((least, bid) => {
      // U = v x - p at two values tells x and p apart.
      response.face(played.length, 0);
      const payment = -response.at(bid);
      response.face(played.length, 1);
      return Math.min(least, payment / (response.at(bid) + payment));
    }, Number.POSITIVE_INFINITY);
  };
  return {
    look(set, outsider) {
      const inside = Float64Array.from(set, (i) => values[i]!);
      const { total, allocations } = papBenchmark(inside);
      // Whom PAP would keep out starts small.
      const start = inside.map((value, k) => total * allocations[k]! || 1e-2 * value);
      const points = firstOrderPoints(mechanism, inside, start).slice(0, 1);
      return lookByPrice(points, entryPrice, outsider);
    },
  };
}
