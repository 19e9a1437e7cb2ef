import { evenlySpread } from "../../src/pareto/spread.js";
import type { Executor, Task, TaskResult } from "../executor/executor.js";
import { comparable } from "../front/comparable.js";
import type { ResolvedJob } from "../job/job.js";
import { Archive } from "./archive.js";
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
 * done twice. They count only once all of their round are known: which points a thinned front shows depends on
 * which have fallen, so a run that was stopped within a round must not look before its end.
 *
 * @returns null where it was interrupted
 */
export async function settle(
  job: ResolvedJob,
  journal: Journal,
  executor: Executor,
  hooks: SettleHooks,
): Promise<Settled | null> {
  const known = new Map<number, TaskResult>();
  for (const entry of journal.entries()) {
    if ("verified" in entry) known.set(entry.verified, entry.result);
  }
  const verified = new Map<number, TaskResult>();
  for (;;) {
    const archive = archiveOf(job, journal, verified);
    const shown = evenlySpread(
      archive.front.map((result) => comparable(result)!),
      job.frontSize,
    ).map((k) => archive.front[k]!);
    const open = shown.filter(({ id }) => !verified.has(id));
    if (open.length === 0) return { archive, points: shown.map(({ id }) => verified.get(id)!) };
    const unknown = open.filter(({ id }) => !known.has(id));
    const before = open.length - unknown.length;
    for (let k = 0; k < unknown.length; ) {
      if (hooks.interrupted()) return null;
      const group = unknown.slice(k, k + Math.max(1, executor.alive));
      const results = await executor.run(
        group.map(({ id, candidate }) => ({ id, candidate, purpose: "verify" }) satisfies Task),
      );
      journal.append(results.map((result) => ({ verified: result.id, result })));
      for (const result of results) known.set(result.id, result);
      k += group.length;
      hooks.onVerified(before + k, open.length);
    }
    for (const { id } of open) verified.set(id, known.get(id)!);
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
