import { taskEvaluator } from "./evaluate-task.js";
import {
  type EvaluationContext,
  type Executor,
  quarantined,
  type Task,
  type TaskResult,
  TRIES,
} from "./executor.js";

/** Evaluates in the calling thread: for tests, and where threads are not to be had. */
export function inProcessExecutor(context: EvaluationContext): Executor {
  const evaluate = taskEvaluator(context);
  const tried = async (task: Task, tries = TRIES): Promise<TaskResult> => {
    try {
      return await evaluate(task);
    } catch (error) {
      return tries > 1 ? tried(task, tries - 1) : quarantined(task, (error as Error).message);
    }
  };
  return {
    workers: 1,
    alive: 1,
    async run(tasks) {
      const results: TaskResult[] = [];
      for (const task of tasks) results.push(await tried(task));
      return results;
    },
    async close() {},
  };
}
