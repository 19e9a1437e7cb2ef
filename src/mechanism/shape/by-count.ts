import type { Formula } from "../formula.js";
import type { Rule } from "../mechanism.js";

/**
 * A rule of shares for each number of positive bids: the first for one, the second for two, and so on; the last for
 * all numbers beyond.
 *
 * Each is scale-free, and so is what they make together.
 *
 * @param splitProof whether, for all m > n >= 2, what the rule for m gives to the parts of a bid is no more, and costs
 *                   no less, than what the rule for n gives to the whole
 */
export function byCountRule(rules: readonly [Rule, ...Rule[]], splitProof: boolean): Rule {
  const of = (count: number) => rules[Math.min(Math.max(count, 1), rules.length) - 1]!;
  const formulas = rules.flatMap(({ formula }) => formula ?? []);
  const formula: Formula = (a, bids) => formulas[Math.min(bids.length, formulas.length) - 1]!(a, bids);
  return {
    shape: { kind: "by-count", of, splitProof },
    claims: {
      scaleFree: true,
      monotone: rules.every(({ claims }) => claims.monotone),
      tiesByIndex: false,
      withholds: false,
    },
    ...(formulas.length === rules.length ? { formula } : {}),
    outcome(bids, allocations, payments) {
      let count = 0;
      for (let i = 0; i < bids.length; i++) if (bids[i]! > 0) count++;
      of(count).outcome(bids, allocations, payments);
    },
  };
}
