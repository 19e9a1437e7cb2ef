import { type Executor, quarantined, type Task, type TaskResult, TRIES } from "../executor.js";
import { threadExecutor } from "../threads.js";
import type { BatchReport } from "./batch.js";
import type { Job } from "./bullmq.js";
import type { Connection } from "./connection.js";
import { deathsOver, type Holder } from "./holder.js";
import { PREFIX } from "./prefix.js";
import * as registry from "./registry.js";
import { within } from "./within.js";

/** Shares of the lock's time: between its renewals, between looks for lost batches, between signs of life. */
const RENEWAL = 1 / 3;
const STALLED_CHECK = 1 / 3;
const SIGN = 1 / 8;
/** For how many times the time between two a sign of life holds. */
const SIGN_HOLDS = 2;
const MILLISECONDS_BETWEEN_ATTEMPTS = 1000;
const MILLISECONDS_TO_CLOSE = 2000;

export interface ServeOptions {
  /** Worker threads, each at a batch of its own. */
  readonly threads: number;
  /** Seconds without a sign of life after which a batch is given to another worker. */
  readonly lock: number;
  /** Seconds, and megabytes of heap, that a thread may take for a candidate. */
  readonly patience: number;
  readonly memory: number;
  /** Seconds that a run keeps a worker while another one has work; 30 where it says nothing. */
  readonly turn?: number;
  onNote(text: string): void;
  /** The compiled worker thread; another one in tests. */
  readonly file?: URL;
}

/** What a worker has done, in all. */
export interface Served {
  batches: number;
  candidates: number;
  /** Seconds of its threads at candidates, and at fetching batches and handing them in. */
  seconds: number;
  overhead: number;
}

/** A thread and what it noted since its last report. */
interface Slot {
  readonly executor: Executor;
  readonly incidents: string[];
  /** Seconds that handing in its last batch took. */
  handover: number;
}

/** A run that is being served. */
export interface Service {
  /** When a batch was last taken or handed in, in milliseconds as `Date.now` has them. */
  readonly active: number;
  /** Gives back what is not done and ends. */
  close(): Promise<void>;
}

type Batch = Job<readonly Task[], BatchReport>;

/**
 * Takes the batches of a run as they come, one for each thread. The threads leave this one free, so that BullMQ can
 * renew the locks of the batches however long a candidate takes.
 *
 * @param onFault called where threads cannot go on
 * @throws RunStopped where they cannot start
 */
export async function serveRun(
  connection: Connection,
  run: string,
  { context }: registry.RunRecord,
  worker: registry.Announcement,
  options: ServeOptions,
  served: Served,
  onFault: (fault: Error) => void,
): Promise<Service> {
  const { client } = connection;
  const { threads, lock, patience, memory, file, onNote } = options;
  const slots = await Promise.all(
    Array.from({ length: threads }, async (): Promise<Slot> => {
      const incidents: string[] = [];
      const onIncident = (text: string) => incidents.push(text);
      const limits = { workers: 1, patience, memory, onIncident, ...(file ? { file } : {}) };
      return { executor: await threadExecutor(context, limits), incidents, handover: 0 };
    }),
  );
  const free = [...slots];
  /** Batches that are being handed in: by which slot, since when. */
  const handedIn = new Map<string, { readonly slot: Slot; readonly since: number }>();
  let active = Date.now();
  let closing = false;
  let halt = () => {};
  const halted = new Promise<null>((resolve) => {
    halt = () => {
      closing = true;
      resolve(null);
    };
  });

  /** The results of as many tasks as are done before the end. */
  const results = async (tasks: readonly Task[], { executor }: Slot): Promise<TaskResult[]> => {
    const done: TaskResult[] = [];
    try {
      for (const task of tasks) {
        const result = closing ? null : await Promise.race([executor.run([task]), halted]);
        if (result === null) break;
        done.push(result[0]!);
      }
    } catch (fault) {
      onFault(fault as Error);
    }
    return done;
  };

  /** @throws where the queue takes nothing: BullMQ then says so, and the producer sends the batch again */
  const processWith = async (slot: Slot, batch: Batch): Promise<BatchReport> => {
    const taken = performance.now();
    const { id } = batch;
    // Where Redis has lost what a batch holds, it is handed in with nothing done, and sent again.
    const tasks = Array.isArray(batch.data) ? batch.data : [];
    const deaths = await deathsOver(batch, run, connection, lock);
    const holder: Holder = { worker: worker.id, deaths };
    await batch.updateProgress(holder);
    const begun = performance.now();
    const report = judged(id!, tasks, deaths) ?? {
      ...{ results: await results(tasks, slot), suspect: false },
      incidents: slot.incidents.splice(0),
    };
    const ended = performance.now();
    handedIn.set(id!, { slot, since: ended });
    const seconds = (ended - begun) / 1000;
    const overhead = slot.handover + (begun - taken) / 1000;
    served.batches++;
    served.candidates += report.results.length;
    served.seconds += seconds;
    served.overhead += overhead;
    return { ...report, seconds, overhead };
  };

  const process = async (batch: Batch): Promise<BatchReport> => {
    active = Date.now();
    const slot = free.pop()!;
    try {
      return await processWith(slot, batch);
    } finally {
      free.push(slot);
    }
  };

  const consumer = new connection.bullmq.Worker<readonly Task[], BatchReport>(run, process, {
    ...{ connection: client, prefix: PREFIX, skipVersionCheck: true, concurrency: threads },
    // Redis takes whole milliseconds only.
    ...{ lockDuration: Math.round(lock * 1000), lockRenewTime: Math.round(lock * 1000 * RENEWAL) },
    ...{ stalledInterval: Math.round(lock * 1000 * STALLED_CHECK) },
    runRetryDelay: MILLISECONDS_BETWEEN_ATTEMPTS,
    // A batch that was lost is judged by whoever takes it next.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
  });
  consumer.on("completed", ({ id }) => {
    const { slot, since } = handedIn.get(id!)!;
    handedIn.delete(id!);
    slot.handover = (performance.now() - since) / 1000;
    active = Date.now();
  });
  const told = new Set<string>();
  consumer.on("error", ({ message }) => {
    if (!told.has(message)) onNote(message);
    told.add(message);
  });

  let signing = false;
  const sign = async () => {
    if (signing) return;
    signing = true;
    try {
      await registry.announce(client, run, worker, SIGN * SIGN_HOLDS * lock);
      await registry.keep(client, registry.lasting(consumer));
    } catch {
      // The queue is away or full, which others say: the next sign may come through.
    }
    signing = false;
  };
  sign();
  const signs = setInterval(sign, SIGN * lock * 1000);
  return {
    get active() {
      return free.length < slots.length ? Date.now() : active;
    },
    async close() {
      halt();
      clearInterval(signs);
      await within(MILLISECONDS_TO_CLOSE, consumer.close());
      await within(MILLISECONDS_TO_CLOSE, registry.leave(client, run, worker, consumer));
      await Promise.all(slots.map(({ executor }) => executor.close()));
    },
  };
}

/** What is said of a batch that workers have died over, without a further try; null where it is to be tried. */
function judged(
  id: string,
  tasks: readonly Task[],
  deaths: number,
): Pick<BatchReport, "results" | "suspect" | "incidents"> | null {
  if (deaths === 0) return null;
  const fault = "the worker process was lost";
  if (tasks.length > 1) {
    const incidents = [`batch ${id}: ${fault}; its candidates are tried one by one`];
    return { results: [], suspect: true, incidents };
  }
  if (deaths < TRIES) return null;
  const incidents = tasks.map((task) => `candidate ${task.id}: ${fault}; it is quarantined`);
  return { results: tasks.map((task) => quarantined(task, fault)), suspect: false, incidents };
}
