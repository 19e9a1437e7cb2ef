import { InputError } from "../input-error.js";
import { ALLOCATION_SUM_TOLERANCE } from "../mechanism/validity.js";
import type { Metric } from "../metric/metric.js";
import { METRICS, type MetricValues, metricsOf as measured } from "../metric/metrics.js";
import * as check from "./check.js";

/** What is measured: one entry a player, in the order of the values. */
export interface MeasuredOutcome {
  readonly allocations: readonly number[];
  readonly payments: readonly number[];
}

/**
 * Every metric of an outcome.
 *
 * @param values    v_i > 0, finite
 * @param outcome   x_i in [0, 1], summing to at most 1; p_i >= 0, in the unit of the values
 * @param papActive which players PAP leaves active; worked out from the values where it is left out
 * @param metrics   those asked for, of `METRICS`; no other is in the answer
 * @throws InputError for anything else
 */
export function metricsOf(
  values: readonly number[],
  outcome: MeasuredOutcome,
  papActive?: readonly boolean[],
  metrics: readonly Metric[] = METRICS,
): MetricValues {
  const checked = check.values(values);
  checkOutcome(outcome, checked.length);
  if (papActive !== undefined) {
    const flags = check.listOf(checked.length, papActive, "papActive");
    for (const [i, flag] of flags.entries()) check.truth(flag, `papActive[${i}]`);
  }
  for (const [k, metric] of check.list(metrics, "metrics").entries()) {
    if (METRICS.some((known) => known === metric)) continue;
    throw new InputError(`metrics[${k}]: is no metric; choose from METRICS`);
  }
  return measured(checked, outcome, papActive, metrics);
}

function checkOutcome(given: unknown, players: number): void {
  const { allocations, payments } = check.object(given, "outcome");
  let total = 0;
  for (const [i, x] of check.listOf(players, allocations, "outcome.allocations").entries()) {
    total += check.number(x, `outcome.allocations[${i}]`, { from: 0, to: 1 + ALLOCATION_SUM_TOLERANCE });
  }
  if (total > 1 + ALLOCATION_SUM_TOLERANCE) {
    throw new InputError(
      `outcome.allocations: sum to ${total}; give shares of one good, which sum to at most 1`,
    );
  }
  for (const [i, p] of check.listOf(players, payments, "outcome.payments").entries()) {
    check.number(p, `outcome.payments[${i}]`, check.NOT_NEGATIVE);
  }
}
