import { evenlySpread } from "../../src/pareto/spread.js";
import type { Executor, Task, TaskResult, VerifiedResult } from "../executor/executor.js";
import { comparable } from "../front/comparable.js";
import type { ResolvedJob } from "../job/job.js";
import type { Journal } from "./journal.js";
import { fallenOf, type Replay, replayed } from "./replay.js";

/** A front whose every published point has passed the full verification. */
export interface Settled {
  readonly replay: Replay;
  readonly points: readonly VerifiedResult[];
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
 * @param searched the replay of the search and of what was verified before
 * @returns null where it was interrupted
 */
export async function settle(
  job: ResolvedJob,
  journal: Journal,
  searched: Replay,
  executor: Executor,
  hooks: SettleHooks,
): Promise<Settled | null> {
  const known = new Map(searched.verified);
  const counted = new Map<number, VerifiedResult>();
  let replay = searched;
  for (;;) {
    const shown = shownOf(replay.archive.front, job.frontSize);
    const open = shown.filter(({ id }) => !counted.has(id));
    if (open.length === 0) return { replay, points: shown.map(({ id }) => counted.get(id)!) };
    const unknown = open.filter(({ id }) => !known.has(id));
    const before = open.length - unknown.length;
    for (let k = 0; k < unknown.length; ) {
      if (hooks.interrupted()) return null;
      const group = unknown.slice(k, k + Math.max(1, executor.alive));
      for (const verified of await verifiedBy(executor, group, journal)) known.set(verified.id, verified);
      k += group.length;
      hooks.onVerified(before + k, open.length);
    }
    for (const { id } of open) counted.set(id, known.get(id)!);
    replay = replayed(job, journal.entries(), fallenOf(counted));
  }
}

/** The points of a front that are published: all, or a choice of so many evenly spread over it. */
function shownOf(front: readonly TaskResult[], most: number): TaskResult[] {
  const points = front.map((result) => comparable(result)!);
  return evenlySpread(points, most).map((k) => front[k]!);
}

/** Verifies and journals. */
async function verifiedBy(
  executor: Executor,
  points: readonly TaskResult[],
  journal: Journal,
): Promise<VerifiedResult[]> {
  const tasks = points.map(({ id, candidate }) => ({ id, candidate, purpose: "verify" }) satisfies Task);
  const results = (await executor.run(tasks)).map(verifiedResult);
  journal.append(results.map((verified) => ({ verified })));
  return results;
}

/** A result of the purpose `verify`; one that failed has no more to it than its failure. */
function verifiedResult(result: TaskResult): VerifiedResult {
  return { perProfile: [], sybil: [], dominatesPap: null, ...result };
}
