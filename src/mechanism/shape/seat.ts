import type { OwnBidRule } from "./own-bid.js";
import type { ShareRule } from "./share.js";

/** What weights and prices of one bid depend on, beside the number of bids. */
export type Reach = "share" | "bid" | "both";

/** What outcomes depend on, and whether they bend or jump: as far as searches for bids make use of it. */
export interface Traits {
  /**
   * `share`: x has no unit, and p is homogeneous in the unit of bids.
   * `bid`: one bid's weight and price do not depend on the others' bids.
   */
  readonly reach: Reach;
  /** No kinks and no jumps in the bids, at a given number of them. */
  readonly smooth: boolean;
  /** Constants of the formulas: shares, bids or ratios at which something may happen. */
  readonly constants: readonly number[];
}

/**
 * The rule of one bid at a time, where a rule has no more to it:
 *
 *     x_i = w(b_i) / sum_j w(b_j),   p_i = p(b_i),
 *
 * w and p functions of the own bid b, the sum B of all bids and the number n of positive ones, p of x_i too. So at
 * given B and n whatever several identities win and pay follows from the sums of their weights and prices.
 *
 * Functions take the rest B - b beside the bid, since next to B it is lost in the bid itself.
 */
export interface SeatRule extends Traits {
  /** Whether w or p depend on n. */
  readonly byCount: boolean;
  /** w(b) = b: said where it is known. */
  readonly proportional?: true;
  /** Whether p depends on x_i. */
  readonly byAllocation: boolean;
  /** w > 0, two bids or more. */
  weight(bid: number, rest: number, count: number): number;
  /** p >= 0, two bids or more. */
  price(bid: number, rest: number, count: number, allocation: number): number;
}

/** The seats of an own-bid rule; where it is scale-free, its weight is a power and its cost in proportion to the bid. */
export function ownBidSeat(rule: OwnBidRule, scaleFree: boolean): SeatRule {
  return {
    reach: scaleFree ? "share" : "bid",
    ...{ byCount: false, byAllocation: false, smooth: true, constants: [] },
    weight: (bid) => rule.weight(bid),
    price: (bid) => rule.cost(bid),
  };
}

/** The seats of a share rule. */
export function shareSeat(rule: ShareRule): SeatRule {
  return shareSeats(() => rule, false);
}

/** The seats of share rules by the number of bids. */
export function shareSeats(of: (count: number) => ShareRule, byCount: boolean): SeatRule {
  return {
    ...{ reach: "share", byCount, byAllocation: false, smooth: true, constants: [] },
    weight(bid, rest, count) {
      const total = bid + rest;
      return of(count).weight(bid / total, rest / total);
    },
    price(bid, rest, count) {
      const total = bid + rest;
      return total * of(count).price(bid / total, rest / total);
    },
  };
}

/** The same seats at prices of their own, which may depend on what a bid wins. */
export function repriced(seat: SeatRule, price: (paid: number, allocation: number) => number): SeatRule {
  return {
    ...seat,
    byAllocation: true,
    price: (bid, rest, count, allocation) => price(seat.price(bid, rest, count, allocation), allocation),
  };
}
