import { RELATIVE_ERROR } from "../pareto/dominance.js";
import type { Objective } from "./objective.js";
import { type Breach, excess } from "./violation.js";

/** A bound on a figure, taken over the profiles as an objective takes it: one of `atLeast` and `atMost`. */
export interface FigureConstraint extends Objective {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/**
 * By how much a figure misses its bound, as a share of the bound, or of 1 where the bound is smaller; 0 where it holds.
 * It may miss it by `RELATIVE_ERROR`, the error bound of a figure by which dominance is judged too, so that PAP holds
 * what is at least PAP's.
 */
export function missedBy({ atLeast, atMost }: FigureConstraint, value: number): number {
  const missing = atLeast === undefined ? value - atMost! : atLeast - value;
  const share = missing / Math.max(1, Math.abs(atLeast ?? atMost!));
  return share <= RELATIVE_ERROR ? 0 : share;
}

/**
 * How figures break their bounds, all being known at once: the mean over the bounds of `excess`, 0 where one holds.
 *
 * @param values one a constraint
 */
export function figuresBreach(
  constraints: readonly FigureConstraint[],
  values: readonly number[],
): Breach | null {
  const shares = constraints.map((constraint, k) => missedBy(constraint, values[k]!));
  const parts = shares.map((share) => (share === 0 ? 0 : excess(share, RELATIVE_ERROR)));
  const total = parts.reduce((sum, each) => sum + each, 0);
  if (total === 0) return null;
  const worst = parts.indexOf(Math.max(...parts));
  const { name, atLeast, atMost } = constraints[worst]!;
  const bound = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;
  return { part: total / parts.length, reason: `${name} is ${values[worst]}, and must be ${bound}` };
}
