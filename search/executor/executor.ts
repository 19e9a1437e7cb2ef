import type { Constraints, Evaluation } from "../../src/evaluate.js";
import type { Candidate } from "../../src/mechanism/mechanism.js";
import type { Scenario } from "../../src/scenario/scenario.js";

/** What every evaluation of a run shares. */
export interface EvaluationContext {
  readonly scenario: Scenario;
  readonly constraints: Constraints;
}

/** One candidate to evaluate; its result depends on it and the context alone. */
export interface Task {
  readonly id: number;
  readonly candidate: Candidate;
  /** Also every Sybil notion, and the whole evaluation in the result: for points that are published. */
  readonly full?: true;
}

/** How a task ended. `candidate` is complete, defaults filled. */
export interface TaskResult extends Pick<Evaluation, "status" | "reason" | "scores"> {
  readonly id: number;
  readonly candidate: Candidate;
  /** Full tasks only. */
  readonly evaluation?: Evaluation;
}

/** Evaluates tasks somewhere. Interchangeable: the results are the same wherever they are computed. */
export interface Executor {
  readonly workers: number;
  /** The results in the order of the tasks. */
  run(tasks: readonly Task[]): Promise<TaskResult[]>;
  close(): Promise<void>;
}
