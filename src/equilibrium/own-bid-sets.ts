import type { OwnBidRule } from "../mechanism/shape/own-bid.js";
import { AggregativeSolver } from "./aggregative.js";
import { lookByPrice, type SetSolver } from "./entry.js";

/** Bids at which entry is priced, in units of the largest value. */
const [LEAST, LARGEST, A_DECADE] = [1e-12, 1e3, 8];
const WORTHWHILE = 1e-9;

/**
 * Sets of players under an own-bid rule: the point of first order among them, where none of them would rather leave, and
 * the least that a bid beside them costs for its share, min c(b) (f(b) + W) / f(b).
 *
 * @param rule without a weight at zero
 */
export function ownBidSets(rule: OwnBidRule, values: Float64Array): SetSolver {
  const solver = new AggregativeSolver();
  const unit = values.reduce((most, value) => Math.max(most, value), 0);
  const count = Math.round(Math.log10(LARGEST / LEAST) * A_DECADE);
  const bids = Float64Array.from({ length: count + 1 }, (_, k) => unit * LEAST * 10 ** (k / A_DECADE));
  const [weights, costs] = [bids.map((bid) => rule.weight(bid)), bids.map((bid) => rule.cost(bid))];
  const entryPrice = (played: Float64Array) => {
    const total = played.reduce((sum, bid) => sum + rule.weight(bid), 0);
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k <= count; k++) {
      least = Math.min(least, (costs[k]! * (weights[k]! + total)) / weights[k]!);
    }
    return least;
  };
  return {
    look(set, outsider) {
      const inside = Float64Array.from(set, (i) => values[i]!);
      if (solver.solve(rule, inside) === "no interior solution") return lookByPrice([], entryPrice, outsider);
      const stays = inside.every((value, k) => {
        const bid = solver.bids[k]!;
        return bid > 0 && value * solver.shares[k]! - rule.cost(bid) >= -WORTHWHILE * value;
      });
      return lookByPrice(stays ? [solver.bids.slice(0, set.length)] : [], entryPrice, outsider);
    },
  };
}
