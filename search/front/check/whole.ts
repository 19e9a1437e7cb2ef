import { dominates } from "../../../src/pareto/front.js";
import { gridKept } from "../../../src/pareto/grid.js";
import { hypervolume } from "../../../src/pareto/hypervolume.js";
import { stableJson } from "../../io/canonical.js";
import { reasonsToStop } from "../../job/stop-reason.js";
import { comparable, NOTABLE_RISE } from "../comparable.js";
import type { PublishedFront } from "../front.js";
import type { Fault } from "./claim.js";
import { CHECK_TOLERANCE, differs } from "./tolerance.js";

/** Points of a front that dominate another one. */
export function dominationFaults({ front }: PublishedFront): Fault[] {
  const points = front.map((point) => comparable(point)!);
  return front.flatMap((a, i) =>
    front.map((b, j) => (dominates(points[i]!, points[j]!) ? `${a.id} dominates ${b.id}` : null)),
  );
}

/** Ids that stand for one point each, and candidates within what the job searches. */
export function candidateFaults({ front, job }: PublishedFront): Fault[] {
  const ids = new Set(front.map(({ id }) => id));
  return [
    ids.size === front.length ? null : "an id stands there twice",
    ...front.map(({ id, candidate }) => {
      const searched = job.families.some(
        ({ family, ranges, fixed }) =>
          family === candidate.family &&
          Object.entries(fixed).every(
            ([name, value]) => typeof value !== "number" || candidate.parameters?.[name] === value,
          ) &&
          ranges.every(({ name, low, high }) => {
            const value = candidate.parameters?.[name];
            const slack = CHECK_TOLERANCE * Math.max(1, Math.abs(low), Math.abs(high));
            return typeof value === "number" && value >= low - slack && value <= high + slack;
          }),
      );
      return searched ? null : `point ${id} is not within what the job searches`;
    }),
  ];
}

/** What is counted must be what was evaluated, and a hypervolume only rises. */
export function tallyFaults(whole: PublishedFront): Fault[] {
  const { counts, front, found = front.length, verification, job, stopped } = whole;
  const { value, history, reference } = whole.hypervolume;
  const counted = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const { evaluations } = job.budget;
  const rises = history.every(
    ([at, volume], k) => k === 0 || (at > history[k - 1]![0] && volume > history[k - 1]![1]),
  );
  const [at, last] = history.at(-1) ?? [0, 0];
  return [
    evaluations === undefined || counted <= evaluations
      ? null
      : `${counted} counted of ${evaluations} allowed`,
    (counts.feasible ?? 0) >= found ? null : "more points than feasible candidates",
    verification === undefined || verification.done - verification.fallen >= found
      ? null
      : "more points than verified candidates that did not fall",
    front.length === Math.min(found, job.frontSize)
      ? null
      : `${front.length} points are shown of ${found}, where the job shows at most ${job.frontSize}`,
    at <= counted && front.every(({ id }) => id < counted) ? null : "ids or history beyond what is counted",
    rises && last <= value + lossByGrid(whole) && value <= last * (1 + 2 * NOTABLE_RISE)
      ? null
      : `the history, which ends at ${last}, does not lead to ${value}`,
    stableJson(reference) === stableJson(job.reference) ? null : "the reference is not the job's",
    stopReasonFault(job, counted, stopped.reason),
    stopped.success === front.length > 0 ? null : "success is said of no front, or failure of one",
  ];
}

/**
 * The most that the hypervolume of a front may lie below what it once was: what was ever on it lies within a box of the
 * grid above what is. With U_m the largest of objective m above the reference, prod (U_m + grid) - prod U_m.
 */
function lossByGrid({ front, hypervolume: { reference }, job: { grid = 0 } }: PublishedFront): number {
  const largest = reference.map((low, m) =>
    Math.max(0, ...front.map((point) => comparable(point)![m]! - low)),
  );
  const volume = (sides: readonly number[]) => sides.reduce((product, side) => product * side, 1);
  return volume(largest.map((side) => side + grid)) - volume(largest);
}

/** Points of a front that its job's grid would not keep beside the others. */
export function gridFaults({ front, job: { grid = 0 } }: PublishedFront): Fault[] {
  const points = front.map((point) => ({
    ...{ id: point.id, objectives: comparable(point)! },
    preferred: point.dominatesPap.kind === "uniform",
  }));
  const kept = new Set(gridKept(points, grid));
  return front.map(({ id }, k) =>
    kept.has(k) ? null : `the grid of the job hides ${id} behind another point`,
  );
}

/** Whether the job can have ended for this reason, after so many evaluations. */
function stopReasonFault(job: PublishedFront["job"], evaluations: number, reason: string): Fault {
  const reasons = reasonsToStop(job, evaluations);
  if (reasons.includes(reason)) return null;
  return `stopped by "${reason}", where the job stops after ${evaluations} evaluations by "${reasons.join('" or "')}"`;
}

/** Whether a file holds all of its front, rather than a choice of it. */
export function isWhole({ front, found, job }: PublishedFront): boolean {
  return found === undefined ? front.length < job.frontSize : front.length === found;
}

/** Where all of the front is in the file, its hypervolume is the whole; where a choice of it, at most that. */
export function hypervolumeFaults(whole: PublishedFront): Fault[] {
  const { front, hypervolume: stated } = whole;
  const area = hypervolume(
    front.map((point) => comparable(point)!),
    stated.reference,
  );
  if (isWhole(whole)) return [differs("hypervolume", stated.value, area)];
  return [
    area <= stated.value * (1 + 1e-9) ? null : `hypervolume is ${stated.value}, that of the points ${area}`,
  ];
}
