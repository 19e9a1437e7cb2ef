import { certify } from "../../../src/equilibrium/certify.js";
import { solvePure } from "../../../src/equilibrium/solve.js";
import { type ProfileResult, scoredEquilibria } from "../../../src/evaluation/profile-result.js";
import type { Mechanism } from "../../../src/mechanism/mechanism.js";
import type { ScenarioProfile } from "../../../src/scenario/scenario.js";
import { differs, type Fault } from "./tolerance.js";

type Outcome = Pick<ProfileResult, "kind" | "bids" | "allocations" | "payments">;

/** The equilibria that are scored: the one shown where it is alone, else solved for again. */
export function scoredOutcomes(
  mechanism: Mechanism,
  profile: ScenarioProfile,
  result: ProfileResult,
): readonly Outcome[] {
  const single = result.kind === "pure" && result.equilibria === 1;
  return single ? [result] : scoredEquilibria(solvePure(mechanism, profile.values));
}

/** An equilibrium at a limit, or one of several, must be among those found when the game is solved again. */
export function shownFaults(
  profile: ScenarioProfile,
  result: ProfileResult,
  outcomes: readonly Outcome[],
): Fault[] {
  const near = (a: readonly number[], b: readonly number[]) =>
    a.length === b.length && a.every((each, i) => Math.abs(each - b[i]!) <= SHOWN_TOLERANCE);
  const found = outcomes.some(
    (each) =>
      each.kind === result.kind &&
      near(each.allocations, result.allocations) &&
      near(each.payments, result.payments),
  );
  return [
    found ? null : `${profile.name}: the ${result.kind} equilibrium shown is not found again`,
    outcomes.length === result.equilibria
      ? null
      : `${profile.name}: ${outcomes.length} equilibria, not ${result.equilibria}`,
  ];
}

/** Outcomes of a solve anew, in units of the top value. */
const SHOWN_TOLERANCE = 1e-6;

/** The equilibrium shown, judged at its bids. Those at a limit have none to be judged at. */
export function regretFaults(
  mechanism: Mechanism,
  profile: ScenarioProfile,
  result: ProfileResult,
  allowed: number,
): Fault[] {
  if (result.kind !== "pure") return [];
  const at = `${profile.name}: regret`;
  const bids = Float64Array.from(result.bids);
  const regret = certify(mechanism, Float64Array.from(profile.values), bids, Number.POSITIVE_INFINITY)!;
  return [
    differs(at, result.regret?.relative, regret.relative),
    regret.relative <= allowed ? null : `${at} is ${regret.relative} of the top value`,
  ];
}
