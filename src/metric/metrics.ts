import { papBenchmark } from "../scenario/pap-benchmark.js";
import { effectivePlayers, entropy, gini, hhi, largestShare, nakamoto } from "./concentration.js";
import { fairness, fairnessActive } from "./fairness.js";
import type { Metric, MetricName } from "./metric.js";
import { revenue, revenueShare } from "./revenue.js";
import { welfare } from "./welfare.js";

/** All metrics, in the order in which people read them. */
export const METRICS: readonly Metric[] = [
  revenue,
  revenueShare,
  fairness,
  fairnessActive,
  entropy,
  hhi,
  effectivePlayers,
  largestShare,
  gini,
  nakamoto,
  welfare,
];

export type MetricValues = Readonly<Record<MetricName, number>>;

/**
 * Every metric of an outcome.
 *
 * @param papActive which players PAP leaves active, where the caller knows
 * @param metrics   the metrics asked for; no other is in the answer
 */
export function metricsOf(
  values: readonly number[],
  outcome: { readonly allocations: readonly number[]; readonly payments: readonly number[] },
  papActive: readonly boolean[] = papActiveAt(values),
  metrics: readonly Metric[] = METRICS,
): MetricValues {
  const view = { values, allocations: outcome.allocations, payments: outcome.payments, papActive };
  const figures = {} as Record<MetricName, number>;
  for (const metric of metrics) figures[metric.name] = metric.of(view);
  return figures;
}

/** Which players PAP leaves active: those of value strictly above its total. */
export function papActiveAt(values: readonly number[]): boolean[] {
  return papBenchmark(values).allocations.map((x) => x > 0);
}

/** The players, counted from 1, whom PAP keeps in and who bid 0: an equilibrium at these bids excludes them. */
export function excludedBy(
  values: readonly number[],
  bids: readonly number[],
  papActive: readonly boolean[] = papActiveAt(values),
): number[] {
  return values.flatMap((_, i) => (papActive[i] && !(bids[i]! > 0) ? [i + 1] : []));
}
