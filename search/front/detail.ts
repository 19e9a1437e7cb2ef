import type { ProfileResult } from "../../src/evaluation/profile-result.js";
import { InputError } from "../../src/input-error.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { mechanismText } from "../../src/mechanism/notation.js";
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
 * @throws InputError where a candidate cannot be built, or a point has not a result, bids and scores for each profile
 */
export async function detailedFront(front: Front): Promise<DetailedFront> {
  const detail = async <P extends Point>(point: P) => {
    const mechanism = await buildMechanism(point.candidate);
    return { ...point, perProfile: detailedResults(mechanism, point, front.scenario.profiles) };
  };
  return {
    ...front,
    baseline: await detail(front.baseline),
    references: await Promise.all(front.references.map(detail)),
    front: await Promise.all(front.front.map(detail)),
  };
}

/**
 * The results of a point at every profile, with what follows from its bids.
 *
 * @throws InputError where the point has not a result, bids and scores for each profile
 */
export function detailedResults(
  mechanism: Mechanism,
  point: Point,
  profiles: readonly ScenarioProfile[],
): ProfileResult[] {
  refuseIncomplete(point, profiles);
  return profiles.map((profile, k) => detailed(mechanism, profile, point.perProfile[k]!));
}

function refuseIncomplete(
  { candidate, scores, perProfile }: Point,
  profiles: readonly ScenarioProfile[],
): void {
  const where = `the point ${mechanismText(candidate)}`;
  for (const figure of ["revenueOverPap", "fairnessOverPap"] as const) {
    if (!Number.isFinite(scores[figure])) throw new InputError(`${where} has no ${figure}`);
  }
  if (perProfile.length !== profiles.length) {
    throw new InputError(`${where} has ${perProfile.length} results for ${profiles.length} profiles`);
  }
  for (const [k, { kind, bids }] of perProfile.entries()) {
    const { name, values } = profiles[k]!;
    if (kind !== null && bids.length !== values.length) {
      throw new InputError(`${where} has ${bids.length} bids for the ${values.length} values of ${name}`);
    }
  }
}
