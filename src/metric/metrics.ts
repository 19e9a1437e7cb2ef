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

/** Every metric of an outcome. */
export function metricsOf(
  values: readonly number[],
  outcome: { readonly allocations: readonly number[]; readonly payments: readonly number[] },
): MetricValues {
  const papActive = papBenchmark(values).allocations.map((x) => x > 0);
  const view = { values, allocations: outcome.allocations, payments: outcome.payments, papActive };
  return Object.fromEntries(METRICS.map((metric) => [metric.name, metric.of(view)])) as MetricValues;
}
