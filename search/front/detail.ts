import type { ProfileResult } from "../../src/evaluation/profile-result.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { metricsOf } from "../../src/metric/metrics.js";
import type { ScenarioProfile } from "../../src/scenario/scenario.js";
import type { DetailedFront, Front, Point, PublishedResult } from "./front.js";

/** A result without what follows from its bids. */
export function published(result: ProfileResult): PublishedResult {
  const { metrics: _, utilities: __, allocations, payments, ...kept } = result;
  return result.kind === "pure" ? kept : { ...kept, allocations, payments };
}

/** A published result with the outcome, the utilities and the metrics worked out from its bids. */
export function detailed(
  mechanism: Mechanism,
  { values }: ScenarioProfile,
  result: PublishedResult,
): ProfileResult {
  const outcome = result.kind === "pure" ? outcomeAt(mechanism, result.bids) : result;
  const { allocations = [], payments = [] } = outcome;
  const utilities = values.map((value, i) => value * (allocations[i] ?? 0) - (payments[i] ?? 0));
  const metrics = result.kind === null ? null : metricsOf(values, { allocations, payments });
  return { ...result, allocations, payments, utilities, metrics };
}

function outcomeAt(
  mechanism: Mechanism,
  bids: readonly number[],
): { allocations: number[]; payments: number[] } {
  const allocations = new Float64Array(bids.length);
  const payments = new Float64Array(bids.length);
  mechanism.outcome(Float64Array.from(bids), allocations, payments);
  return { allocations: Array.from(allocations), payments: Array.from(payments) };
}

/**
 * A front with everything worked out that its file leaves out.
 *
 * @throws InputError where a candidate cannot be built
 */
export async function detailedFront(front: Front): Promise<DetailedFront> {
  const { profiles } = front.scenario;
  const detail = async <P extends Point>(point: P) => {
    const mechanism = await buildMechanism(point.candidate);
    const perProfile = profiles.map((profile, k) => detailed(mechanism, profile, point.perProfile[k]!));
    return { ...point, perProfile };
  };
  return {
    ...front,
    baseline: await detail(front.baseline),
    references: await Promise.all(front.references.map(detail)),
    front: await Promise.all(front.front.map(detail)),
  };
}
