declare module "worker-threads-pool" {
  import type { Worker, WorkerOptions } from "node:worker_threads";

  /** A pool that starts workers up to a number; see threads.ts for what it leaves to its user. */
  export default class Pool {
    constructor(options?: { max?: number; maxWaiting?: number });
    readonly size: number;
    acquire(
      file: string | URL,
      options: WorkerOptions,
      callback: (error: Error | null, worker: Worker) => void,
    ): void;
    destroy(callback?: (error: Error | null) => void): void;
  }
}
