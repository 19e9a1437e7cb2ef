import type { Equilibrium, Solution, SolutionStatus } from "../equilibrium/solution.js";
import { type MetricValues, metricsOf } from "../metric/metrics.js";
import { papBenchmark } from "../scenario/pap-benchmark.js";
import type { ScenarioProfile } from "../scenario/scenario.js";
import type { FigureView } from "./figure.js";
import { figureOf, type Objective } from "./objective.js";

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
  readonly kind: Equilibrium["kind"] | null;
  readonly bids: readonly number[];
  readonly allocations: readonly number[];
  readonly payments: readonly number[];
  readonly utilities: readonly number[];
  readonly regret: Equilibrium["regret"] | null;
}

/** The equilibria that count for scores: those not in weakly dominated bids. */
export function scoredEquilibria(solution: Solution): readonly Equilibrium[] {
  return solution.equilibria.filter((each) => !each.dominated);
}

/** Every metric of PAP at a profile, from its closed form. */
export function papMetrics(values: readonly number[]): MetricValues {
  const { total, allocations } = papBenchmark(values);
  return metricsOf(values, { allocations, payments: allocations.map((share) => share * total) });
}

export function profileResult(profile: ScenarioProfile, solution: Solution): ProfileResult {
  const scored = scoredEquilibria(solution);
  const metrics = scored.map((each) => metricsOf(profile.values, each));
  const least = (name: "revenue" | "fairness" | "fairnessActive") =>
    metrics.length === 0 ? null : Math.min(...metrics.map((each) => each[name]));
  const [revenue, fairness, fairnessActive] = [least("revenue"), least("fairness"), least("fairnessActive")];
  const pap = papMetrics(profile.values);
  const shown = metrics.findIndex((each) => each.revenue === revenue);
  const {
    bids = [],
    allocations = [],
    payments = [],
    utilities = [],
    regret = null,
    kind = null,
  } = scored[shown] ?? {};
  return {
    profile: profile.name,
    status: solution.status,
    equilibria: scored.length,
    dominatedEquilibria: solution.equilibria.length - scored.length,
    revenue,
    revenueOverPap: revenue === null ? null : revenue / pap.revenue,
    fairness,
    fairnessActive,
    fairnessOverPap: fairnessActive === null ? null : fairnessActive / pap.fairnessActive,
    metrics: metrics[shown] ?? null,
    ...{ kind, bids, allocations, payments, utilities, regret },
  };
}

/**
 * An objective's figure at a profile: its worst case over the scored equilibria.
 *
 * @param outcomes one or more
 * @param distance of the rule from PAP at the profile
 */
export function figureAt(
  objective: Objective,
  values: readonly number[],
  outcomes: readonly Pick<Equilibrium, "allocations" | "payments">[],
  distance: number,
): number {
  const figure = figureOf(objective);
  const pap = papMetrics(values);
  const views = outcomes.map((each): FigureView => ({ metrics: metricsOf(values, each), pap, distance }));
  return Math.min(...views.map((view) => figure.of(view)));
}
