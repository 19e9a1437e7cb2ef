import type { Solution } from "../equilibrium/solution.js";
import type { SolveOptions } from "../equilibrium/solve.js";
import * as solver from "../equilibrium/solve.js";
import type { Mechanism } from "../mechanism/mechanism.js";
import type { PapBenchmark } from "../scenario/pap-benchmark.js";
import * as benchmark from "../scenario/pap-benchmark.js";
import * as check from "./check.js";

/**
 * The equilibria of a mechanism at a value profile: the pure ones, or where there are none, a mixed one.
 * See `equilibrium/solve.ts`.
 *
 * @param values v_i > 0, finite, none below 1e-12 of the largest, in any order; the answer keeps the order
 * @throws InputError for other values, what is no mechanism, or options out of bounds
 */
export function solve(mechanism: Mechanism, values: readonly number[], options: SolveOptions = {}): Solution {
  check.mechanism(mechanism);
  checkSolveOptions(check.object(options, "options", SOLVE_KEYS));
  return solver.solve(mechanism, check.gameValues(values), options);
}

/** The keys of `SolveOptions`. */
export const SOLVE_KEYS = ["budget", "starts", "solveProgramme"];

/** The options of a solution, each within its bounds. */
export function checkSolveOptions({ budget, starts, solveProgramme }: Record<string, unknown>): void {
  if (budget !== undefined) check.number(budget, "options.budget", { ...check.POSITIVE, orInfinity: true });
  if (starts !== undefined) check.number(starts, "options.starts", { from: 0, whole: true });
  if (solveProgramme !== undefined) check.callable(solveProgramme, "options.solveProgramme");
}

/**
 * Proportional-all-pay's equilibrium in closed form, the benchmark of every figure relative to PAP. See
 * `scenario/pap-benchmark.ts` for the formula and its source.
 *
 * @param values v_i > 0, finite, in any order
 * @throws InputError for other values
 */
export function papBenchmark(values: ArrayLike<number>): PapBenchmark {
  return benchmark.papBenchmark(check.values(values));
}
