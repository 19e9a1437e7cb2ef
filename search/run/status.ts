import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Crew } from "../executor/executor.js";
import type { PublishedFront } from "../front/front.js";
import { readJson } from "../io/json-file.js";
import type { ResolvedJob } from "../job/job.js";
import { STOPPED } from "../job/stop-reason.js";
import { readEntries, refuseWithoutRun } from "./journal.js";
import { replayed } from "./replay.js";
import { type Writer, writerOf } from "./run-lock.js";
import type { Progress } from "./tracker.js";

/** How far a run has come, from what it has written. */
export interface RunStatus {
  readonly state: "running" | "stopped" | "finished";
  readonly writer: Writer | null;
  readonly progress: Progress;
  /** See `Archive.history`. */
  readonly history: readonly (readonly [number, number])[];
  /** The batch that is not over yet: how many candidates of it are evaluated, and verified in full; null between batches. */
  readonly open: { readonly evaluated: number; readonly verified: number } | null;
  /** Who worked at the end of the last batch; null where the journal does not say. */
  readonly crew: Crew | null;
  /** Why a limit on time ended the search, where one did. */
  readonly stopped: string | null;
  /** How many evaluations the front in the folder is of; null where there is none. */
  readonly written: number | null;
}

/**
 * Reads the status of a run that may be alive: the journal is only looked at.
 *
 * @throws InputError where the folder holds no run
 */
export function statusOf(folder: string, job: ResolvedJob): RunStatus {
  refuseWithoutRun(folder);
  const writer = writerOf(folder);
  const { progress, archive, open, crew, stopped } = replayed(job, readEntries(folder));
  const { history } = archive;
  const front = writtenFront(folder);
  const state = writer !== null ? "running" : front?.isLast ? "finished" : "stopped";
  return {
    ...{ state, writer, progress, history, crew, stopped, written: front?.evaluations ?? null },
    open: open === null ? null : { evaluated: open.results.length, verified: open.verified.length },
  };
}

/** What the front in a folder is of, and whether it is that of the search's end rather than of an interrupt. */
function writtenFront(folder: string): { evaluations: number; isLast: boolean } | null {
  const path = join(folder, "front.json");
  if (!existsSync(path)) return null;
  const { counts = {}, stopped } = readJson(path) as Partial<PublishedFront>;
  const evaluations = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { evaluations, isLast: stopped?.reason !== STOPPED.interrupted(evaluations) };
}
