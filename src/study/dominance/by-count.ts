import { solvePure } from "../../equilibrium/solve.js";
import type { Mechanism } from "../../mechanism/mechanism.js";
import { sum } from "../../numeric/sum.js";
import type { AtRatio } from "./ratios.js";

/** What is special to a rule that depends on the number of bids. */
export interface ByCount {
  /**
   * By ratio, the largest third value that the equilibrium of two keeps out, over the least that PAP lets in:
   * B_2 c_3'(0) / R_PAP, c_3 the price of a share with three bids, which is linear.
   */
  readonly keptOut: readonly number[];
  /**
   * By ratio, the least utility over the own value that a third's tiny bid leaves one of the two, at their bids in
   * equilibrium: a bid then costs what it costs where three bid.
   */
  readonly intruded: readonly number[];
}

/** @returns null for rules that are the same for every number of bids, and those whose shares are not the bids' */
export function byCountOf(mechanism: Mechanism, inside: readonly AtRatio[]): ByCount | null {
  const { shape } = mechanism;
  if (shape.kind !== "by-count" || !shape.proportional) return null;
  const three = shape.of(3);
  const dear = three.shape.rule.priceSlope(Number.MIN_VALUE, 1);
  const stages = inside.flatMap(({ ratio }) =>
    solvePure(mechanism, [1, ratio]).equilibria.map(({ bids, allocations }) => ({
      ratio,
      bids,
      allocations,
    })),
  );
  return {
    keptOut: stages.map(({ ratio, bids }) => dear * sum(bids) * (1 + 1 / ratio)),
    intruded: stages.map(({ ratio, bids, allocations }) =>
      Math.min(...[1, ratio].map((value, i) => allocations[i]! - (dear * bids[i]!) / value)),
    ),
  };
}
