import type { FigureConstraint } from "../../src/evaluation/figure-constraint.js";
import type { Objective } from "../../src/evaluation/objective.js";
import { InputError } from "../../src/input-error.js";
import { RELATIVE_ERROR } from "../../src/pareto/dominance.js";

/**
 * Refuses bounds that no candidate can hold together, and bounds given twice.
 *
 * @throws InputError in one line, with the path in the file
 */
export function refuseContradictions(constraints: readonly FigureConstraint[], where: string): void {
  for (const [k, one] of constraints.entries()) {
    for (const [j, other] of constraints.slice(0, k).entries()) {
      const sense = (each: FigureConstraint) => (each.atLeast === undefined ? "atMost" : "atLeast");
      if (one.name === other.name && sense(one) === sense(other)) {
        throw new InputError(
          `${where}.${k}: ${one.name} has an ${sense(one)} already, at ${where.split(": ").at(-1)}.${j}; leave one out`,
        );
      }
      const [low, high] = one.atLeast === undefined ? [other, one] : [one, other];
      if (!(low.atLeast! > high.atMost!) || !isNeverAbove(low, high)) continue;
      throw new InputError(
        `${where}.${k}: ${low.name} of at least ${low.atLeast} contradicts ${high.name} of at most ${high.atMost}; change one`,
      );
    }
  }
}

/** Whether one way to take a figure never gives more than another: the minimum, and the lower of two quantiles. */
function isNeverAbove(one: Objective, other: Objective): boolean {
  if (one.figure !== other.figure) return false;
  if (one.name === other.name || one.by === "minimum") return true;
  return one.by === "quantile" && other.by === "quantile" && one.quantile! <= other.quantile!;
}

/**
 * Whether a job asks for dominance over PAP at every profile: it bounds the minimum of fairnessOverPap by 1 or more from
 * below, and either bounds the smallest revenue so (margin by 0, the minimum of revenueOverPap by 1) or maximises it.
 */
export function asksForDominance(
  objectives: readonly Objective[],
  constraints: readonly FigureConstraint[],
): boolean {
  const keeps = (figure: string, least: number) =>
    constraints.some(
      (each) =>
        isMinimum(each, figure) && (each.atLeast ?? Number.NEGATIVE_INFINITY) >= least - RELATIVE_ERROR,
    );
  const isRevenue = (each: Objective) => isMinimum(each, "margin") || isMinimum(each, "revenueOverPap");
  const revenue = objectives.some(isRevenue) || keeps("margin", 0) || keeps("revenueOverPap", 1);
  return revenue && keeps("fairnessOverPap", 1);
}

function isMinimum({ figure, by }: Objective, of: string): boolean {
  return figure === of && by === "minimum";
}
