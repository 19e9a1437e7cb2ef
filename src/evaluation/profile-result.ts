import type { MixedStrategy } from "../equilibrium/mixed/strategy.js";
import type { Equilibrium, Solution, SolutionStatus } from "../equilibrium/solution.js";
import type { Mechanism } from "../mechanism/mechanism.js";
import type { Metric } from "../metric/metric.js";
import { excludedBy, METRICS, type MetricValues, metricsOf, papActiveAt } from "../metric/metrics.js";
import { papBenchmark } from "../scenario/pap-benchmark.js";
import type { ScenarioProfile } from "../scenario/scenario.js";
import type { PlayedProfile } from "../sybil/notion/equilibrium.js";
import type { Figure } from "./figure.js";
import { papDistance } from "./pap-distance.js";

/** How a mechanism does at one profile; amounts in the scenario's unit, top value 1. */
export interface ProfileResult {
  readonly profile: string;
  readonly status: SolutionStatus;
  /** How many equilibria are scored, and how many more are in dominated bids. */
  readonly equilibria: number;
  readonly dominatedEquilibria: number;
  /** Players, counted from 1, whom some scored equilibrium excludes though PAP keeps them in; missing where there are none. */
  readonly excludes?: readonly number[];
  /** Each figure's worst case over the scored equilibria; null where there is none. */
  readonly revenue: number | null;
  readonly revenueOverPap: number | null;
  readonly fairness: number | null;
  readonly fairnessActive: number | null;
  readonly fairnessOverPap: number | null;
  /** The metrics asked for, bids and outcomes at the scored equilibrium of least revenue. */
  readonly metrics: MetricValues | null;
  readonly kind: Equilibrium["kind"] | null;
  readonly bids: readonly number[];
  readonly allocations: readonly number[];
  readonly payments: readonly number[];
  readonly utilities: readonly number[];
  /** Mixed only: one a player; the bids and outcomes are then expected ones. */
  readonly strategies?: readonly MixedStrategy[];
  readonly regret: Equilibrium["regret"] | null;
}

/** The equilibria that count for scores: those not in weakly dominated bids. */
export function scoredEquilibria(solution: Solution): readonly Equilibrium[] {
  return solution.equilibria.filter((each) => !each.dominated);
}

/** Equilibria as the Sybil notions take them. */
export function playedAt(
  values: readonly number[],
  equilibria: readonly Pick<Equilibrium, "bids" | "strategies">[],
): PlayedProfile[] {
  return equilibria.map(({ bids, strategies }) => ({ values, bids, ...(strategies ? { strategies } : {}) }));
}

/** A profile with what every evaluation at it needs. */
export interface Stage {
  readonly profile: ScenarioProfile;
  readonly values: Float64Array;
  /** PAP's metrics, from its closed form, and the players it leaves active. */
  readonly pap: MetricValues;
  readonly papActive: readonly boolean[];
}

export function stageOf(profile: ScenarioProfile): Stage {
  const { total, allocations } = papBenchmark(profile.values);
  const pap = { allocations, payments: allocations.map((share) => share * total) };
  return {
    profile,
    values: Float64Array.from(profile.values),
    pap: metricsOf(profile.values, pap),
    papActive: papActiveAt(profile.values),
  };
}

/**
 * The metrics of every equilibrium that is scored.
 *
 * @param metrics those asked for, the ones of `ProfileResult` among them
 */
export function metricsAt(
  { profile, papActive }: Stage,
  outcomes: readonly Pick<Equilibrium, "allocations" | "payments">[],
  metrics: readonly Metric[] = METRICS,
): MetricValues[] {
  return outcomes.map((each) => metricsOf(profile.values, each, papActive, metrics));
}

/** A solution's figures at a profile. */
export function profileResult(
  stage: Stage,
  solution: Solution,
  metrics: readonly MetricValues[],
): ProfileResult {
  const { profile, pap } = stage;
  const scored = scoredEquilibria(solution);
  const excludes = excludedAt(stage, scored);
  const least = (name: "revenue" | "fairness" | "fairnessActive") =>
    metrics.length === 0 ? null : Math.min(...metrics.map((each) => each[name]));
  const [revenue, fairness, fairnessActive] = [least("revenue"), least("fairness"), least("fairnessActive")];
  const shown = metrics.findIndex((each) => each.revenue === revenue);
  const {
    bids = [],
    allocations = [],
    payments = [],
    utilities = [],
    regret = null,
    kind = null,
    strategies,
  } = scored[shown] ?? {};
  return {
    profile: profile.name,
    status: solution.status,
    equilibria: scored.length,
    dominatedEquilibria: solution.equilibria.length - scored.length,
    ...(excludes.length > 0 ? { excludes } : {}),
    revenue,
    revenueOverPap: revenue === null ? null : revenue / pap.revenue,
    fairness,
    fairnessActive,
    fairnessOverPap: fairnessActive === null ? null : fairnessActive / pap.fairnessActive,
    metrics: metrics[shown] ?? null,
    ...{ kind, bids, allocations, payments, utilities, regret },
    ...(strategies ? { strategies } : {}),
  };
}

/** The players, counted from 1, whom some equilibrium excludes though PAP keeps them in. */
export function excludedAt(
  { profile, papActive }: Stage,
  equilibria: readonly Pick<Equilibrium, "bids">[],
): number[] {
  const players = new Set(equilibria.flatMap(({ bids }) => excludedBy(profile.values, bids, papActive)));
  return [...players].sort((a, b) => a - b);
}

/**
 * A figure at a profile: its worst case over the scored equilibria.
 *
 * @param metrics of one or more equilibria
 */
export function figureAt(
  figure: Figure,
  mechanism: Mechanism,
  { profile, pap }: Stage,
  metrics: readonly MetricValues[],
): number {
  const distance = () => papDistance(mechanism, profile.values);
  return Math.min(...metrics.map((each) => figure.of({ metrics: each, pap, distance })));
}
