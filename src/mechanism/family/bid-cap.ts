import type { Arithmetic } from "../../numeric/arithmetic.js";
import { weighted } from "../formula.js";
import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { endogenousFeeRule } from "../shape/endogenous-fee.js";

/** A cap in value units that no bid reaches. */
const NO_LIMIT = 1e12;

/** Proportional-all-pay whose bids count, and pay, up to a cap. */
export const bidCap: MechanismFamily = {
  name: "bid-cap",
  card: {
    title: "Proportional-all-pay with a cap on what a bid counts and pays",
    allocation: "x_i = a_i / (sum_j a_j),  a_i = min(b_i, `cap` B, `limit`),  B = sum_j b_j",
    payment: "p_i = a_i",
    source:
      "caps on bids: Che and Gale 1998, Caps on Political Lobbying (all-pay auctions); of lotteries: Fang 2002, Lottery " +
      "versus All-Pay Auction Models of Lobbying",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "chance proportional to tickets, of which no more than a cap count"),
    note:
      "`cap` is a share of all bids, and keeps the rule scale-free. `limit` is in value units, so that the rule means " +
      "something else in another unit; 1e12 is none. Several identities evade either cap, so that a split wins more. Under " +
      "cap >= 1/2 alone they pay for it what one bid would: against rivals below the cap any share x costs R x / (1 - x) " +
      "either way, R the rivals' sum. A limit they evade for good.",
  },
  parameters: [
    {
      ...{ name: "cap", meaning: "largest share of all bids that counts" },
      ...{ minimum: 0, aboveMinimum: true, maximum: 1, default: 0.5 },
    },
    {
      ...{ name: "limit", meaning: "largest bid that counts, value units; 1e12 is none" },
      ...{ minimum: 0, aboveMinimum: true, maximum: NO_LIMIT, default: NO_LIMIT },
    },
  ],
  pap: { cap: 1 },
  build({ parameters }) {
    const cap = parameters.cap!;
    const limit = parameters.limit! < NO_LIMIT ? parameters.limit! : Number.POSITIVE_INFINITY;
    const isScaleFree = limit === Number.POSITIVE_INFINITY;
    if (cap === 1 && isScaleFree) return endogenousFeeRule(0);
    const counted = (bid: number, total: number) => Math.min(bid, cap * total, limit);
    const capped = <T>(a: Arithmetic<T>, bid: T, total: T) => {
      const least = a.min(bid, a.multiply(a.of(cap), total));
      return isScaleFree ? least : a.min(least, a.of(limit));
    };
    return {
      shape: { kind: "general" },
      seat: {
        reach: isScaleFree ? "share" : "both",
        ...{ byCount: false, byAllocation: false, smooth: false },
        constants: [...(cap < 1 ? [cap] : []), ...(isScaleFree ? [] : [limit])],
        weight: (bid, rest) => counted(bid, bid + rest),
        price: (bid, rest) => counted(bid, bid + rest),
      },
      claims: { scaleFree: isScaleFree, monotone: true, tiesByIndex: false, withholds: false },
      formula: weighted(
        (a, { bid, total }) => capped(a, bid, total),
        (a, { bid, total }) => capped(a, bid, total),
      ),
      outcome(bids, allocations, payments) {
        let total = 0;
        for (let i = 0; i < bids.length; i++) total += bids[i]!;
        let sum = 0;
        for (let i = 0; i < bids.length; i++) {
          payments[i] = counted(bids[i]!, total);
          sum += payments[i]!;
        }
        for (let i = 0; i < bids.length; i++) allocations[i] = sum > 0 ? payments[i]! / sum : 0;
      },
    };
  },
};
