import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { InputError } from "../../../src/input-error.js";
import { RunStopped } from "../run-stopped.js";
import type { QueueAddress } from "./address.js";
import { CODE } from "./code.js";
import { connect, isForbidden, PERMISSION } from "./connection.js";
import { Outage } from "./outage.js";
import * as registry from "./registry.js";
import { type Served, type ServeOptions, type Service, serveRun } from "./serve-run.js";
import { within } from "./within.js";

/** Milliseconds between looks at the list of runs. */
const POLL = 500;
/** Seconds that a run keeps a worker while another one has work, and those after which it does not if it has none. */
const TURN = 30;
const IDLE = 2;
const MILLISECONDS_TO_STOP = 2000;
/** Seconds for which a run is told of a worker that cannot serve it. */
const REFUSAL_HOLDS = 5;

/**
 * Serves the runs of a queue until it is told to stop: one at a time, in turns where several have work. What is not
 * done at the end is given back.
 *
 * @throws InputError where the queue cannot be reached at the start, or does not let the user do what it must, or bullmq is
 *         missing
 * @throws RunStopped where threads cannot be started
 */
export async function serveQueue(
  address: QueueAddress,
  options: ServeOptions,
  signal: AbortSignal,
): Promise<Served> {
  const { onNote, turn = TURN } = options;
  const connection = await connect(address);
  const { client } = connection;
  const outage = new Outage(address.name, Number.POSITIVE_INFINITY, onNote);
  const onClose = () => outage.begin("the connection is lost");
  client.on("close", onClose).on("ready", () => outage.end());
  const worker: registry.Announcement = {
    ...{ id: randomUUID(), host: hostname(), pid: process.pid, threads: options.threads, code: CODE },
  };
  const served: Served = { batches: 0, candidates: 0, seconds: 0, overhead: 0 };
  const refused = new Set<string>();
  let fault: Error | null = null;
  let current: { readonly run: string; readonly since: number; readonly service: Service } | null = null;
  let last = "";
  let idle = false;

  /** The run to serve: one that has work before one that has none, in turns. */
  const choose = async (): Promise<string | null> => {
    const runs = (await registry.listedRuns(client)).filter((run) => !refused.has(run));
    const inTurn = [...runs.filter((run) => run > last), ...runs.filter((run) => run <= last)];
    for (const run of inTurn) if (await registry.hasWork(client, run)) return run;
    return current?.run ?? inTurn[0] ?? null;
  };

  const begin = async (run: string) => {
    const record = await registry.recordOf(client, run);
    if (record === null) return;
    if (record.code !== CODE) {
      refused.add(run);
      onNote(`run ${record.job} needs ${record.code}; this worker is ${CODE} and leaves it to others`);
      await registry.announce(client, run, worker, REFUSAL_HOLDS);
      return;
    }
    onNote(`serving ${record.job} (${run}) with ${options.threads} threads`);
    const onFault = (reason: Error) => {
      fault = reason;
    };
    const service = await serveRun(connection, run, record, worker, options, served, onFault);
    current = { run, since: Date.now(), service };
    last = run;
    idle = false;
  };

  const end = async () => {
    const ending = current;
    current = null;
    await ending?.service.close();
  };

  /** Goes on with the run that is served, or from one to another. */
  const step = async () => {
    if (current !== null && !(await registry.isListed(client, current.run))) {
      onNote(`run ${current.run} is over`);
      await end();
    }
    const seconds = (since: number) => (Date.now() - since) / 1000;
    if (current !== null && seconds(current.since) < turn && seconds(current.service.active) < IDLE) return;
    const next = await choose();
    if (next === null && !idle) {
      idle = true;
      onNote(`waiting for runs at ${address.name}`);
    }
    if (next === null || next === current?.run) return;
    await end();
    await begin(next);
  };

  /** A step, over any trouble with the queue. */
  const attempt = async () => {
    try {
      await step();
      outage.end();
    } catch (error) {
      if (error instanceof RunStopped) throw error;
      const { message } = error as Error;
      if (isForbidden(message)) throw new InputError(`${address.name}: ${message}; ${PERMISSION}`);
      if (!signal.aborted) outage.begin(message);
    }
  };

  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  let attempted: Promise<unknown> = Promise.resolve();
  try {
    while (!signal.aborted && fault === null) {
      const pause = new Promise((resolve) => setTimeout(resolve, POLL));
      attempted = Promise.all([attempt(), pause]);
      await Promise.race([attempted, stopped]);
    }
    if (fault !== null) throw fault;
    return served;
  } finally {
    // It may be about to begin with a run.
    await within(MILLISECONDS_TO_STOP, attempted);
    await end();
    client.off("close", onClose);
    connection.close();
  }
}
