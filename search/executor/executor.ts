import type { Constraints, Selection } from "../../src/evaluate.js";
import type { Evaluation, EvaluationStatus } from "../../src/evaluation/evaluation.js";
import type { Objective } from "../../src/evaluation/objective.js";
import type { Equilibria } from "../../src/evaluation/solved.js";
import type { Candidate } from "../../src/mechanism/mechanism.js";
import type { Programme, ProgrammeRequest } from "../../src/programme/programme.js";
import type { Scenario } from "../../src/scenario/scenario.js";

/** What every evaluation of a run shares. */
export interface EvaluationContext {
  readonly scenario: Scenario;
  readonly constraints: Constraints;
  readonly objectives: readonly Objective[];
  readonly selection: Selection;
  /** Pure ones where it says nothing. */
  readonly equilibria?: Equilibria;
}

/** One candidate to evaluate; its result depends on it and the context alone. */
export interface Task {
  readonly id: number;
  readonly candidate: Candidate;
  /** What it is evaluated for; as one more candidate of a search where it says nothing. */
  readonly purpose?: Purpose;
  /** What is asked of it beside its scores. */
  readonly steps?: StepsTask;
}

/** The best steps from a candidate, along parameters that are searched. */
export interface StepsTask {
  readonly request: ProgrammeRequest;
  readonly axes: readonly { readonly name: string; readonly low: number; readonly high: number }[];
  /** The candidate's, one an axis, in [0, 1]. */
  readonly coordinates: readonly number[];
}

/**
 * `verify`: also the full verification of every Sybil notion; the result is a `VerifiedResult`. `detail`: also every
 * profile's outcome, for points that are published; the result is a `DetailedResult`. `picture`: scored whatever
 * constraint it fails, for pictures of what was rejected.
 */
export type Purpose = "verify" | "detail" | "picture";

/** `quarantined`: evaluating it failed twice, for instance because it took a worker down with it. */
export type TaskStatus = EvaluationStatus | "quarantined";

/** How a task ended. `candidate` is complete, defaults filled. */
export interface TaskResult
  extends Pick<Evaluation, "reason" | "violation" | "scores" | "objectives" | "exit"> {
  readonly id: number;
  readonly candidate: Candidate;
  readonly status: TaskStatus;
  /** Where steps were asked for; null where the candidate has none. */
  readonly programme?: Programme | null;
  /** Present where it dominates PAP at every profile. */
  readonly uniform?: true;
  /** Seconds that it took a worker, for the record; of two runs of one job it alone differs. */
  readonly took?: number;
}

/** The same record after a full verification: a verdict on each Sybil notion, and dominance over PAP. */
export type VerifiedResult = TaskResult & Pick<Evaluation, "sybil" | "dominatesPap">;

/** The same record with every profile's outcome. */
export type DetailedResult = TaskResult & Pick<Evaluation, "perProfile">;

/** What a worker says once it can take tasks. */
export const READY = "ready";

/** How often a candidate is tried before it is quarantined. */
export const TRIES = 2;

/** Farther from feasible than anything that could be evaluated. */
const QUARANTINE = 100;

/** The result of a candidate whose every try failed, and the seconds that the tries took, where that is known. */
export function quarantined({ id, candidate }: Task, failure: string, took?: number): TaskResult {
  const reason = `${failure}, ${TRIES} times`;
  return {
    id,
    candidate,
    status: "quarantined",
    reason,
    violation: QUARANTINE,
    scores: null,
    objectives: null,
    ...(took === undefined ? {} : { took }),
  };
}

/** The threads that evaluate. */
export interface Crew {
  /** How many there are; on other machines, the most that ever were at once. */
  readonly workers: number;
  /** How many of them are up; a lost one is down until it is replaced, and of a queue all may be. */
  readonly alive: number;
}

/** Evaluates tasks somewhere. Interchangeable: the results are the same wherever they are computed. */
export interface Executor extends Crew {
  /** The results in the order of the tasks. */
  run(tasks: readonly Task[]): Promise<TaskResult[]>;
  close(): Promise<void>;
}
