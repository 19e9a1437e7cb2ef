import type { Arithmetic } from "../../numeric/arithmetic.js";
import type { Formula } from "../formula.js";
import type { Rule } from "../mechanism.js";
import { shareSeats } from "./seat.js";
import type { SplitByCount } from "./shape.js";
import { type RuleOfShares, shareRule } from "./share.js";

/** The price u(q) of a unit of bids at share q, with its slope, and as a formula. */
export interface UnitPrice {
  at(share: number): number;
  slope(share: number): number;
  formula<T>(arithmetic: Arithmetic<T>, share: T): T;
}

/** One price at every share. */
export function evenPrice(unit: number): UnitPrice {
  return { at: () => unit, slope: () => 0, formula: (a) => a.of(unit) };
}

/**
 * Weights and prices of shares that depend on the number of positive bids:
 *
 *     x_i = f_n(q_i) / sum_j f_n(q_j),  p_i = B c_n(q_i),  q_i = b_i / B.
 *
 * @param rules        of one bid, of two, and so on; the last for all numbers beyond
 * @param splitProof   why no split gains, where that is known; null where not all x_i = q_i
 * @param proportional whether x_i = q_i under all of them
 */
export function byCountRule(
  rules: readonly [RuleOfShares, ...RuleOfShares[]],
  splitProof: SplitByCount | null,
  proportional = true,
): Rule {
  const of = (count: number) => rules[Math.min(Math.max(count, 1), rules.length) - 1]!;
  const formula: Formula = (a, bids) => of(bids.length).formula(a, bids);
  return {
    shape: { kind: "by-count", of, splitProof, proportional },
    seat: shareSeats((count) => of(count).shape.rule, true),
    claims: {
      ...{ scaleFree: true, tiesByIndex: false, withholds: false },
      monotone: rules.every(({ claims }) => claims.monotone),
    },
    formula,
    outcome(bids, allocations, payments) {
      let count = 0;
      for (let i = 0; i < bids.length; i++) if (bids[i]! > 0) count++;
      of(count).outcome(bids, allocations, payments);
    },
  };
}

/** x_i = q_i, p_i = b_i u(q_i). */
export function unitPriceRule({ at, slope, formula }: UnitPrice): RuleOfShares {
  return shareRule(
    {
      weight: (share) => share,
      weightSlope: () => 1,
      price: (share) => share * at(share),
      priceSlope: (share) => at(share) + share * slope(share),
      splitProof: false,
      proportional: true,
    },
    {
      weight: (_, share) => share,
      price: (a, share) => a.multiply(share, formula(a, share)),
    },
  );
}
