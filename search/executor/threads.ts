import type { Worker } from "node:worker_threads";
import Pool from "worker-threads-pool";
import {
  type EvaluationContext,
  type Executor,
  quarantined,
  READY,
  type Task,
  type TaskResult,
  TRIES,
} from "./executor.js";
import { RunStopped } from "./run-stopped.js";

/** Tasks that a worker holds at once, so that it need not wait for the next. */
const WINDOW = 2;

/** Seconds for one candidate, and megabytes of heap, that a worker gets where nothing else is asked. */
export const DEFAULT_PATIENCE = 300;
export const DEFAULT_MEMORY = 1024;

export interface ThreadOptions {
  readonly workers: number;
  /** Seconds that a worker may take for one candidate before it counts as hung. */
  readonly patience: number;
  /** Megabytes of heap that a worker may use. */
  readonly memory: number;
  /** Told, in a sentence, when a worker was lost and what became of its candidate. */
  onIncident(text: string): void;
  /** The compiled worker; another one in tests. */
  readonly file?: URL;
}

/** A worker's place: the thread that fills it, where one does, and the tasks that it holds, oldest first. */
interface Seat {
  thread: Worker | null;
  readonly held: Task[];
  timer?: NodeJS.Timeout;
  /** When the worker came to its oldest task, in milliseconds as `performance.now` has them. */
  since: number;
  /** Why the thread is about to end, where that is known. */
  fault: string | null;
}

/**
 * Evaluates in long-lived worker threads. The pool is asked once for each worker, since it would start a new
 * thread at every acquire; after that tasks go to whoever is free.
 *
 * A worker that ends, hangs or runs out of memory is replaced. The candidate it was at is tried once more and
 * then quarantined; others that it held lose nothing.
 *
 * @throws RunStopped where a worker cannot start at all
 */
export async function threadExecutor(context: EvaluationContext, options: ThreadOptions): Promise<Executor> {
  const pool = new Pool({ max: options.workers });
  const seats = Array.from(
    { length: options.workers },
    (): Seat => ({ thread: null, held: [], since: 0, fault: null }),
  );
  let batch: Batch | null = null;
  let closing = false;

  const start = (seat: Seat) =>
    new Promise<void>((resolve, reject) => {
      pool.acquire(
        options.file ?? new URL("./worker.js", import.meta.url),
        { workerData: context, resourceLimits: { maxOldGenerationSizeMb: options.memory } },
        (error, thread) => {
          if (error) return reject(error);
          let ready = false;
          thread.on("message", (message: typeof READY | TaskResult) => {
            if (message !== READY) return answered(seat, message);
            ready = true;
            seat.thread = thread;
            resolve();
          });
          thread.on("error", (fault: NodeJS.ErrnoException) => {
            seat.fault ??=
              fault.code === "ERR_WORKER_OUT_OF_MEMORY" ? "the worker ran out of memory" : fault.message;
          });
          thread.on("exit", (code) => {
            const fault = seat.fault ?? `the worker ended with code ${code}`;
            seat.fault = null;
            seat.thread = null;
            if (!ready) reject(new RunStopped(`a worker thread could not start: ${fault}`));
            else if (!closing) lost(seat, fault);
          });
        },
      );
    });

  const feed = (seat: Seat, window = WINDOW) => {
    if (batch === null || seat.thread === null) return;
    while (seat.held.length < window && batch.waiting.length > 0) {
      const task = batch.waiting.shift()!;
      if (seat.held.length === 0) seat.since = performance.now();
      seat.held.push(task);
      seat.thread.postMessage(task);
    }
    watch(seat);
  };

  /** Restarts the clock of the task that the worker is at. */
  const watch = (seat: Seat) => {
    clearTimeout(seat.timer);
    if (seat.held.length === 0) return;
    seat.timer = setTimeout(() => {
      seat.fault = `no answer within ${options.patience} s`;
      seat.thread?.terminate();
    }, options.patience * 1000);
  };

  const answered = (seat: Seat, result: TaskResult) => {
    seat.held.shift();
    seat.since = performance.now();
    settle(result);
    feed(seat);
  };

  const settle = (result: TaskResult) => {
    if (batch === null) return;
    batch.results.set(result.id, result);
    if (batch.results.size === batch.size) batch.done();
  };

  /** Puts back what the lost worker held, and another worker in its place. */
  const lost = (seat: Seat, fault: string) => {
    clearTimeout(seat.timer);
    const [culprit, ...innocent] = seat.held.splice(0);
    if (batch !== null && culprit !== undefined) {
      const { count, seconds } = batch.tries.get(culprit.id) ?? { count: 0, seconds: 0 };
      const tried = { count: count + 1, seconds: seconds + (performance.now() - seat.since) / 1000 };
      batch.tries.set(culprit.id, tried);
      const spared = tried.count < TRIES;
      options.onIncident(
        `candidate ${culprit.id}: ${fault}; ${spared ? "it is tried once more" : "it is quarantined"}`,
      );
      batch.waiting.unshift(...(spared ? [culprit] : []), ...innocent);
      if (!spared) settle(quarantined(culprit, fault, Number(tried.seconds.toPrecision(3))));
    }
    for (const other of seats) feed(other);
    start(seat).then(() => feed(seat), batch?.fail);
  };

  await Promise.all(seats.map(start));
  return {
    workers: options.workers,
    get alive() {
      return seats.filter(({ thread }) => thread !== null).length;
    },
    async run(tasks) {
      const results = new Map<number, TaskResult>();
      if (tasks.length > 0) {
        await new Promise<void>((done, fail) => {
          batch = { waiting: [...tasks], results, tries: new Map(), size: tasks.length, done, fail };
          // One for everybody before two for anybody: a short batch is shared.
          for (let window = 1; window <= WINDOW; window += 1) for (const seat of seats) feed(seat, window);
        });
        batch = null;
      }
      return tasks.map(({ id }) => results.get(id)!);
    },
    async close() {
      closing = true;
      for (const seat of seats) clearTimeout(seat.timer);
      await Promise.all(seats.map((seat) => seat.thread?.terminate()));
    },
  };
}

/** Tasks that are being evaluated. */
interface Batch {
  readonly waiting: Task[];
  readonly results: Map<number, TaskResult>;
  /** How often each candidate that lost its worker was tried, and for how long in all. */
  readonly tries: Map<number, { readonly count: number; readonly seconds: number }>;
  readonly size: number;
  done(): void;
  fail(error: unknown): void;
}
