import type { ShareRule } from "../../mechanism/shape/share.js";

/** dp_i/db_i = c(q) + c'(q)(1 - q). */
export function marginalPrice(rule: ShareRule, share: number, rest: number): number {
  return rule.price(share, rest) + rule.priceSlope(share, rest) * rest;
}
