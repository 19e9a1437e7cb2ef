import type { Executor, Task, TaskResult } from "../executor/executor.js";

/** Tasks that each worker gets in one group. */
const EACH = 4;

/** The results of tasks that take long, a few a worker at a time: between groups a run looks up. */
export async function* inGroups(executor: Executor, tasks: readonly Task[]): AsyncGenerator<TaskResult[]> {
  for (let k = 0; k < tasks.length; ) {
    const group = tasks.slice(k, k + EACH * Math.max(1, executor.alive));
    yield await executor.run(group);
    k += group.length;
  }
}
