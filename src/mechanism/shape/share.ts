import { type Formula, type ShareFormula, weighted } from "../formula.js";
import type { Claims, Rule } from "../mechanism.js";
import { shareSeat } from "./seat.js";

/**
 * Scale-free share rules: with shares q_i = b_i / B of the sum of bids B,
 *
 *     x_i = f(q_i) / sum_j f(q_j),   p_i = B c(q_i)     over the positive bids.
 *
 * Each function takes the rest 1 - q beside the share q, since next to q = 1 it is lost in q itself.
 */
export interface ShareRule {
  /** f(q) > 0 and f'(q), 0 < q <= 1. */
  weight(share: number, rest: number): number;
  weightSlope(share: number, rest: number): number;
  /** c(q) >= 0 and c'(q), 0 < q <= 1. */
  price(share: number, rest: number): number;
  priceSlope(share: number, rest: number): number;
  /** f(a + b) >= f(a) + f(b) and c(a + b) <= c(a) + c(b), a + b <= 1: a split leaves B as it is. */
  readonly splitProof: boolean;
  /** f(q) = q: said where it is known. */
  readonly proportional?: true;
}

/** A rule that is known to be one of shares. */
export interface RuleOfShares extends Rule {
  readonly shape: { readonly kind: "share"; readonly rule: ShareRule };
  readonly formula: Formula;
  readonly inShares: ShareFormula;
}

/**
 * The rule of a weight and a price of shares. A lone bid pays B c(1) where that is finite, else itself.
 *
 * A weight beyond the largest double has everything, and a payment beyond it is it.
 */
export function shareRule(
  rule: ShareRule,
  formula: ShareFormula,
  { monotone }: Pick<Claims, "monotone"> = { monotone: true },
): RuleOfShares {
  return {
    shape: { kind: "share", rule },
    seat: shareSeat(rule),
    claims: { scaleFree: true, monotone, tiesByIndex: false, withholds: false },
    formula: inShares(formula),
    inShares: formula,
    outcome(bids, allocations, payments) {
      let top = 0;
      for (let i = 1; i < bids.length; i++) if (bids[i]! > bids[top]!) top = i;
      let others = 0;
      for (let i = 0; i < bids.length; i++) if (i !== top) others += bids[i]!;
      if (others === 0) return alone(rule, bids, top, allocations, payments);
      const sum = others + bids[top]!;
      let total = 0;
      for (let i = 0; i < bids.length; i++) {
        allocations[i] = 0;
        payments[i] = 0;
        if (!(bids[i]! > 0)) continue;
        const share = Math.max(bids[i]! / sum, Number.MIN_VALUE);
        const rest = i === top ? Math.max(others / sum, Number.MIN_VALUE) : 1 - share;
        allocations[i] = Math.min(rule.weight(share, rest), Number.MAX_VALUE / bids.length);
        payments[i] = Math.min(sum * rule.price(share, rest), Number.MAX_VALUE);
        total += allocations[i]!;
      }
      for (let i = 0; i < bids.length; i++) allocations[i] = allocations[i]! / total;
    },
  };
}

/** At most one positive bid. */
function alone(
  rule: ShareRule,
  bids: Float64Array,
  top: number,
  allocations: Float64Array,
  payments: Float64Array,
): void {
  allocations.fill(0);
  payments.fill(0);
  const bid = bids[top] ?? 0;
  if (!(bid > 0)) return;
  const price = bid * rule.price(1, 0);
  allocations[top] = 1;
  payments[top] = Number.isFinite(price) ? price : bid;
}

function inShares({ weight, price }: ShareFormula): Formula {
  return weighted(
    (a, { share, rest }) => weight(a, share, rest()),
    (a, { total, share, rest }) => a.multiply(total, price(a, share, rest())),
  );
}
