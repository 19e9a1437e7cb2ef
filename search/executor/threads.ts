import type { Worker } from "node:worker_threads";
import Pool from "worker-threads-pool";
import type { EvaluationContext, Executor, Task, TaskResult } from "./executor.js";

const WORKER_FILE = new URL("./worker.js", import.meta.url);

/**
 * Evaluates in long-lived worker threads. The pool is asked once for each worker, since it would start a
 * new thread at every acquire; after that tasks go to whoever is free.
 */
export async function threadExecutor(workers: number, context: EvaluationContext): Promise<Executor> {
  const pool = new Pool({ max: workers });
  const threads = await Promise.all(Array.from({ length: workers }, () => startWorker(pool, context)));

  return {
    workers,
    async run(tasks) {
      const results = new Array<TaskResult>(tasks.length);
      let next = 0;
      await Promise.all(
        threads.map(async (thread) => {
          for (let k = next++; k < tasks.length; k = next++) results[k] = await evaluateOn(thread, tasks[k]!);
        }),
      );
      return results;
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

function startWorker(pool: Pool, context: EvaluationContext): Promise<Worker> {
  return new Promise((resolve, reject) => {
    pool.acquire(WORKER_FILE, { workerData: context }, (error, worker) => {
      if (error) reject(error);
      else resolve(worker);
    });
  });
}

/** One task on one thread; a thread that fails or ends meanwhile is an error, not silence. */
function evaluateOn(thread: Worker, task: Task): Promise<TaskResult> {
  return new Promise((resolve, reject) => {
    const settle = (action: () => void) => {
      thread.off("message", onMessage).off("error", onError).off("exit", onExit);
      action();
    };
    const onMessage = (result: TaskResult) => settle(() => resolve(result));
    const onError = (error: Error) => settle(() => reject(error));
    const onExit = (code: number) =>
      settle(() =>
        reject(new Error(`a worker ended with code ${code} while evaluating candidate ${task.id}`)),
      );
    thread.on("message", onMessage).on("error", onError).on("exit", onExit);
    thread.postMessage(task);
  });
}
