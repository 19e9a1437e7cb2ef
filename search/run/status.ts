import { existsSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../src/input-error.js";
import type { Crew, TaskResult } from "../executor/executor.js";
import type { ResolvedJob } from "../job/job.js";
import { journalPath, readEntries } from "./journal.js";
import { type Writer, writerOf } from "./run-lock.js";
import { type Progress, Tracker } from "./tracker.js";

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
  if (!existsSync(journalPath(folder))) {
    throw new InputError(
      `${folder}: holds no run; start one with: goldilocks search JOB.json --out ${folder}`,
    );
  }
  const writer = writerOf(folder);
  const tracker = new Tracker(job.reference);
  const verified = new Map<number, TaskResult>();
  for (const entry of readEntries(folder)) {
    if ("verified" in entry) verified.set(entry.verified, entry.result);
  }
  let stopped: string | null = null;
  let crew: Crew | null = null;
  let batch: TaskResult[] = [];
  const flush = () => {
    tracker.archive.add(batch);
    batch = [];
  };
  for (const entry of readEntries(folder)) {
    if ("id" in entry) {
      // What the full verification found counts in place of what the search had, as in the front.
      batch.push(verified.get(entry.id) ?? entry);
      if (batch.length === job.batch) flush();
    } else if ("seconds" in entry) {
      flush();
      tracker.mark(entry.seconds);
      const { alive, workers } = entry;
      crew = alive === undefined || workers === undefined ? null : { alive, workers };
    } else if ("stopped" in entry) stopped = entry.stopped;
  }
  flush();
  const finished = existsSync(join(folder, "front.json"));
  const state = writer !== null ? "running" : finished ? "finished" : "stopped";
  const { history } = tracker.archive;
  const standing = tracker.archive.front.filter(({ id }) => verified.has(id)).length;
  return { state, writer, progress: tracker.progress(), history, verified: standing, crew, stopped };
}
