import type { Equilibrium, Solution, SolutionStatus } from "./equilibrium/solution.js";
import { type SolveOptions, solvePure } from "./equilibrium/solve.js";
import type { Mechanism } from "./mechanism/mechanism.js";
import { findFault } from "./mechanism/validity.js";
import { type MetricValues, metricsOf } from "./metric/metrics.js";
import { dominanceAt, dominanceOver, type ScenarioDominance } from "./pareto/dominance.js";
import { papBenchmark } from "./scenario/pap-benchmark.js";
import type { Scenario, ScenarioProfile } from "./scenario/scenario.js";
import type { PlayedProfile } from "./sybil/notion/equilibrium.js";
import type { ScreenOptions } from "./sybil/options.js";
import { screen } from "./sybil/screen.js";
import type { Notion, Verdict } from "./sybil/verdict.js";

/** What a candidate must pass. */
export interface Constraints extends ScreenOptions {
  /** The Sybil notions that it must not be refuted under; none for a free comparison. */
  readonly notions: readonly Notion[];
}

/** Why a candidate ended where it did; counted and shown. */
export type EvaluationStatus =
  | "feasible"
  | "invalid-mechanism"
  | "withholds"
  | "refuted-split"
  | "refuted-best-response"
  | "refuted-equilibrium"
  | "no-equilibrium"
  | "budget-exceeded";

/** How a mechanism does at one profile; amounts in the scenario's unit, top value 1. */
export interface ProfileResult {
  readonly profile: string;
  readonly status: SolutionStatus;
  /** How many equilibria are scored, and how many more are in dominated bids. */
  readonly equilibria: number;
  readonly dominatedEquilibria: number;
  /** Each figure's worst case over the scored equilibria; null where there is none. */
  readonly revenue: number | null;
  readonly revenueOverPap: number | null;
  readonly fairness: number | null;
  readonly fairnessActive: number | null;
  readonly fairnessOverPap: number | null;
  /** All metrics, bids and outcomes at the scored equilibrium of least revenue. */
  readonly metrics: MetricValues | null;
  readonly bids: readonly number[];
  readonly allocations: readonly number[];
  readonly payments: readonly number[];
  readonly utilities: readonly number[];
  readonly regret: Equilibrium["regret"] | null;
}

/** Weighted means over a scenario, of each profile's worst case. */
export interface Scores {
  readonly revenueOverPap: number;
  readonly fairnessOverPap: number;
  readonly revenueShare: number;
  readonly fairness: number;
  readonly fairnessActive: number;
}

export interface Evaluation {
  readonly status: EvaluationStatus;
  readonly reason: string | null;
  readonly scores: Scores | null;
  readonly perProfile: readonly ProfileResult[];
  readonly sybil: readonly Verdict[];
  readonly dominatesPap: ScenarioDominance | null;
}

/**
 * Scores a mechanism over a scenario: validity, the value-free Sybil screens, the equilibria of every
 * profile with their metrics, then the screen at those equilibria. Cheapest first; it stops at the first
 * constraint that fails and says which.
 */
export function evaluate(
  mechanism: Mechanism,
  scenario: Scenario,
  constraints: Constraints,
  options: SolveOptions = {},
): Evaluation {
  const sybil: Verdict[] = [];
  const rejected = (
    status: EvaluationStatus,
    reason: string,
    perProfile: ProfileResult[] = [],
  ): Evaluation => ({
    ...{ status, reason, scores: null, perProfile, sybil, dominatesPap: null },
  });
  const fault = findFault(mechanism, 4, 1);
  if (fault !== null) return rejected("invalid-mechanism", fault);
  if (mechanism.claims.withholds) return rejected("withholds", "the rule may keep the good");

  for (const notion of VALUE_FREE) {
    if (!constraints.notions.includes(notion)) continue;
    const verdict = screen(mechanism, notion, constraints);
    sybil.push(verdict);
    if (verdict.outcome === "refuted") return rejected(`refuted-${notion}`, refutation(verdict));
  }

  const perProfile: ProfileResult[] = [];
  const played: PlayedProfile[] = [];
  for (const profile of scenario.profiles) {
    const solution = solvePure(mechanism, profile.values, options);
    const result = profileResult(profile, solution);
    perProfile.push(result);
    if (result.revenue === null) {
      const status =
        solution.status === "budget-exceeded" || solution.status === "invalid-mechanism"
          ? solution.status
          : "no-equilibrium";
      const reason = `profile ${profile.name}: ${solution.reason ?? "only equilibria in dominated bids"}`;
      return rejected(status, reason, perProfile);
    }
    for (const each of scoredEquilibria(solution)) played.push({ values: profile.values, bids: each.bids });
  }

  if (constraints.notions.includes("equilibrium")) {
    const verdict = screen(mechanism, "equilibrium", constraints, played);
    sybil.push(verdict);
    if (verdict.outcome === "refuted")
      return rejected("refuted-equilibrium", refutation(verdict), perProfile);
  }
  const weights = scenario.profiles.map((profile) => profile.weight);
  const scores = scoresOf(perProfile, weights);
  const dominatesPap = dominance(scenario.profiles, perProfile, weights);
  return { status: "feasible", reason: null, scores, perProfile, sybil, dominatesPap };
}

/** The notions that need no values, cheapest to refute first. */
const VALUE_FREE = ["split", "best-response"] as const;

function refutation(verdict: Verdict): string {
  return `${verdict.notion}: identities gain ${verdict.largestGainShare.toExponential(1)}`;
}

/** The equilibria that count for scores: those not in weakly dominated bids. */
export function scoredEquilibria(solution: Solution): readonly Equilibrium[] {
  return solution.equilibria.filter((each) => !each.dominated);
}

function profileResult(profile: ScenarioProfile, solution: Solution): ProfileResult {
  const scored = scoredEquilibria(solution);
  const metrics = scored.map((each) => metricsOf(profile.values, each));
  const least = (name: "revenue" | "fairness" | "fairnessActive") =>
    metrics.length === 0 ? null : Math.min(...metrics.map((each) => each[name]));
  const [revenue, fairness, fairnessActive] = [least("revenue"), least("fairness"), least("fairnessActive")];
  const pap = papPerformance(profile.values);
  const shown = metrics.findIndex((each) => each.revenue === revenue);
  const { bids = [], allocations = [], payments = [], utilities = [], regret = null } = scored[shown] ?? {};
  return {
    profile: profile.name,
    status: solution.status,
    equilibria: scored.length,
    dominatedEquilibria: solution.equilibria.length - scored.length,
    revenue,
    revenueOverPap: revenue === null ? null : revenue / pap.revenue,
    fairness,
    fairnessActive,
    fairnessOverPap: fairnessActive === null ? null : fairnessActive / pap.fairness,
    metrics: metrics[shown] ?? null,
    ...{ bids, allocations, payments, utilities, regret },
  };
}

/** PAP's revenue and fairness over its active players, from its closed form. */
function papPerformance(values: readonly number[]): { revenue: number; fairness: number } {
  const { total, allocations } = papBenchmark(values);
  const { fairnessActive } = metricsOf(values, { allocations, payments: [] });
  return { revenue: total, fairness: fairnessActive };
}

function scoresOf(perProfile: readonly ProfileResult[], weights: readonly number[]): Scores {
  const mean = (figure: (result: ProfileResult) => number | null) =>
    perProfile.reduce((total, result, k) => total + (figure(result) ?? 0) * weights[k]!, 0);
  return {
    revenueOverPap: mean((result) => result.revenueOverPap),
    fairnessOverPap: mean((result) => result.fairnessOverPap),
    // Scenario profiles have top value 1, so revenue is its own share of the top value.
    revenueShare: mean((result) => result.revenue),
    fairness: mean((result) => result.fairness),
    fairnessActive: mean((result) => result.fairnessActive),
  };
}

function dominance(
  profiles: readonly ScenarioProfile[],
  perProfile: readonly ProfileResult[],
  weights: readonly number[],
): ScenarioDominance {
  const margins = perProfile.map((result, k) => {
    const performance = { revenue: result.revenue ?? 0, fairness: result.fairnessActive ?? 0 };
    return dominanceAt(performance, papPerformance(profiles[k]!.values)).margins;
  });
  return dominanceOver(margins, weights);
}
