import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../src/input-error.js";
import type { TrialResult } from "../src/optimise/optimiser.js";
import { Archive } from "./archive.js";
import type { EvaluationContext, Executor, TaskResult } from "./executor/executor.js";
import { inProcessExecutor } from "./executor/in-process.js";
import { threadExecutor } from "./executor/threads.js";
import { assembleFront } from "./front/assemble.js";
import type { Front } from "./front/front.js";
import { candidateAt, jobHash as hashOf, type ResolvedJob } from "./job.js";
import { Journal } from "./journal.js";
import { renderReport } from "./report/report.js";
import { optimiserFor } from "./search-space.js";
import { writeWhole } from "./whole-file.js";

export interface RunOptions {
  /** The run's folder; made where it is missing. */
  readonly folder: string;
  readonly workers: number;
  readonly executor: "threads" | "in-process";
  /** The job as its file says it, kept in the folder for `resume`. */
  readonly jobFile?: unknown;
  /** Called after every batch. */
  onProgress(progress: Progress): void;
  /** Asked after every batch: true ends the run there, with everything so far on disk. */
  interrupted(): boolean;
}

export interface Progress {
  readonly evaluations: number;
  readonly budget: number | null;
  readonly feasible: number;
  readonly frontSize: number;
  readonly hypervolume: number;
  readonly seconds: number;
}

/** The folder of a run, in results/: the job's name and the first eight digits of its hash. */
export function runFolder(job: ResolvedJob): string {
  return join("results", `${job.name}-${hashOf(job).slice(0, 8)}`);
}

/**
 * Runs a search, or goes on with one: whatever the folder's journal holds is replayed, not recomputed, so
 * the front is the same however often the run was stopped and however many workers it has.
 *
 * @returns the front, written beside its report; null where the run was interrupted
 */
export async function runSearch(job: ResolvedJob, options: RunOptions): Promise<Front | null> {
  const started = Date.now();
  const jobHash = hashOf(job);
  prepareFolder(options.folder, options.jobFile);
  const journal = Journal.open(options.folder, jobHash);
  const context: EvaluationContext = {
    scenario: job.scenario,
    constraints: { ...job.constraints, seed: job.seed },
  };
  const executor =
    options.executor === "threads"
      ? await threadExecutor(options.workers, context)
      : inProcessExecutor(context);
  try {
    const archive = new Archive(job.objectives);
    const stopped = await searchLoop(job, options, journal, executor, archive, started);
    if (stopped === null) return null;
    const wallSeconds = () => (Date.now() - started) / 1000;
    const front = await assembleFront(job, jobHash, executor, context, archive, stopped, wallSeconds);
    writeWhole(join(options.folder, "front.json"), `${JSON.stringify(front, null, 1)}\n`);
    writeWhole(join(options.folder, "report.html"), renderReport(front));
    return front;
  } finally {
    journal.close();
    await executor.close();
  }
}

/** Asks, evaluates, journals and tells until a budget is spent; the reason, or null where interrupted. */
async function searchLoop(
  job: ResolvedJob,
  options: RunOptions,
  journal: Journal,
  executor: Executor,
  archive: Archive,
  started: number,
): Promise<string | null> {
  const optimiser = optimiserFor(job);
  const known = new Map(journal.replay.results.map((result) => [result.id, result]));
  const { evaluations: most = Number.POSITIVE_INFINITY, stagnation, minutes } = job.budget;
  for (;;) {
    if (archive.evaluations >= most) return `budget of ${most} evaluations`;
    if (stagnation && archive.stagnant >= stagnation) return `no better front in ${stagnation} evaluations`;
    if (journal.replay.stopped?.evaluations === archive.evaluations) return journal.replay.stopped.reason;
    if (minutes && Date.now() - started > minutes * 60_000 && archive.evaluations >= known.size) {
      const reason = `budget of ${minutes} minutes`;
      journal.stop(reason, archive.evaluations);
      return reason;
    }
    if (options.interrupted()) return null;

    const trials = optimiser.ask(Math.min(job.batch, most - archive.evaluations));
    if (trials.length === 0) return "the search space is exhausted";
    const tasks = trials.map(({ id, part, coordinates }) => ({
      id,
      candidate: candidateAt(job.families[part]!, coordinates),
    }));
    const fresh = await executor.run(tasks.filter(({ id }) => !known.has(id)));
    if (fresh.length > 0) journal.append(fresh);
    for (const result of fresh) known.set(result.id, result);
    const results: TaskResult[] = tasks.map(({ id }) => known.get(id)!);
    archive.add(results);
    optimiser.tell(results.map((result) => trialResult(result, archive)));
    options.onProgress({
      evaluations: archive.evaluations,
      budget: job.budget.evaluations ?? null,
      feasible: archive.counts.feasible ?? 0,
      frontSize: archive.front.length,
      hypervolume: archive.hypervolume,
      seconds: (Date.now() - started) / 1000,
    });
  }
}

/** What the optimiser is told: every failure is as far from feasible as any other. */
function trialResult(result: TaskResult, archive: Archive): TrialResult {
  const objectives = archive.objectivesOf(result);
  return { id: result.id, objectives, violation: objectives === null ? 1 : 0 };
}

/** Makes the folder, refuses what cannot be written, and keeps the job for `resume`. */
function prepareFolder(folder: string, jobFile: unknown): void {
  try {
    if (existsSync(folder) && !statSync(folder).isDirectory()) throw new Error("is a file");
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new InputError(`--out ${folder}: ${(error as Error).message}; choose a folder that can be written`);
  }
  const path = join(folder, "job.json");
  if (jobFile !== undefined && !existsSync(path)) writeWhole(path, `${JSON.stringify(jobFile, null, 2)}\n`);
}
