import { InputError } from "../../src/input-error.js";
import type { TrialResult } from "../../src/optimise/optimiser.js";
import type { Crew, Executor, Task, TaskResult } from "../executor/executor.js";
import { comparable } from "../front/comparable.js";
import { candidateAt, type ResolvedJob } from "../job/job.js";
import { optimiserFor } from "../job/search-space.js";
import { STOPPED } from "../job/stop-reason.js";
import type { Entry, Journal } from "./journal.js";
import { type Progress, Tracker } from "./tracker.js";

/** How far a running search has come, and who works at it. */
export type RunProgress = Progress & Crew;

/** Why the search ended, and how many seconds it has worked in all. */
export interface Ended {
  readonly reason: string;
  readonly seconds: number;
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
  const tracker = new Tracker(job.reference);
  const { archive } = tracker;
  const past = new Past(journal.entries());
  const started = Date.now();
  const seconds = () => past.seconds + (Date.now() - started) / 1000;
  const { evaluations: most = Number.POSITIVE_INFINITY, stagnation, minutes } = job.budget;
  for (;;) {
    const { evaluations } = archive;
    const ended = (reason: string): Ended => ({ reason, seconds: seconds() });
    if (evaluations >= most) return ended(STOPPED.evaluations(most));
    if (stagnation && archive.stagnant >= stagnation) return ended(STOPPED.stagnation(stagnation));
    const stop = past.stopAt(evaluations);
    if (stop !== null) return ended(stop);
    if (past.isOver() && minutes && seconds() > minutes * 60) {
      const reason = STOPPED.minutes(minutes, evaluations);
      journal.append([{ stopped: reason, evaluations }]);
      return ended(reason);
    }
    if (hooks.interrupted()) return null;

    const trials = optimiser.ask(Math.min(job.batch, most - evaluations));
    if (trials.length === 0) return ended(STOPPED.exhausted);
    const tasks = trials.map(({ id, part, coordinates }): Task => {
      return { id, candidate: candidateAt(job.families[part]!, coordinates) };
    });
    const known = past.resultsOf(tasks, journal.path);
    const found = await executor.run(tasks.slice(known.length));
    const { alive, workers } = executor;
    if (found.length > 0) {
      const mark = { evaluations: evaluations + tasks.length, seconds: seconds(), alive, workers };
      journal.append([...found, mark]);
    }
    const results = [...known, ...found];
    archive.add(results);
    optimiser.tell(results.map(trialResult));
    tracker.mark(seconds());
    hooks.onProgress({ ...tracker.progress(), alive, workers });
  }
}

function trialResult(result: TaskResult): TrialResult {
  return { id: result.id, objectives: comparable(result), violation: result.violation };
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

/** What a run did before, read from its journal as the search comes to it. */
class Past {
  /** Seconds worked up to the place that has been read. */
  seconds = 0;
  private next: Entry | null = null;

  constructor(private readonly entries: Iterator<Entry>) {
    this.advance();
  }

  isOver(): boolean {
    return this.next === null || "verified" in this.next;
  }

  /** Why a limit on time stopped the search after so many evaluations, where one did. */
  stopAt(evaluations: number): string | null {
    const { next } = this;
    return next !== null && "stopped" in next && next.evaluations === evaluations ? next.stopped : null;
  }

  /** The results of the first tasks, as far as the journal goes. */
  resultsOf(tasks: readonly Task[], where: string): TaskResult[] {
    const results: TaskResult[] = [];
    for (const task of tasks) {
      if (this.next === null || !("id" in this.next)) break;
      if (!isOf(this.next, task)) {
        throw new InputError(
          `${where}: holds another candidate ${task.id} than this program asks for (it was ` +
            "written by another version of it, or of Node); choose another folder with --out",
        );
      }
      results.push(this.next);
      this.advance();
    }
    return results;
  }

  private advance(): void {
    for (;;) {
      const { value, done } = this.entries.next();
      this.next = done ? null : value;
      if (this.next === null || !("seconds" in this.next)) return;
      this.seconds = this.next.seconds;
    }
  }
}
