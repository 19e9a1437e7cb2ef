/**
 * What is used of BullMQ, declared here so that the project compiles without it: it is an optional dependency.
 */
declare module "bullmq" {
  import type { EventEmitter } from "node:events";

  export interface Client extends EventEmitter {
    readonly status: string;
    call(command: string, ...words: (string | number)[]): Promise<unknown>;
    disconnect(): void;
  }

  export class RedisConnection extends EventEmitter {
    constructor(options: object, extra?: { skipVersionCheck?: boolean });
    readonly client: Promise<Client>;
  }

  interface Connected {
    readonly connection: Client;
    readonly prefix: string;
    readonly skipVersionCheck: boolean;
  }

  export class Queue<Data, Result> extends EventEmitter {
    constructor(name: string, options: Connected & { streams: { events: { maxLen: number } } });
    readonly keys: Readonly<Record<string, string>>;
    toKey(id: string): string;
    waitUntilReady(): Promise<unknown>;
    addBulk(jobs: { name: string; data: Data; opts: { jobId: string } }[]): Promise<unknown>;
    getJob(id: string): Promise<Job<Data, Result> | undefined>;
    /** "unknown" where it stands in no list, or is no more. */
    getJobState(id: string): Promise<string>;
    getJobs(): Promise<(Job<Data, Result> | undefined)[]>;
    /** 1 where the job is no more, 0 where a worker holds it. */
    remove(id: string): Promise<number>;
    obliterate(options: { force: boolean }): Promise<void>;
    close(): Promise<void>;
  }

  export class QueueEvents extends EventEmitter {
    constructor(name: string, options: Connected);
    on(event: "completed" | "failed", listener: (told: { jobId: string }) => void): this;
    on(event: "error", listener: (error: Error) => void): this;
    waitUntilReady(): Promise<unknown>;
    close(): Promise<void>;
  }

  export interface Job<Data, Result> {
    readonly id?: string;
    readonly data: Data;
    readonly returnvalue: Result | null;
    readonly failedReason?: string;
    readonly finishedOn?: number;
    /** How often its lock ran out. */
    readonly stalledCounter: number;
    readonly progress: unknown;
    updateProgress(progress: object): Promise<void>;
  }

  export class Worker<Data, Result> extends EventEmitter {
    constructor(
      name: string,
      process: (job: Job<Data, Result>) => Promise<Result>,
      options: Connected & {
        concurrency: number;
        lockDuration: number;
        lockRenewTime: number;
        stalledInterval: number;
        maxStalledCount: number;
        runRetryDelay: number;
      },
    );
    readonly keys: Readonly<Record<string, string>>;
    on(event: "completed", listener: (job: Job<Data, Result>) => void): this;
    on(event: "error", listener: (error: Error) => void): this;
    close(force?: boolean): Promise<void>;
  }
}
