import {
  type EvaluationContext,
  type Executor,
  quarantined,
  type Task,
  type TaskResult,
  TRIES,
} from "../executor.js";
import { RunStopped } from "../run-stopped.js";
import type { QueueAddress } from "./address.js";
import type { BatchReport } from "./batch.js";
import { Bell } from "./bell.js";
import type { Queue } from "./bullmq.js";
import { CODE } from "./code.js";
import { connect, isForbidden, PERMISSION } from "./connection.js";
import { RemoteCrew } from "./crew.js";
import { Ledger } from "./ledger.js";
import { isFull, OUTAGE_SECONDS, Outage } from "./outage.js";
import { Pace } from "./pace.js";
import { PREFIX } from "./prefix.js";
import * as registry from "./registry.js";
import { within } from "./within.js";

/** Milliseconds between looks at the workers, and between looks at every batch where no event says which. */
const TICK = 500;
const SWEEP = 5000;
const MILLISECONDS_BETWEEN_ATTEMPTS = 1000;
const MILLISECONDS_TO_CLEAR = 5000;
/** Events that BullMQ keeps for late readers. Each holds a result, which the producer reads elsewhere. */
const EVENTS = 1000;

export interface QueueOptions {
  readonly address: QueueAddress;
  /** What the run's keys are called: of this producer alone, and the same when it comes back. */
  readonly run: string;
  /** The job's name, for people. */
  readonly job: string;
  /** Told, in a sentence, what happens to workers and to the queue. */
  onNote(text: string): void;
  interrupted(): boolean;
  /** Seconds to wait for a queue that is out of reach. */
  readonly patience?: number;
}

/**
 * Evaluates on other machines, by workers that take batches from a BullMQ queue on Redis (`goldilocks worker`).
 *
 * BullMQ's events only say when to look. What counts is what stands in the queue, so that an event too many, too few or
 * too late changes nothing. Batches stay there until the next call, when their results are journalled, so that a
 * producer that was killed finds them when it comes back.
 *
 * @throws InputError where the queue cannot be reached at the start, or bullmq is missing
 * @throws RunStopped from `run`, where the queue stays away too long, or at an interrupt while nobody works
 */
export async function queueExecutor(context: EvaluationContext, options: QueueOptions): Promise<Executor> {
  const { address, run, job, onNote, interrupted, patience = OUTAGE_SECONDS } = options;
  const connection = await connect(address);
  const { bullmq, client } = connection;
  if (connection.warning !== null) onNote(`${address.name}: ${connection.warning}`);
  const connected = { connection: client, prefix: PREFIX, skipVersionCheck: true };
  const streams = { events: { maxLen: EVENTS } };
  const queue: Queue<readonly Task[], BatchReport> = new bullmq.Queue(run, { ...connected, streams });
  const events = new bullmq.QueueEvents(run, connected);

  const outage = new Outage(address.name, patience, onNote);
  const crew = new RemoteCrew(`goldilocks worker --queue ${address.name}`, onNote);
  const bell = new Bell();
  const pace = new Pace();
  const failures = new Map<string, number>();
  /** The call that is under way, and what ends it before its time. */
  let call: { readonly ledger: Ledger; fail(reason: RunStopped): void } | null = null;
  /** Batches whose results are in use, which may go once the next call shows that they are journalled. */
  let used: string[] = [];

  let closed = false;
  const faulted = (error: unknown) => {
    if (closed) return;
    const { message } = error as Error;
    if (isForbidden(message)) call?.fail(new RunStopped(`${address.name}: ${message}; ${PERMISSION}`));
    else outage.begin(message);
  };
  queue.on("error", () => {});
  events.on("error", () => {});
  events.on("completed", ({ jobId }) => bell.ring(jobId)).on("failed", ({ jobId }) => bell.ring(jobId));
  const onClose = () => outage.begin("the connection is lost");
  const onReady = () => {
    outage.end();
    bell.ring(null);
  };
  client.on("close", onClose).on("ready", onReady);

  /** Keeps the run listed; where Redis has lost its record it is made again. */
  const listRun = async () => {
    if (await registry.keepListed(client, run)) return;
    await registry.publishRun(client, run, { job, code: CODE, context });
  };

  /** Keeps the run, and its keys. */
  const keepRun = async () => {
    await listRun();
    const batches = [...(call?.ledger.out ?? []), ...used].map((id) => queue.toKey(id));
    await registry.keep(client, [...registry.lasting(queue), ...registry.keysOf(run), ...batches]);
  };

  let looking = false;
  const tick = async () => {
    const reason =
      outage.verdict() ??
      (interrupted() && (outage.lasts || crew.alive === 0)
        ? new RunStopped("interrupted while nobody was at work")
        : null);
    if (reason !== null) call?.fail(reason);
    if (looking || call === null) return;
    looking = true;
    try {
      await keepRun();
      crew.update(await registry.workersOf(client, run));
    } catch (error) {
      faulted(error);
    } finally {
      looking = false;
    }
  };

  const send = async (ledger: Ledger) => {
    const batches: { name: string; data: readonly Task[]; opts: { jobId: string } }[] = [];
    while (ledger.left > 0) {
      const { id, tasks } = ledger.take(pace.size(ledger.left, crew.alive, ledger.purpose));
      batches.push({ name: job, data: tasks, opts: { jobId: id } });
    }
    if (batches.length === 0) return;
    try {
      // Before they are sent: a worker that finds no run listed takes away what there is of it.
      await listRun();
      await queue.addBulk(batches);
    } catch (error) {
      for (const { opts } of batches) ledger.close(opts.jobId, []);
      throw error;
    }
    await keepRun();
  };

  /** Whether a batch that is not done stands in none of BullMQ's lists, so that no worker would ever take it. */
  const isAdrift = async (id: string) => (await queue.getJobState(id)) === "unknown";

  /** Looks at a batch that is out: done, failed, gone, adrift, or none of them. */
  const look = async (ledger: Ledger, id: string) => {
    const batch = await queue.getJob(id);
    if (batch === undefined) ledger.close(id, []);
    else if (batch.finishedOn === undefined) {
      // A worker that still holds it keeps it from being removed.
      if ((await isAdrift(id)) && (await queue.remove(id)) === 1) ledger.close(id, []);
    } else if (batch.failedReason !== undefined) {
      await queue.remove(id);
      ledger.close(id, failed(ledger.tasksOf(id), id, batch.failedReason), true);
    } else {
      const report = batch.returnvalue!;
      for (const text of report.incidents) onNote(text);
      pace.learn(report, ledger.purpose);
      const isWhole = report.results.length === batch.data.length;
      if (!isWhole) await queue.remove(id);
      else used.push(id);
      ledger.close(id, report.results, report.suspect);
    }
  };

  /** A batch that no worker could hand in: a candidate for which that happens time and again is quarantined. */
  const failed = (tasks: readonly Task[], id: string, reason: string): TaskResult[] => {
    if (isFull(reason)) return [];
    const count = (failures.get(id) ?? 0) + 1;
    failures.set(id, count);
    onNote(`batch ${id}: a worker could not hand it in: ${reason}`);
    return tasks.length === 1 && count >= TRIES ? tasks.map((task) => quarantined(task, reason)) : [];
  };

  /** Sends and looks until all is done, over any trouble with the queue. */
  const work = async (ledger: Ledger, isOver: () => boolean) => {
    const unused = used;
    used = [];
    bell.ring(null);
    await tick();
    while (!ledger.done && !isOver()) {
      try {
        await send(ledger);
        await Promise.all(unused.splice(0).map((id) => queue.remove(id)));
        const ids = await bell.heard(SWEEP);
        const out = new Set(ledger.out);
        await Promise.all((ids ?? [...out]).filter((id) => out.has(id)).map((id) => look(ledger, id)));
        outage.end();
      } catch (error) {
        if (isOver()) return;
        faulted(error);
        bell.ring(null);
        await new Promise((resolve) => setTimeout(resolve, MILLISECONDS_BETWEEN_ATTEMPTS));
      }
    }
  };

  /** Takes the run's keys away, where nothing stands open that another producer could go on with. */
  const clear = async () => {
    await registry.withdrawRun(client, run);
    await queue.obliterate({ force: true });
    await client.call("DEL", ...Object.values(queue.keys), ...registry.keysOf(run));
  };

  let found = new Map(
    (await queue.getJobs()).flatMap((batch) =>
      batch?.id !== undefined && Array.isArray(batch.data) ? [[batch.id, batch.data]] : [],
    ),
  );
  const ticker = setInterval(tick, TICK);
  return {
    get workers() {
      return crew.workers;
    },
    get alive() {
      return crew.alive;
    },
    async run(tasks) {
      if (tasks.length === 0) return [];
      const ledger = new Ledger(tasks);
      for (const [id, held] of found) if (!ledger.adopt(id, held)) used.push(id);
      found = new Map();
      let over = false;
      const failure = new Promise<never>((_, fail) => {
        call = { ledger, fail };
      });
      try {
        await Promise.race([work(ledger, () => over), failure]);
      } finally {
        over = true;
      }
      call = null;
      return ledger.inOrder();
    },
    async close() {
      clearInterval(ticker);
      client.off("close", onClose).off("ready", onReady);
      if (!outage.lasts) await within(MILLISECONDS_TO_CLEAR, call === null ? clear() : keepRun());
      await within(MILLISECONDS_TO_CLEAR, Promise.all([events.close(), queue.close()]));
      closed = true;
      connection.close();
    },
  };
}
