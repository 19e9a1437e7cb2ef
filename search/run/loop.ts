import { InputError } from "../../src/input-error.js";
import type { Trial, TrialResult } from "../../src/optimise/optimiser.js";
import type { Crew, Executor, Task, TaskResult } from "../executor/executor.js";
import { comparable } from "../front/comparable.js";
import { candidateAt, type ResolvedJob, type SearchedFamily } from "../job/job.js";
import { optimiserFor } from "../job/search-space.js";
import { STOPPED } from "../job/stop-reason.js";
import type { Journal } from "./journal.js";
import { type Batch, Replay, type Step, stepsOf } from "./replay.js";
import type { Progress } from "./tracker.js";

/** How far a running search has come, and who works at it. */
export type RunProgress = Progress & Crew;

/** A search that has ended: why, after how many seconds of work in all, and what its journal amounts to. */
export interface Ended {
  readonly reason: string;
  readonly seconds: number;
  readonly replay: Replay;
}

interface LoopHooks {
  onProgress(progress: RunProgress): void;
  interrupted(): boolean;
}

/**
 * Asks, evaluates, journals and tells until a budget is spent. What the journal holds is told instead of
 * evaluated.
 *
 * @returns null where it was interrupted
 * @throws InputError where the journal's candidates are not those that this program asks for
 */
export async function searchLoop(
  job: ResolvedJob,
  journal: Journal,
  executor: Executor,
  hooks: LoopHooks,
): Promise<Ended | null> {
  const optimiser = optimiserFor(job);
  const replay = new Replay(job);
  const { archive, tracker } = replay;
  const past = new Past(stepsOf(journal.entries()), journal.path);
  const started = Date.now();
  const seconds = () => past.seconds + (Date.now() - started) / 1000;
  const { evaluations: most = Number.POSITIVE_INFINITY, stagnation, minutes } = job.budget;
  for (;;) {
    const { evaluations } = archive;
    const ended = (reason: string): Ended => {
      for (const step of past.rest()) replay.take(step);
      return { reason, seconds: seconds(), replay };
    };
    if (evaluations >= most) return ended(STOPPED.evaluations(most));
    if (stagnation && archive.stagnant >= stagnation) return ended(STOPPED.stagnation(stagnation));
    const stop = past.stopAt(evaluations);
    if (stop !== null) return ended(stop);
    if (past.isOver() && minutes && seconds() > minutes * 60) {
      const stopped = STOPPED.minutes(minutes, evaluations);
      journal.append([{ stopped, evaluations }]);
      return ended(stopped);
    }
    if (hooks.interrupted()) return null;

    const trials = optimiser.ask(Math.min(job.batch, most - evaluations));
    if (trials.length === 0) return ended(STOPPED.exhausted);
    const tasks = trials.map((trial) => taskOf(trial, job.families[trial.part]!));
    let batch = past.batchOf(tasks);
    if (batch.mark === null) {
      const found = await executor.run(tasks.slice(batch.results.length));
      const { alive, workers } = executor;
      const mark = { evaluations: evaluations + tasks.length, seconds: seconds(), alive, workers };
      journal.append([...found, mark]);
      batch = { results: [...batch.results, ...found], mark };
    }
    replay.take(batch);
    optimiser.tell(batch.results.map(trialResult));
    hooks.onProgress({ ...tracker.progress(), alive: executor.alive, workers: executor.workers });
  }
}

function taskOf({ id, coordinates, request }: Trial, family: SearchedFamily): Task {
  const candidate = candidateAt(family, coordinates);
  return { id, candidate, ...(request ? { steps: { request, axes: family.ranges, coordinates } } : {}) };
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

const NOTHING_YET: Batch = { results: [], mark: null };

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

  /** Whether the search is past all its batches; verifications come after them. */
  isOver(): boolean {
    return this.next === null || "verified" in this.next;
  }

  /** Why a limit on time stopped the search after so many evaluations, where one did. */
  stopAt(evaluations: number): string | null {
    const { next } = this;
    return next !== null && "stopped" in next && next.evaluations === evaluations ? next.stopped : null;
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

  /** The steps after the search's own. */
  *rest(): Generator<Step> {
    for (; this.next !== null; this.advance()) yield this.next;
  }

  private advance(): void {
    const { value, done } = this.steps.next();
    this.next = done ? null : value;
  }
}
