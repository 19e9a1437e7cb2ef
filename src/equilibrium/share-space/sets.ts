import type { ShareRule } from "../../mechanism/shape/share.js";
import type { SetSolver } from "../entry.js";
import { interiorPoints } from "./interior.js";
import { PairPoints } from "./pair-points.js";
import { RivalWeights } from "./rival-weights.js";
import type { RuleByCount } from "./rules.js";
import { CROWD_GRID, ShareTable } from "./table.js";

/** Sets of players under rules of shares: first-order points, and entry by the curve of a single bid. */
export function shareSets(ruleOf: RuleByCount, values: Float64Array): SetSolver {
  const pairs = new PairPoints();
  return {
    points(set) {
      const inside = Float64Array.from(set, (i) => values[i]!);
      return interiorPoints(ruleOf(set.length), inside, pairs);
    },
    entryPrice(bids) {
      return entryPrice(ruleOf(bids.length + 1), bids);
    },
  };
}

/** Nodes looked at are every fourth: prices of entry bend little. */
const STRIDE = 4;

/** The least value that pays for some bid beside others: min p / x, over log odds of the own share. */
function entryPrice(rule: ShareRule, bids: Float64Array): number {
  const { size, shares, rests, weights, prices } = ShareTable.of(rule, CROWD_GRID);
  const rivals = new RivalWeights(bids);
  rivals.leaveAside(0);
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < size; k += STRIDE) {
    const others = rivals.at(rule, shares[k]!, rests[k]!);
    const price = (prices[k]! / rests[k]!) * (1 + others / weights[k]!);
    if (price < least) least = price;
  }
  return least * rivals.total;
}
