import { type SolveOptions, solvePure } from "./equilibrium/solve.js";
import { aggregated, type Objective, objectiveOf } from "./evaluation/objective.js";
import { papDistance } from "./evaluation/pap-distance.js";
import {
  figureAt,
  type ProfileResult,
  papMetrics,
  profileResult,
  scoredEquilibria,
} from "./evaluation/profile-result.js";
import { excess } from "./evaluation/violation.js";
import type { Mechanism } from "./mechanism/mechanism.js";
import { findFault } from "./mechanism/validity.js";
import { dominanceAt, dominanceOver, type ScenarioDominance } from "./pareto/dominance.js";
import type { Scenario, ScenarioProfile } from "./scenario/scenario.js";
import type { PlayedProfile } from "./sybil/notion/equilibrium.js";
import type { ScreenOptions } from "./sybil/options.js";
import { screen } from "./sybil/screen.js";
import type { SybilNotion } from "./sybil/search.js";
import type { Verdict } from "./sybil/verdict.js";

/** What a candidate must pass. */
export interface Constraints extends ScreenOptions {
  /** The Sybil notions that it must not be refuted under; none for a free comparison. */
  readonly notions: readonly SybilNotion[];
  /** Whether rules that may keep the good are let in. */
  readonly withholding?: boolean;
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
  /**
   * 0 where feasible; else how far from it: the number of constraints still untried, plus how far it fails
   * the first that it fails, in (0, 1].
   */
  readonly violation: number;
  readonly scores: Scores | null;
  /** What the search maximises, in the order asked; null where the equilibria are not known. */
  readonly objectives: readonly number[] | null;
  readonly perProfile: readonly ProfileResult[];
  /** Every equilibrium that is scored. */
  readonly played: readonly PlayedProfile[];
  readonly sybil: readonly Verdict[];
  readonly dominatesPap: ScenarioDominance | null;
}

export interface EvaluateOptions extends SolveOptions {
  readonly objectives?: readonly Objective[];
}

/** Revenue and fairness relative to PAP, in the weighted mean. */
export const DEFAULT_OBJECTIVES: readonly Objective[] = [
  objectiveOf("revenueOverPap"),
  objectiveOf("fairnessOverPap"),
];

/**
 * Scores a mechanism over a scenario: validity, the value-free Sybil screens, the equilibria of every
 * profile with their metrics, then the screen at those equilibria. Cheapest first; it stops at the first
 * constraint that fails, and says which and by how much.
 */
export function evaluate(
  mechanism: Mechanism,
  scenario: Scenario,
  constraints: Constraints,
  options: EvaluateOptions = {},
): Evaluation {
  const sybil: Verdict[] = [];
  const asked = VALUE_FREE.filter((notion) => constraints.notions.includes(notion));
  const last = constraints.notions.includes("equilibrium") ? 1 : 0;
  const rejected = (
    status: EvaluationStatus,
    reason: string,
    violation: number,
    known: Partial<Evaluation> = {},
  ): Evaluation => ({
    ...{ status, reason, violation, scores: null, objectives: null, perProfile: [], played: [], sybil },
    ...{ dominatesPap: null, ...known },
  });
  const refuted = (verdict: Verdict, notion: SybilNotion, untried: number, known?: Partial<Evaluation>) =>
    rejected(
      `refuted-${notion}`,
      `${notion}: identities gain ${verdict.largestGainShare.toExponential(1)}`,
      untried + excess(verdict.largestGainShare, constraints.tolerance),
      known,
    );

  const everything = asked.length + 1 + last;
  const fault = findFault(mechanism, 4, 1);
  if (fault !== null) return rejected("invalid-mechanism", fault, everything + 1);
  if (mechanism.claims.withholds && !constraints.withholding) {
    return rejected("withholds", "the rule may keep the good", everything + 1);
  }

  for (const [k, notion] of asked.entries()) {
    const verdict = screen(mechanism, notion, constraints);
    sybil.push(verdict);
    if (verdict.outcome === "refuted") return refuted(verdict, notion, asked.length - k + last);
  }

  const { profiles } = scenario;
  const { objectives: wanted = DEFAULT_OBJECTIVES } = options;
  const figures = wanted.map((): number[] => []);
  const perProfile: ProfileResult[] = [];
  const played: PlayedProfile[] = [];
  for (const [k, profile] of profiles.entries()) {
    const solution = solvePure(mechanism, profile.values, options);
    const result = profileResult(profile, solution);
    perProfile.push(result);
    if (result.revenue === null) {
      const status =
        solution.status === "budget-exceeded" || solution.status === "invalid-mechanism"
          ? solution.status
          : "no-equilibrium";
      const reason = `profile ${profile.name}: ${solution.reason ?? "only equilibria in dominated bids"}`;
      return rejected(status, reason, last + 1 - k / profiles.length, { perProfile });
    }
    const scored = scoredEquilibria(solution);
    for (const each of scored) played.push({ values: profile.values, bids: each.bids });
    const distance = papDistance(mechanism, profile.values);
    for (const [m, objective] of wanted.entries()) {
      figures[m]!.push(figureAt(objective, profile.values, scored, distance));
    }
  }
  const weights = profiles.map((profile) => profile.weight);
  const known = {
    perProfile,
    played,
    scores: scoresOf(perProfile, weights),
    objectives: wanted.map((objective, m) => aggregated(objective, figures[m]!, weights)),
  };

  if (last === 1) {
    const verdict = screen(mechanism, "equilibrium", constraints, played);
    sybil.push(verdict);
    if (verdict.outcome === "refuted") return refuted(verdict, "equilibrium", 0, known);
  }
  const dominatesPap = dominance(profiles, perProfile, weights);
  return { status: "feasible", reason: null, violation: 0, ...known, sybil, dominatesPap };
}

/** The notions that need no values, cheapest to refute first. */
const VALUE_FREE = ["split", "best-response"] as const;

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
    const { revenue, fairnessActive } = papMetrics(profiles[k]!.values);
    const performance = { revenue: result.revenue ?? 0, fairness: result.fairnessActive ?? 0 };
    return dominanceAt(performance, { revenue, fairness: fairnessActive }).margins;
  });
  return dominanceOver(margins, weights);
}
