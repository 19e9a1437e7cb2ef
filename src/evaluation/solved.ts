import { BRIEF_MIXING } from "../equilibrium/mixed/solve-mixed.js";
import type { Solution } from "../equilibrium/solution.js";
import { mixedInstead, type SolveOptions, solvePure } from "../equilibrium/solve.js";
import type { Mechanism } from "../mechanism/mechanism.js";

/** Which equilibria are scored: pure ones, or mixed ones too where no pure one is found. */
export type Equilibria = "any" | "pure";

/** A game as evaluations solve it: mixed equilibria are looked for with the effort of a search, `BRIEF_MIXING`. */
export function solved(
  mechanism: Mechanism,
  values: readonly number[],
  equilibria: Equilibria,
  options: SolveOptions = {},
): Solution {
  const pure = solvePure(mechanism, values, options);
  if (pure.status !== "none-found" || equilibria === "pure") return pure;
  return mixedInstead(mechanism, values, pure, { mixing: BRIEF_MIXING, ...options });
}
