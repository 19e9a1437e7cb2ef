import type { Purpose, Task, TaskResult } from "../executor.js";
import { batchId } from "./batch.js";

/**
 * The tasks of one call: which wait, which are out in what batch, and which have a result. The first result of a task
 * counts; batches may come back twice, in any order, in part or not at all.
 */
export class Ledger {
  private readonly results = new Map<number, TaskResult>();
  private readonly open = new Map<string, readonly Task[]>();
  private readonly byId: ReadonlyMap<number, Task>;
  /** Tasks that go in a batch of their own. */
  private readonly alone = new Set<number>();
  private waiting: Task[];

  constructor(private readonly tasks: readonly Task[]) {
    this.byId = new Map(tasks.map((task) => [task.id, task]));
    this.waiting = [...tasks];
  }

  get done(): boolean {
    return this.results.size === this.tasks.length;
  }

  /** How many tasks are in no batch and have no result. */
  get left(): number {
    return this.waiting.length;
  }

  /** What the tasks are for; those of one call are all for one purpose. */
  get purpose(): Purpose | undefined {
    return this.tasks[0]?.purpose;
  }

  /** The names of the batches that are out. */
  get out(): string[] {
    return [...this.open.keys()];
  }

  /** Puts the next tasks, at most so many, into a batch. */
  take(size: number): { readonly id: string; readonly tasks: readonly Task[] } {
    const lone = this.alone.size === 0 ? -1 : this.waiting.findIndex(({ id }) => this.alone.has(id));
    const count = lone === 0 ? 1 : Math.min(size, lone < 0 ? size : lone);
    const tasks = this.waiting.splice(0, count);
    const id = batchId(tasks);
    this.open.set(id, tasks);
    return { id, tasks };
  }

  /** Counts a batch that is out already, sent by an earlier producer, where it holds a task that waits just so. */
  adopt(id: string, tasks: readonly Task[]): boolean {
    const held = tasks.flatMap((task) => {
      const own = this.byId.get(task.id);
      return own !== undefined && JSON.stringify(own) === JSON.stringify(task) ? [own] : [];
    });
    const adopted = new Set(held.filter((task) => this.waiting.includes(task)));
    if (adopted.size === 0 || held.length < tasks.length) return false;
    this.waiting = this.waiting.filter((task) => !adopted.has(task));
    this.open.set(id, held);
    return true;
  }

  /** The tasks of a batch that is out. */
  tasksOf(id: string): readonly Task[] {
    return this.open.get(id) ?? [];
  }

  /**
   * Takes a batch back, with the results that it brings; what it leaves open waits again.
   *
   * @param alone whether its tasks then go one by one
   * @returns the tasks that wait again
   */
  close(id: string, results: readonly TaskResult[], alone = false): readonly Task[] {
    const tasks = this.open.get(id);
    if (tasks === undefined) return [];
    this.open.delete(id);
    for (const result of results) {
      const isNew = this.byId.has(result.id) && !this.results.has(result.id);
      if (isNew) this.results.set(result.id, result);
    }
    const undone = tasks.filter((task) => !this.results.has(task.id));
    if (undone.length === 0) return [];
    const elsewhere = new Set([...this.open.values()].flat());
    const left = undone.filter((task) => !elsewhere.has(task));
    if (alone) for (const task of left) this.alone.add(task.id);
    this.waiting.push(...left);
    return left;
  }

  /** The results in the order of the tasks, once all are there. */
  inOrder(): TaskResult[] {
    return this.tasks.map(({ id }) => this.results.get(id)!);
  }
}
