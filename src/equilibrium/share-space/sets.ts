import { ENTRY_ROUNDING, type SetSolver } from "../entry.js";
import { EntryPrice } from "./entry-price.js";
import { interiorPoints } from "./interior.js";
import { PairPoints } from "./pair-points.js";
import type { RuleByCount } from "./rules.js";
import { mayBeSettled } from "./screen.js";

/** Roughness of bids, in prices of entry. */
const ROUGH = 1e-3;

/** Sets of players under rules of shares: first-order points, and entry by the price of a single bid. */
export function shareSets(ruleOf: RuleByCount, values: Float64Array): SetSolver {
  const pairs = new PairPoints();
  const prices = new Map<number, EntryPrice>();
  const priceBeside = (count: number) => {
    let price = prices.get(count);
    if (price === undefined) {
      price = new EntryPrice(ruleOf(count + 1));
      prices.set(count, price);
    }
    return price;
  };
  return {
    look(set, outsider) {
      const inside = Float64Array.from(set, (i) => values[i]!);
      const [rule, price] = [ruleOf(set.length), priceBeside(set.length)];
      const met: Float64Array[] = [];
      const points = interiorPoints(rule, inside, pairs, (bids) => {
        met.push(bids);
        return !price.isBelow(outsider * (1 - ROUGH), bids) && mayBeSettled(rule, inside, bids);
      });
      return {
        points: points.filter((bids) => !price.isBelow(outsider * (1 - ENTRY_ROUNDING), bids)),
        dearest: () => Math.max(...met.map((bids) => price.beside(bids))),
      };
    },
  };
}
