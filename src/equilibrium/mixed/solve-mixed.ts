import type { Mechanism } from "../../mechanism/mechanism.js";
import type { LinearProgrammeSolver } from "../../numeric/linear-programme.js";
import type { Equilibrium } from "../solution.js";
import { MIXED_TARGET } from "../tolerance.js";
import { allPayEquilibrium } from "./all-pay.js";
import { judgeMixed } from "./certify-mixed.js";
import { doubleOracle } from "./double-oracle.js";
import { semiMixedTullock } from "./semi-mixed-tullock.js";

/**
 * A mixed equilibrium of a game without a pure one, judged on the true game; null where no solver has one.
 * Closed forms where they are known, else the double oracle, which needs a solver of linear programmes.
 *
 * @param values two or more
 * @param budget how much work a certificate may take, in players looked at
 */
export function solveMixed(
  mechanism: Mechanism,
  values: Float64Array,
  solveProgramme: LinearProgrammeSolver | undefined,
  budget: number,
): Equilibrium | null {
  const { shape, candidate } = mechanism;
  if (shape.kind === "highest-bid" && shape.price === "all-pay") return allPayEquilibrium(values);
  if (candidate.family === "tullock") {
    const proposal = semiMixedTullock(candidate.parameters?.alpha as number, values);
    if (proposal !== null) return judgeMixed(mechanism, values, proposal, budget);
  }
  if (solveProgramme === undefined) return null;
  const proposal = doubleOracle(mechanism, values, solveProgramme, MIXED_TARGET);
  return proposal === null ? null : judgeMixed(mechanism, values, proposal, budget);
}
