import type { Executor, Task, TaskResult, TaskStatus } from "../executor/executor.js";
import type { Rejected } from "../front/front.js";
import type { Entry } from "./journal.js";

/** How many candidates of one status are shown at most. */
const SHOWN = 80;

/** Statuses of mechanisms that have equilibria as far as anybody knows, and failed something else. */
const DRAWN: ReadonlySet<TaskStatus> = new Set<TaskStatus>([
  "withholds",
  "refuted-split",
  "refuted-best-response",
  "refuted-equilibrium",
]);

/**
 * A choice of what a search rejected, by status and evenly spread over it, scored whatever it failed. Those without an
 * equilibrium at some profile have no place in a picture, and are left out.
 */
export async function rejectedSample(entries: Iterable<Entry>, executor: Executor): Promise<Rejected[]> {
  const samples = new Map<TaskStatus, EvenSample<TaskResult>>();
  for (const entry of entries) {
    if (!("id" in entry) || !DRAWN.has(entry.status)) continue;
    if (!samples.has(entry.status)) samples.set(entry.status, new EvenSample(SHOWN));
    samples.get(entry.status)!.add(entry);
  }
  const chosen = [...samples.values()].flatMap(({ kept }) => kept).sort((a, b) => a.id - b.id);
  const scored = await executor.run(
    chosen.map(({ id, candidate }) => ({ id, candidate, purpose: "picture" }) satisfies Task),
  );
  return chosen.flatMap(({ id, candidate, status }, k): Rejected[] => {
    const { scores } = scored[k]!;
    return scores === null ? [] : [{ id, candidate, status, scores }];
  });
}

/** Every stride-th of a sequence of unknown length, the stride doubled whenever too many are kept. */
export class EvenSample<T> {
  kept: T[] = [];
  private seen = 0;
  private stride = 1;

  /** @param size how many are kept at most, and half as many at least where there are that many */
  constructor(private readonly size: number) {}

  add(item: T): void {
    if (this.seen % this.stride === 0) this.kept.push(item);
    this.seen += 1;
    if (this.kept.length <= this.size) return;
    this.kept = this.kept.filter((_, k) => k % 2 === 0);
    this.stride *= 2;
  }
}
