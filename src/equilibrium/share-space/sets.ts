import { ENTRY_MARGIN, ENTRY_ROUNDING, type SetSolver } from "../entry.js";
import { EntryPrice } from "./entry-price.js";
import { interiorPoints } from "./interior.js";
import { PairPoints } from "./pair-points.js";
import type { RuleByCount } from "./rules.js";
import { mayBeSettled } from "./screen.js";

/** Roughness of bids, in prices of entry. */
const ROUGH = 1e-3;

/**
 * Sets of players under rules of shares: first-order points, and entry by the price of a single bid. Of the highest values
 * of a size all points are looked for; of others those alone that have as many players set apart as some of them whose
 * price of entry, and a twentieth, keeps the outsider out: the reason for leaving out whole sets, kind by kind.
 */
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
  const known = new Map<number, DearestByKind>();
  return {
    look(set, outsider) {
      const inside = Float64Array.from(set, (i) => values[i]!);
      const [rule, price] = [ruleOf(set.length), priceBeside(set.length)];
      const highest = known.get(set.length);
      const kinds = new DearestByKind(price);
      /** Whether somebody of a value would come in. */
      const lures = (value: number, bids: Float64Array) => outsider > 0 && price.isBelow(value, bids);
      if (highest === undefined) known.set(set.length, kinds);
      const points = interiorPoints(rule, inside, pairs, {
        seeks: (large) => !highest?.isBelow(outsider / ENTRY_MARGIN, large),
        keeps(bids, large) {
          if (highest === undefined) kinds.note(bids, large);
          return !lures(outsider * (1 - ROUGH), bids) && mayBeSettled(rule, inside, bids);
        },
      });
      return {
        points: points.filter((bids) => !lures(outsider * (1 - ENTRY_ROUNDING), bids)),
        dearest: () => kinds.dearest(),
      };
    },
  };
}

/** The largest prices of entry beside points of a set, by how many players are set apart from the others. */
class DearestByKind {
  private readonly met: Float64Array[][] = [];
  private readonly prices: (number | undefined)[] = [];

  constructor(private readonly price: EntryPrice) {}

  note(bids: Float64Array, large: number): void {
    this.met[large] ??= [];
    this.met[large].push(bids);
  }

  /** Whether there are points of a kind, and the price beside all of them is below a value. */
  isBelow(value: number, large: number): boolean {
    const points = this.met[large];
    return points !== undefined && this.priceOf(large, points) < value;
  }

  /** Minus infinity where there is no point. */
  dearest(): number {
    let most = Number.NEGATIVE_INFINITY;
    this.met.forEach((points, large) => {
      most = Math.max(most, this.priceOf(large, points));
    });
    return most;
  }

  private priceOf(large: number, points: readonly Float64Array[]): number {
    this.prices[large] ??= Math.max(...points.map((bids) => this.price.beside(bids)));
    return this.prices[large];
  }
}
