import { InputError } from "../../src/input-error.js";
import type { Trial, TrialResult } from "../../src/optimise/optimiser.js";
import type { Crew, Executor, Task, TaskResult, VerifiedResult } from "../executor/executor.js";
import { comparable } from "../front/comparable.js";
import { candidateAt, type ResolvedJob, type SearchedFamily } from "../job/job.js";
import { optimiserFor } from "../job/search-space.js";
import { STOPPED } from "../job/stop-reason.js";
import { inGroups } from "./groups.js";
import type { Journal } from "./journal.js";
import { type Batch, Replay, type Step, settledResults, stepsOf } from "./replay.js";
import { settle } from "./settle.js";
import type { Progress } from "./tracker.js";

/** How far a running search has come, and who works at it. */
export type RunProgress = Progress &
  Crew & {
    /** Candidates of the batch under way that are verified in full now, and how many of them are; null between batches. */
    readonly verifying: { readonly done: number; readonly of: number } | null;
  };

/** A search that has ended or was interrupted: why, after how many seconds of work in all, and what its batches amount to. */
export interface Ended {
  readonly reason: string;
  readonly interrupted: boolean;
  readonly seconds: number;
  readonly replay: Replay;
}

interface LoopHooks {
  onProgress(progress: RunProgress): void;
  interrupted(): boolean;
}

/**
 * Asks, evaluates, verifies what would be on the front, journals and tells until a budget is spent. What the journal holds
 * is told instead of evaluated. A batch counts once it is over, so that the front is verified at every moment.
 *
 * @throws InputError where the journal's candidates are not those that this program asks for
 */
export async function searchLoop(
  job: ResolvedJob,
  journal: Journal,
  executor: Executor,
  hooks: LoopHooks,
): Promise<Ended> {
  const optimiser = optimiserFor(job);
  const replay = new Replay(job);
  const { archive } = replay;
  const past = new Past(stepsOf(journal.entries()), journal.path);
  const started = Date.now();
  const seconds = () => past.seconds + (Date.now() - started) / 1000;
  const ended = (reason: string, interrupted = false) => ({
    reason,
    interrupted,
    seconds: seconds(),
    replay,
  });
  const interruption = () => {
    for (const step of past.rest()) replay.take(step);
    const reason = endOf(job, replay);
    return reason === null ? ended(STOPPED.interrupted(archive.evaluations), true) : ended(reason);
  };
  const report = (verifying: RunProgress["verifying"]) => {
    const { alive, workers } = executor;
    hooks.onProgress({ ...replay.progress, alive, workers, verifying });
  };
  const verify = async (candidates: readonly TaskResult[]): Promise<VerifiedResult[] | null> => {
    const tasks = candidates.map(
      ({ id, candidate }) => ({ id, candidate, purpose: "verify" }) satisfies Task,
    );
    const found: VerifiedResult[] = [];
    report({ done: 0, of: tasks.length });
    for await (const results of inGroups(executor, tasks)) {
      const group = results.map(verifiedResult);
      journal.append(group.map((verified) => ({ verified })));
      found.push(...group);
      if (hooks.interrupted()) return null;
      report({ done: found.length, of: tasks.length });
    }
    return found;
  };
  const { evaluations: most = Number.POSITIVE_INFINITY, minutes } = job.budget;
  for (;;) {
    const { evaluations } = archive;
    past.takeStop(replay);
    const reason = endOf(job, replay);
    if (reason !== null) return ended(reason);
    if (past.isOver() && minutes && seconds() > minutes * 60) {
      const stop = { stopped: STOPPED.minutes(minutes, evaluations), evaluations };
      journal.append([stop]);
      replay.take(stop);
      return ended(stop.stopped);
    }
    if (hooks.interrupted()) return interruption();

    const trials = optimiser.ask(Math.min(job.batch, most - evaluations));
    if (trials.length === 0) return ended(STOPPED.exhausted);
    const tasks = trials.map((trial) => taskOf(trial, job.families[trial.part]!));
    let batch = past.batchOf(tasks);
    if (batch.mark === null) {
      const missing = tasks.slice(batch.results.length);
      const found = missing.length === 0 ? [] : await executor.run(missing);
      if (found.length > 0) journal.append(found);
      const results = [...batch.results, ...found];
      const verified = await settle(archive, { results, verified: batch.verified }, verify);
      if (verified === null) return interruption();
      const { alive, workers } = executor;
      const mark = { evaluations: evaluations + tasks.length, seconds: seconds(), alive, workers };
      journal.append([mark]);
      batch = { results, verified, mark };
    }
    replay.take(batch);
    optimiser.tell(settledResults(batch).map(trialResult));
    report(null);
  }
}

function taskOf({ id, coordinates, request }: Trial, family: SearchedFamily): Task {
  const candidate = candidateAt(family, coordinates);
  return { id, candidate, ...(request ? { steps: { request, axes: family.ranges, coordinates } } : {}) };
}

/** Why a search is over, where its budget of evaluations, stagnation or a limit on time says so. */
function endOf({ budget }: ResolvedJob, { archive, stopped }: Replay): string | null {
  const { evaluations = Number.POSITIVE_INFINITY, stagnation } = budget;
  if (archive.evaluations >= evaluations) return STOPPED.evaluations(evaluations);
  if (stagnation && archive.stagnant >= stagnation) return STOPPED.stagnation(stagnation);
  return stopped;
}

/** A result of the purpose `verify`; one that failed has no more to it than its failure. */
function verifiedResult(result: TaskResult): VerifiedResult {
  return { sybil: [], dominatesPap: null, ...result };
}

function trialResult(result: TaskResult): TrialResult {
  const { id, violation, programme = null } = result;
  return { id, objectives: comparable(result), violation, programme };
}

/** Whether a result is that of a task: the same id, family and numbers. */
function isOf({ id, candidate }: TaskResult, task: Task): boolean {
  const numbers = Object.entries(task.candidate.parameters ?? {}).filter(([, v]) => typeof v === "number");
  return (
    id === task.id &&
    candidate.family === task.candidate.family &&
    numbers.every(([name, value]) => candidate.parameters?.[name] === value)
  );
}

const NOTHING_YET: Batch = { results: [], verified: [], mark: null };

/** What a run did before, read from its journal as the search comes to it. */
class Past {
  /** Seconds worked up to the last batch that was read. */
  seconds = 0;
  private next: Step | null = null;

  constructor(
    private readonly steps: Iterator<Step>,
    private readonly where: string,
  ) {
    this.advance();
  }

  /** Whether the search is past all that the journal held. */
  isOver(): boolean {
    return this.next === null;
  }

  /** Takes in where a limit on time struck, if that comes next. */
  takeStop(replay: Replay): void {
    if (this.next === null || !("stopped" in this.next)) return;
    replay.take(this.next);
    this.advance();
  }

  /** What the journal holds of a batch of tasks: all of it with its mark, the first few results, or nothing. */
  batchOf(tasks: readonly Task[]): Batch {
    const { next } = this;
    if (next === null || !("results" in next)) return NOTHING_YET;
    const other = next.results.findIndex((result, k) => tasks[k] === undefined || !isOf(result, tasks[k]));
    if (other >= 0 || (next.mark !== null && next.results.length < tasks.length)) {
      const id = tasks[other]?.id ?? tasks[next.results.length]?.id ?? next.results[other]!.id;
      throw new InputError(
        `${this.where}: holds another candidate ${id} than this program asks for (it was ` +
          "written by another version of it, or of Node); choose another folder with --out",
      );
    }
    if (next.mark !== null) this.seconds = next.mark.seconds;
    this.advance();
    return next;
  }

  /** The steps that the search has not come to. */
  *rest(): Generator<Step> {
    for (; this.next !== null; this.advance()) yield this.next;
  }

  private advance(): void {
    const { value, done } = this.steps.next();
    this.next = done ? null : value;
  }
}
