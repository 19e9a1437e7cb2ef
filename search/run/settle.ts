import { evenlySpread } from "../../src/pareto/spread.js";
import type { Executor, TaskResult } from "../executor/executor.js";
import type { ResolvedJob } from "../job.js";
import { Archive, comparable } from "./archive.js";
import type { Journal } from "./journal.js";

/** A front whose every published point has passed the full verification. */
export interface Settled {
  readonly archive: Archive;
  readonly points: readonly TaskResult[];
}

/** What verifying is told and asked as it goes. */
export interface SettleHooks {
  onVerified(done: number, of: number): void;
  interrupted(): boolean;
}

/**
 * Verifies the front in full. A point that falls is no longer feasible, and what it had dominated is looked at
 * again, until every point that would be published stands. Verifications are journalled one by one, and are not
 * done twice.
 *
 * @returns null where it was interrupted
 */
export async function settle(
  job: ResolvedJob,
  journal: Journal,
  executor: Executor,
  hooks: SettleHooks,
): Promise<Settled | null> {
  const verified = new Map<number, TaskResult>();
  for (const entry of journal.entries()) {
    if ("verified" in entry) verified.set(entry.verified, entry.result);
  }
  for (;;) {
    const archive = archiveOf(job, journal, verified);
    const shown = evenlySpread(
      archive.front.map((result) => comparable(result)!),
      job.frontSize,
    ).map((k) => archive.front[k]!);
    const open = shown.filter(({ id }) => !verified.has(id));
    if (open.length === 0) return { archive, points: shown.map(({ id }) => verified.get(id)!) };
    for (let k = 0; k < open.length; k += executor.workers) {
      if (hooks.interrupted()) return null;
      const group = open.slice(k, k + executor.workers);
      const results = await executor.run(group.map(({ id, candidate }) => ({ id, candidate, full: true })));
      journal.append(results.map((result) => ({ verified: result.id, result })));
      for (const result of results) verified.set(result.id, result);
      hooks.onVerified(Math.min(k + executor.workers, open.length), open.length);
    }
  }
}

/** The archive of all that a journal holds, batch by batch, with what has been verified in place of what was screened. */
function archiveOf(job: ResolvedJob, journal: Journal, verified: ReadonlyMap<number, TaskResult>): Archive {
  const archive = new Archive(job.reference);
  let batch: TaskResult[] = [];
  for (const entry of journal.entries()) {
    if ("id" in entry) batch.push(verified.get(entry.id) ?? entry);
    if (batch.length < job.batch) continue;
    archive.add(batch);
    batch = [];
  }
  archive.add(batch);
  return archive;
}
