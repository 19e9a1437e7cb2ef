import type { Purpose, Task, TaskResult } from "../executor.js";

/** What a worker makes of a batch. */
export interface BatchReport {
  /** Of as many of its tasks as were done; the others are given back. */
  readonly results: readonly TaskResult[];
  /** Seconds of a thread that the tasks took. */
  readonly seconds: number;
  /** Seconds of a thread that fetching a batch and handing it in took of late. */
  readonly overhead: number;
  /** Given back because workers died over it: its tasks are to be tried one by one. */
  readonly suspect: boolean;
  /** What else happened, a sentence each. */
  readonly incidents: readonly string[];
}

/**
 * The name of a batch: `c` and the ids of its candidates, `3-5` for 3, 4 and 5, with a `v` or a `p` where they are
 * verified or scored for a picture. Equal batches have equal names, so that a producer that was stopped finds what it had sent.
 */
export function batchId(tasks: readonly Task[]): string {
  const runs: { from: number; to: number; purpose: Purpose | undefined }[] = [];
  for (const { id, purpose } of tasks) {
    const last = runs.at(-1);
    if (last !== undefined && last.to + 1 === id && last.purpose === purpose) last.to = id;
    else runs.push({ from: id, to: id, purpose });
  }
  const words = runs.map(
    ({ from, to, purpose = "" }) => `${from}${to > from ? `-${to}` : ""}${purpose.slice(0, 1)}`,
  );
  return `c${words.join(".")}`;
}
