import type { TaskResult, VerifiedResult } from "../executor/executor.js";
import { type Entry, readEntries, refuseWithoutRun } from "./journal.js";
import { stepsOf } from "./replay.js";

/** A candidate that a run evaluated. */
export interface RunTrial extends TaskResult {
  /** What its full verification came to; null where it had none. */
  readonly verified: VerifiedResult | null;
  /** That of its scores; null where it has none, as in journals of older versions. */
  readonly margin: number | null;
}

/**
 * Every candidate that a run evaluated, in the order of ids, read anew at each call. The run may still be alive.
 *
 * @throws InputError where the folder holds no run
 */
export function trialsOf(folder: string): () => Generator<RunTrial> {
  refuseWithoutRun(folder);
  return trialsIn(() => readEntries(folder));
}

/** The same from the entries of a journal. */
export function trialsIn(entriesAgain: () => Iterable<Entry>): () => Generator<RunTrial> {
  return function* trials() {
    for (const step of stepsOf(entriesAgain())) {
      if (!("results" in step)) continue;
      const verifications = new Map(step.verified.map((each) => [each.id, each]));
      for (const result of step.results) {
        const verified = verifications.get(result.id) ?? null;
        yield { ...result, verified, margin: result.scores?.margin ?? null };
      }
    }
  };
}
