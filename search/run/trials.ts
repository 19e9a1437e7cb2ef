import type { TaskResult, VerifiedResult } from "../executor/executor.js";
import type { ResolvedJob } from "../job/job.js";
import { type Entry, readEntries, refuseWithoutRun } from "./journal.js";
import { stepsOf } from "./replay.js";

/** A candidate that a run evaluated. */
export interface RunTrial extends TaskResult {
  /** What its full verification came to; null where it had none. */
  readonly verified: VerifiedResult | null;
  /** Smallest R / R_PAP - 1 over the profiles; null where the journal does not hold it. */
  readonly margin: number | null;
}

/**
 * Every candidate that a run evaluated, in the order of ids, read anew at each call. The run may still be alive.
 *
 * @throws InputError where the folder holds no run
 */
export function trialsOf(folder: string, job: ResolvedJob): () => Generator<RunTrial> {
  refuseWithoutRun(folder);
  return trialsIn(job, () => readEntries(folder));
}

/** The same from the entries of a journal. */
export function trialsIn(job: ResolvedJob, entriesAgain: () => Iterable<Entry>): () => Generator<RunTrial> {
  return function* trials() {
    for (const step of stepsOf(entriesAgain())) {
      if (!("results" in step)) continue;
      const verifications = new Map(step.verified.map((each) => [each.id, each]));
      for (const result of step.results) {
        const verified = verifications.get(result.id) ?? null;
        yield { ...result, verified, margin: marginOf(job, result, verified) };
      }
    }
  };
}

/**
 * From the objective that is its smallest revenue relative to PAP, from the mean where there is one profile, or from the
 * verification.
 */
function marginOf(
  { objectives, scenario }: ResolvedJob,
  result: TaskResult,
  verified: VerifiedResult | null,
): number | null {
  const index = objectives.findIndex(({ figure, by }) => figure === "revenueOverPap" && by === "minimum");
  const smallest =
    result.objectives?.[index] ??
    (scenario.profiles.length === 1 ? result.scores?.revenueOverPap : undefined);
  if (smallest !== undefined) return smallest - 1;
  return verified?.dominatesPap?.margins.smallest.revenue ?? null;
}
