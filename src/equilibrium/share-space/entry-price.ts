import type { ShareRule } from "../../mechanism/shape/share.js";
import { CROWD_GRID, ShareTable } from "./table.js";

/** Nodes looked at are every fourth: prices of entry bend little. */
const STRIDE = 4;

/** The least value that pays for some bid beside others: min p / x, over log odds of the own share. */
export class EntryPrice {
  private readonly table: ShareTable;
  /** The node that was cheapest last, where the next is likely to be. */
  private cheapest = 0;

  /** @param rule with the one who enters */
  constructor(private readonly rule: ShareRule) {
    this.table = ShareTable.of(rule, CROWD_GRID);
  }

  /** The price beside bids. */
  beside(bids: Float64Array): number {
    const total = sumOf(bids);
    let least = this.atNode(this.cheapest, bids, total);
    for (let k = 0; k < this.table.size; k += STRIDE) {
      if (!(this.paidAt(k, total) < least)) continue;
      const price = this.atNode(k, bids, total);
      if (price < least) {
        least = price;
        this.cheapest = k;
      }
    }
    return least;
  }

  /** Whether it is below a value: the same, but often known at once. */
  isBelow(value: number, bids: Float64Array): boolean {
    const total = sumOf(bids);
    if (this.atNode(this.cheapest, bids, total) < value) return true;
    for (let k = 0; k < this.table.size; k += STRIDE) {
      if (this.paidAt(k, total) < value && this.atNode(k, bids, total) < value) {
        this.cheapest = k;
        return true;
      }
    }
    return false;
  }

  /** p at a node: no more than p / x. */
  private paidAt(k: number, total: number): number {
    return (this.table.prices[k]! / this.table.rests[k]!) * total;
  }

  private atNode(k: number, bids: Float64Array, total: number): number {
    const { rule, table } = this;
    const [own, rest] = [table.shares[k]!, table.rests[k]!];
    let others = 0;
    for (let j = 0; j < bids.length; j++) {
      const part = bids[j]! / total;
      others += rule.weight(part * rest, own + (1 - part) * rest);
    }
    return this.paidAt(k, total) * (1 + others / table.weights[k]!);
  }
}

function sumOf(bids: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < bids.length; j++) sum += bids[j]!;
  return sum;
}
