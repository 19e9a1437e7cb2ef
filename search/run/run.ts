import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ExecutorChoice } from "../executor/choice.js";
import type { EvaluationContext, Executor, Task, TaskResult } from "../executor/executor.js";
import { inProcessExecutor } from "../executor/in-process.js";
import { queueExecutor } from "../executor/queue/producer.js";
import { runName } from "../executor/queue/registry.js";
import { DEFAULT_MEMORY, DEFAULT_PATIENCE, threadExecutor } from "../executor/threads.js";
import type { Front } from "../front/front.js";
import { frontJson } from "../front/write.js";
import { prepareFolder } from "../io/out-folder.js";
import { writeAllWhole, writeWhole } from "../io/whole-file.js";
import { equilibriaOf, jobHash as hashOf, type ResolvedJob } from "../job/job.js";
import { assembleFront } from "./assemble.js";
import { detailedPoints, publishedOf } from "./front-points.js";
import { inGroups } from "./groups.js";
import { Journal, journalPath } from "./journal.js";
import { type Ended, type RunProgress, searchLoop } from "./loop.js";
import { scoredRejects } from "./rejects.js";
import { lockRun } from "./run-lock.js";

export interface RunOptions {
  /** The run's folder; made where it is missing. */
  readonly folder: string;
  readonly workers: number;
  readonly executor: ExecutorChoice;
  /** Seconds that a worker thread of this machine may take for one candidate, and megabytes of heap that it may use. */
  readonly patience?: number;
  readonly memory?: number;
  /** The job as its file says it, kept in the folder for `resume`. */
  readonly jobFile?: unknown;
  /** Called after every batch, and while candidates are verified in full. */
  onProgress(progress: RunProgress): void;
  /** Told in a sentence what else happens, such as workers lost. */
  onNote?(text: string): void;
  /** Told how much is worked out of what is published when the search is over. */
  onPublishing?(done: number, of: number): void;
  /** The page beside the front, report.html; none where it is left out. */
  page?(front: Front): Promise<string>;
  /** Asked after every batch and between verifications: true ends the run there, with everything so far on disk. */
  interrupted(): boolean;
}

/** The folder of a run, in results/: the job's name and the first eight digits of its hash. */
export function runFolder(job: ResolvedJob): string {
  return join("results", `${job.name}-${hashOf(job).slice(0, 8)}`);
}

/**
 * Runs a search, or goes on with one: whatever the folder's journal holds is replayed, not recomputed, so
 * the front is the same however often the run was stopped and however many workers it has. A run that is interrupted
 * writes the front that it has so far, where there is one.
 *
 * @returns the front, written beside its report; null where the run was interrupted
 * @throws InputError where the folder cannot be written, another process writes it, or its journal is of another run
 */
export async function runSearch(job: ResolvedJob, options: RunOptions): Promise<Front | null> {
  prepareFolder(options.folder);
  const unlock = lockRun(options.folder);
  try {
    if (!existsSync(journalPath(options.folder))) keepJob(options.folder, options.jobFile);
    const journal = Journal.open(options.folder, hashOf(job));
    try {
      return await searchAndPublish(job, journal, options);
    } finally {
      journal.close();
    }
  } finally {
    unlock();
  }
}

/** What a job's candidates are evaluated by. */
export function contextOf(job: ResolvedJob): EvaluationContext {
  return {
    scenario: job.scenario,
    constraints: { ...job.constraints, seed: job.seed },
    objectives: job.objectives,
    selection: job.selection,
    equilibria: equilibriaOf(job),
  };
}

async function searchAndPublish(
  job: ResolvedJob,
  journal: Journal,
  options: RunOptions,
): Promise<Front | null> {
  const { onNote = () => {} } = options;
  const context = contextOf(job);
  const executor = await executorFor(job, options, context, onNote);
  try {
    const ended = await searchLoop(job, journal, executor, options);
    if (ended.interrupted && ended.replay.front.length === 0) return null;
    const front = await published(ended, job, options, context, executor);
    return ended.interrupted ? null : front;
  } finally {
    await executor.close();
  }
}

/** Writes the front of a search, and its page. At an interrupt it is without the rejected candidates, which take longest. */
async function published(
  { replay, interrupted, ...ended }: Ended,
  job: ResolvedJob,
  { folder, page, onPublishing = () => {}, onNote = () => {}, ...options }: RunOptions,
  context: EvaluationContext,
  executor: Executor,
): Promise<Front> {
  const points = publishedOf(replay.front, job.frontSize);
  const rejects = interrupted ? [] : replay.rejects.kept;
  let done = 0;
  // At an interrupt workers elsewhere may be gone.
  const isAway = interrupted && typeof options.executor !== "string";
  const local = isAway
    ? await executorFor(job, { ...options, folder, executor: "threads" }, context, onNote)
    : null;
  const run = async (tasks: readonly Task[]) => {
    const results: TaskResult[] = [];
    for await (const group of inGroups(local ?? executor, tasks)) {
      results.push(...group);
      done += group.length;
      onPublishing(done, points.length + rejects.length);
    }
    return results;
  };
  try {
    onPublishing(done, points.length + rejects.length);
    const front = await assembleFront(
      {
        ...{ ...ended, interrupted, replay, job, workers: executor.workers },
        points: await detailedPoints(points, run),
        rejected: await scoredRejects(rejects, run),
      },
      context,
    );
    writeAllWhole([
      { path: join(folder, "front.json"), content: frontJson(front) },
      ...(page ? [{ path: join(folder, "report.html"), content: await page(front) }] : []),
    ]);
    return front;
  } finally {
    await local?.close();
  }
}

async function executorFor(
  job: ResolvedJob,
  { folder, executor, interrupted, ...options }: RunOptions,
  context: EvaluationContext,
  onNote: (text: string) => void,
): Promise<Executor> {
  if (executor === "in-process") return inProcessExecutor(context);
  if (executor !== "threads") {
    const run = runName(hashOf(job), folder);
    return queueExecutor(context, { address: executor, run, job: job.name, onNote, interrupted });
  }
  const { workers, patience = DEFAULT_PATIENCE, memory = DEFAULT_MEMORY } = options;
  return threadExecutor(context, { workers, patience, memory, onIncident: onNote });
}

/** Keeps the job for `resume`: before the journal is begun, so that no journal is ever without it. */
function keepJob(folder: string, jobFile: unknown): void {
  if (jobFile !== undefined) writeWhole(join(folder, "job.json"), `${JSON.stringify(jobFile, null, 2)}\n`);
}
