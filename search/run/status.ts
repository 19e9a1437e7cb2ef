import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Crew } from "../executor/executor.js";
import type { ResolvedJob } from "../job/job.js";
import { readEntries, refuseWithoutRun } from "./journal.js";
import { settledReplay } from "./replay.js";
import { type Writer, writerOf } from "./run-lock.js";
import type { Progress } from "./tracker.js";

/** How far a run has come, from what it has written. */
export interface RunStatus {
  readonly state: "running" | "stopped" | "finished";
  readonly writer: Writer | null;
  readonly progress: Progress;
  /** See `Archive.history`. */
  readonly history: readonly (readonly [number, number])[];
  /** Points of the front that have been verified in full, and stand. */
  readonly verified: number;
  /** Who worked at the end of the last batch; null where the journal does not say. */
  readonly crew: Crew | null;
  /** Why a limit on time ended the search, where one did. */
  readonly stopped: string | null;
}

/**
 * Reads the status of a run that may be alive: the journal is only looked at.
 *
 * @throws InputError where the folder holds no run
 */
export function statusOf(folder: string, job: ResolvedJob): RunStatus {
  refuseWithoutRun(folder);
  const writer = writerOf(folder);
  const { tracker, archive, verified, crew, stopped } = settledReplay(job, () => readEntries(folder));
  const finished = existsSync(join(folder, "front.json"));
  const state = writer !== null ? "running" : finished ? "finished" : "stopped";
  const standing = archive.front.filter(({ id }) => verified.has(id)).length;
  const { history } = archive;
  return { state, writer, progress: tracker.progress(), history, verified: standing, crew, stopped };
}
