import { certify } from "../../../src/equilibrium/certify.js";
import { judgeMixed } from "../../../src/equilibrium/mixed/certify-mixed.js";
import { judgeAllPay } from "../../../src/equilibrium/mixed/judge-all-pay.js";
import type { MixedStrategy } from "../../../src/equilibrium/mixed/strategy.js";
import { provedRegret } from "../../../src/equilibrium/regret.js";
import type { Regret, SolutionStatus } from "../../../src/equilibrium/solution.js";
import type { SolveOptions } from "../../../src/equilibrium/solve.js";
import { MIXED_REGRET } from "../../../src/equilibrium/tolerance.js";
import { type ProfileResult, scoredEquilibria } from "../../../src/evaluation/profile-result.js";
import { type Equilibria, solved } from "../../../src/evaluation/solved.js";
import type { Mechanism } from "../../../src/mechanism/mechanism.js";
import type { ScenarioProfile } from "../../../src/scenario/scenario.js";
import type { Fault } from "./claim.js";
import { CHECK_TOLERANCE, differs } from "./tolerance.js";

type Outcome = Pick<ProfileResult, "kind" | "bids" | "allocations" | "payments" | "regret" | "strategies">;

/** How the points of a front are solved. */
export interface Solving extends SolveOptions {
  readonly equilibria: Equilibria;
  /** Whether what is played was selected by exit. */
  readonly byExit: boolean;
}

/** How a profile is solved again. */
export interface SolvedAgain {
  readonly status: SolutionStatus;
  /** The equilibria that are scored, and how many more are in dominated bids. */
  readonly scored: readonly Outcome[];
  readonly dominated: number;
}

/** Solves a profile again; with selection by exit what is played is one thing, and that of the file is taken. */
export function solvedAgain(
  mechanism: Mechanism,
  profile: ScenarioProfile,
  result: ProfileResult,
  { equilibria, byExit, ...options }: Solving,
): SolvedAgain {
  if (byExit) return { status: "pure", scored: [result], dominated: 0 };
  const solution = solved(mechanism, profile.values, equilibria, options);
  const scored = scoredEquilibria(solution);
  return { status: solution.status, scored, dominated: solution.equilibria.length - scored.length };
}

/** The equilibria that figures are worked out from: the one at the bids in the file where it is alone. */
export function scoredOutcomes(result: ProfileResult, { scored }: SolvedAgain): readonly Outcome[] {
  const isAlone = (result.kind === "pure" || result.strategies) && result.equilibria === 1;
  return isAlone ? [result] : scored;
}

/** The equilibrium shown must be among those found again, and those must be as many and of the kinds stated. */
export function shownFaults(profile: ScenarioProfile, result: ProfileResult, again: SolvedAgain): Fault[] {
  const { name } = profile;
  const count = again.scored.length;
  return [
    result.profile === name ? null : `${name}: is called ${result.profile}`,
    shownAgain(result, again) ? null : `${name}: the ${result.kind} equilibrium shown is not found again`,
    count === result.equilibria ? null : `${name}: ${count} equilibria, not ${result.equilibria}`,
    again.dominated === result.dominatedEquilibria
      ? null
      : `${name}: ${again.dominated} equilibria in dominated bids, not ${result.dominatedEquilibria}`,
    again.status === result.status
      ? null
      : `${name}: its status is ${result.status} in the file and ${again.status} solved again`,
  ];
}

function shownAgain(result: Outcome, { scored }: SolvedAgain): Outcome | undefined {
  const near = (a: readonly number[], b: readonly number[]) =>
    a.length === b.length && a.every((each, i) => Math.abs(each - b[i]!) <= SHOWN_TOLERANCE);
  return scored.find(
    (each) =>
      each.kind === result.kind &&
      near(each.allocations, result.allocations) &&
      near(each.payments, result.payments),
  );
}

/** Outcomes of a solve anew, in units of the top value. */
const SHOWN_TOLERANCE = 1e-6;

/**
 * The regret of the equilibrium shown, judged at its bids, and whether it is proved. Those at a limit have no bids to
 * be judged at, and are held to the one found again.
 *
 * @param byExit whether it was selected by exit, where no lemma is asked
 * @param allowed largest regret, as a share of the top value
 */
export function regretFaults(
  mechanism: Mechanism,
  profile: ScenarioProfile,
  result: ProfileResult,
  again: SolvedAgain,
  { byExit, allowed }: { readonly byExit: boolean; readonly allowed: number },
): Fault[] {
  const at = `${profile.name}: regret`;
  const limit = shownAgain(result, again)?.regret ?? null;
  if (result.kind === "mixed") return mixedFaults(mechanism, profile, result);
  const regret = result.kind === "pure" ? regretAt(mechanism, profile, result, byExit) : limit;
  if (regret === null) return [];
  return [
    differs(at, result.regret?.relative, regret.relative),
    differs(`${at}, absolute,`, result.regret?.absolute, regret.absolute),
    result.regret?.kind === regret.kind
      ? null
      : `${at} is ${result.regret?.kind} in the file and ${regret.kind} when judged again`,
    regret.relative <= allowed ? null : `${at} is ${regret.relative} of the top value`,
  ];
}

/** Work that the certificate of mixed strategies may take, as in a search. */
const MIXED_BUDGET = 200_000_000;

/** Mixed strategies are judged as they stand in the file: the outcome that is expected of them, and the regret. */
function mixedFaults(mechanism: Mechanism, profile: ScenarioProfile, result: ProfileResult): Fault[] {
  const at = (what: string) => `${profile.name}: ${what}`;
  const { strategies } = result;
  if (strategies?.length !== profile.values.length) return [at("has not a strategy for each player")];
  if (!strategies.every(isDistribution)) return [at("has strategies that are no distributions")];
  const solver = { name: "the file", outcome: "read" };
  const values = Float64Array.from(profile.values);
  const judged =
    mechanism.shape.kind === "highest-bid" && mechanism.shape.price === "all-pay"
      ? judgeAllPay(values, { strategies, solver })
      : judgeMixed(mechanism, values, { strategies, solver }, MIXED_BUDGET);
  if (judged === null) return [at("the mixed equilibrium is none by the certifier")];
  return [
    differs(at("regret"), result.regret?.relative, judged.regret.relative),
    result.regret?.kind === judged.regret.kind ? null : at(`regret is not ${result.regret?.kind}`),
    judged.regret.relative <= MIXED_REGRET
      ? null
      : at(`regret is ${judged.regret.relative} of the top value`),
    ...(["bids", "allocations", "payments"] as const).flatMap((amounts) =>
      judged[amounts].map((amount, i) => differs(at(`expected ${amounts}`), result[amounts][i], amount)),
    ),
  ];
}

function isDistribution({ support, probabilities, uniform = [] }: MixedStrategy): boolean {
  const parts = [...probabilities, ...uniform.map(({ probability }) => probability)];
  return (
    support.length === probabilities.length &&
    support.every((bid) => bid >= 0) &&
    uniform.every(({ from, to }) => from >= 0 && to > from) &&
    parts.every((part) => part >= 0) &&
    Math.abs(parts.reduce((sum, part) => sum + part, 0) - 1) <= CHECK_TOLERANCE
  );
}

/** The figures are the certifier's in any case; the lemma says whether they are proved. */
function regretAt(mechanism: Mechanism, profile: ScenarioProfile, result: Outcome, byExit: boolean): Regret {
  const values = Float64Array.from(profile.values);
  const bids = Float64Array.from(result.bids);
  const proved = !byExit && provedRegret(mechanism, values, bids) !== null;
  const searched = certify(mechanism, values, bids, Number.POSITIVE_INFINITY)!;
  return { ...searched, kind: proved ? "proved" : "searched" };
}
