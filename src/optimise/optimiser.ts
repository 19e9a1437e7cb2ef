import type { Programme, ProgrammeRequest } from "../programme/programme.js";

/** What is searched: parts, for instance one a family, each a unit cube of its own. */
export interface SearchSpace {
  /** How many coordinates each part has; 0 for a part that is a single point. */
  readonly dimensions: readonly number[];
  /** The point that hypervolumes are measured from, one number an objective. */
  readonly reference: readonly number[];
  /** Points worth trying first, for instance where a part contains the benchmark. */
  readonly starts: readonly Place[];
  /** Equal for places that stand for one candidate; where it is left out, for places of equal part and coordinates. */
  keyOf?(place: Place): string;
}

/** A point of the space: a part, and as many numbers in [0, 1] as the part has dimensions. */
export interface Place {
  readonly part: number;
  readonly coordinates: readonly number[];
  /** Asked of it beside its objectives: the best steps from there. */
  readonly request?: ProgrammeRequest;
}

/** A point to be evaluated. */
export interface Trial extends Place {
  /** 0, 1, 2, ... in the order asked. */
  readonly id: number;
}

/** What an optimiser learns of a trial. */
export interface TrialResult {
  readonly id: number;
  /** All maximised; null where the trial was not worked out that far. Feasible trials have them. */
  readonly objectives: readonly number[] | null;
  /** 0 where the trial is feasible; else above 0 and finite, the smaller the nearer it came to feasible. */
  readonly violation: number;
  /** Where it was requested; null where the trial has none. */
  readonly programme?: Programme | null;
}

/**
 * Proposes points and learns from their results. Whoever drives it tells the results of all trials asked
 * before it asks again, in the order of ids, so that proposals depend on the space and the seed alone.
 */
export interface Optimiser {
  /** Up to `count` trials, none of which repeats another; fewer, or none, where the space is exhausted. */
  ask(count: number): Trial[];
  tell(results: readonly TrialResult[]): void;
}
