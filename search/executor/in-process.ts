import { evaluateTask } from "./evaluate-task.js";
import type { EvaluationContext, Executor, TaskResult } from "./executor.js";

/** Evaluates in the calling thread: for tests, and where threads are not to be had. */
export function inProcessExecutor(context: EvaluationContext): Executor {
  return {
    workers: 1,
    async run(tasks) {
      const results: TaskResult[] = [];
      for (const task of tasks) results.push(await evaluateTask(task, context));
      return results;
    },
    async close() {},
  };
}
