import type { Mechanism } from "../../mechanism/mechanism.js";
import { shareBaseOf } from "../../mechanism/shape/exponent-share.js";
import type { ShareRule } from "../../mechanism/shape/share.js";

/** The rule of shares for each number of positive bids. */
export type RuleByCount = (count: number) => ShareRule;

const known = new WeakMap<Mechanism, RuleByCount | null>();

/** The rule of shares of a mechanism, by number of bids; null for mechanisms whose weights and prices are not of q = b / B. */
export function ruleOfShares(mechanism: Mechanism): RuleByCount | null {
  let rule = known.get(mechanism);
  if (rule === undefined) {
    rule = find(mechanism);
    known.set(mechanism, rule);
  }
  return rule;
}

function find(mechanism: Mechanism): RuleByCount | null {
  const { shape } = mechanism;
  if (shape.kind === "by-count") return (count) => shape.of(count).shape.rule;
  const base = shareBaseOf(mechanism);
  return base === null ? null : () => base.rule;
}
