/** A point to be evaluated: a part of the search space and coordinates in its unit cube. */
export interface Trial {
  /** 0, 1, 2, ... in the order asked. */
  readonly id: number;
  /** Which part of the space, for instance which family. */
  readonly part: number;
  /** As many numbers in [0, 1) as the part has dimensions. */
  readonly coordinates: readonly number[];
}

/** What an optimiser learns of a trial: its objectives, all maximised, or null where it is infeasible. */
export interface TrialResult {
  readonly id: number;
  readonly objectives: readonly number[] | null;
}

/**
 * Proposes points and learns from their results. `tell` comes in the order of ids, so an optimiser's
 * proposals depend on its seed and on nothing else.
 */
export interface Optimiser {
  /** Up to `count` trials; fewer, or none, where the space is exhausted. */
  ask(count: number): Trial[];
  tell(results: readonly TrialResult[]): void;
}
