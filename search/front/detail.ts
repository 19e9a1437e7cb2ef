import type { ProfileResult } from "../../src/evaluation/profile-result.js";
import { InputError } from "../../src/input-error.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { mechanismText } from "../../src/mechanism/notation.js";
import { metricsOf } from "../../src/metric/metrics.js";
import type { ScenarioProfile } from "../../src/scenario/scenario.js";
import type { Front, FrontPoint, PublishedFront, PublishedPoint, PublishedResult } from "./front.js";
import { mechanismOf } from "./mechanisms.js";
import { currentVerdict } from "./older-verdict.js";

/** A front without what follows from the bids in it. `detailedFront` is the inverse. */
export function publishedFront({ baseline, references, front, ...rest }: Front): PublishedFront {
  const lean = <P extends { readonly perProfile: readonly ProfileResult[] }>(point: P) => ({
    ...point,
    perProfile: point.perProfile.map(published),
  });
  return {
    ...rest,
    baseline: lean(baseline),
    references: references.map(lean),
    front: front.map(lean),
  };
}

/** A result without what follows from its bids. */
function published(result: ProfileResult): PublishedResult {
  const { metrics: _, utilities: __, allocations, payments, ...kept } = result;
  return result.kind === "pure" ? kept : { ...kept, allocations, payments };
}

/**
 * A front with everything worked out that its file leaves out, its verdicts in the form of today.
 *
 * @throws InputError where a candidate cannot be built, or a point has not a result and bids for each profile
 */
export async function detailedFront(front: PublishedFront): Promise<Front> {
  const { profiles } = front.scenario;
  const detail = async <P extends PublishedPoint>(point: P) => {
    refuseIncomplete(point, profiles);
    const mechanism = await mechanismOf(point.candidate);
    return {
      ...point,
      perProfile: profiles.map((profile, k) => detailed(mechanism, profile, point.perProfile[k]!)),
    };
  };
  return {
    ...front,
    baseline: await detail(front.baseline),
    references: await Promise.all(front.references.map(detail)),
    front: await Promise.all(
      front.front.map(async (point): Promise<FrontPoint> => {
        return { ...(await detail(point)), sybil: point.sybil.map(currentVerdict) };
      }),
    ),
  };
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

function refuseIncomplete(
  { candidate, perProfile }: PublishedPoint,
  profiles: readonly ScenarioProfile[],
): void {
  const where = `the point ${mechanismText(candidate)}`;
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
