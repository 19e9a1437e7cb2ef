import type { Task, TaskResult, TaskStatus } from "../executor/executor.js";
import type { Rejected } from "../front/front.js";

/** How many candidates of one status are shown at most: each has to be solved, which its rejection had spared. */
const SHOWN = 20;

/** Statuses of mechanisms that have equilibria as far as anybody knows, and failed something else. */
const DRAWN: ReadonlySet<TaskStatus> = new Set<TaskStatus>([
  "withholds",
  "refuted-split",
  "refuted-best-response",
  "refuted-equilibrium",
  "excludes-players",
  "constraint-broken",
]);

/** A sample of what a search rejects, by status and evenly spread over it. */
export class RejectSample {
  private readonly samples = new Map<TaskStatus, EvenSample<TaskResult>>();

  add(result: TaskResult): void {
    const { status } = result;
    if (!DRAWN.has(status)) return;
    if (!this.samples.has(status)) this.samples.set(status, new EvenSample(SHOWN));
    this.samples.get(status)!.add(result);
  }

  /** What was kept, in the order of ids. */
  get kept(): TaskResult[] {
    return [...this.samples.values()].flatMap(({ kept }) => kept).sort((a, b) => a.id - b.id);
  }
}

/**
 * Rejected candidates, scored whatever they failed. Those without an equilibrium at some profile have no place in a
 * picture, and are left out.
 */
export async function scoredRejects(
  rejects: readonly TaskResult[],
  run: (tasks: readonly Task[]) => Promise<TaskResult[]>,
): Promise<Rejected[]> {
  const scored = await run(
    rejects.map(({ id, candidate }) => ({ id, candidate, purpose: "picture" }) satisfies Task),
  );
  return rejects.flatMap(({ id, candidate, status }, k): Rejected[] => {
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
