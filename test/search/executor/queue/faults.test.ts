import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { EvaluationContext, Executor, Task, TaskResult } from "../../../../search/executor/executor.js";
import { parseQueueAddress } from "../../../../search/executor/queue/address.js";
import { type Connection, connect, uptime } from "../../../../search/executor/queue/connection.js";
import { queueExecutor } from "../../../../search/executor/queue/producer.js";
import type { Served } from "../../../../search/executor/queue/serve-run.js";
import { RunStopped } from "../../../../search/executor/run-stopped.js";
import { randomStream } from "../../../../src/numeric/random.js";
import { HAS_REDIS, type Redis, startRedis, until } from "./redis.js";
import { type WorkerProcess, Workers } from "./workers.js";

const LOCK = 1.5;
const RUN = "0123456789abcdef-01234567";

/** Tasks of which some are in trouble, or slow. */
function tasks(count: number, parameters: (id: number) => object = () => ({})): Task[] {
  return Array.from({ length: count }, (_, id) => ({
    id,
    candidate: { family: "pap", parameters: parameters(id) as Record<string, number> },
  }));
}

const statuses = (results: readonly TaskResult[]) => results.map(({ id, status }) => `${id} ${status}`);
const feasible = (count: number) => Array.from({ length: count }, (_, id) => `${id} feasible`);
/** What a worker prints at its end. */
const lastLine = (worker: WorkerProcess) => JSON.parse(worker.said().trim().split("\n").at(-1)!) as Served;
const slow = (milliseconds: number) => () => ({ milliseconds });

describe.skipIf(!HAS_REDIS)("a queue", () => {
  let redis: Redis;
  let workers: Workers;
  let connection: Connection;
  const executors: Executor[] = [];

  beforeAll(async () => {
    redis = await startRedis();
  });
  beforeAll(async () => {
    connection = await redis.connection();
  });
  afterEach(async () => {
    for (const executor of executors.splice(0)) await executor.close();
    await workers.close();
    await connection.client.call("FLUSHALL");
  });
  afterAll(async () => {
    connection.close();
    await redis.close();
  });

  /** A producer, and what it notes. */
  async function produce(options: { run?: string; patience?: number; interrupted?: () => boolean } = {}) {
    const notes: string[] = [];
    const executor = await queueExecutor({} as EvaluationContext, {
      ...{ address: parseQueueAddress(redis.url, "test"), run: RUN, job: "test", ...options },
      onNote: (text) => notes.push(text),
      interrupted: options.interrupted ?? (() => false),
    });
    executors.push(executor);
    return { executor, notes };
  }

  /** Which workers have taken batches, oldest batch first. */
  const progress = async (id: string): Promise<{ worker: string; deaths: number } | null> =>
    JSON.parse(
      ((await connection.client.call("HGET", `goldilocks:${RUN}:${id}`, "progress")) as string) || "null",
    );
  const taken = async (id: string) => Boolean(await progress(id));
  const listed = (list: string) => connection.client.call("LLEN", `goldilocks:${RUN}:${list}`);
  const waiting = async (count: number) => (await listed("wait")) === count;
  /** Waits until Redis has refused so many more commands for want of memory. */
  const refusals = async (count: number): Promise<void> => {
    const refused = async () => {
      const stats = (await connection.client.call("INFO", "errorstats")) as string;
      return Number(/errorstat_OOM:count=(\d+)/.exec(stats)?.[1] ?? 0);
    };
    const before = await refused();
    await until(`${count} commands are refused`, async () => (await refused()) >= before + count);
  };
  /** Seconds for which a key holds, once it is there. */
  const expiry = async (key: string): Promise<number> => {
    let left = 0;
    await until(`${key} is there`, async () => {
      left = Number(await connection.client.call("PTTL", `goldilocks:${RUN}:${key}`));
      return left > 0;
    });
    return left / 1000;
  };

  it("answers in the order of the tasks from three workers, call after call, and none at all for none", async () => {
    workers = new Workers(redis.url, LOCK);
    for (const threads of [1, 2, 1]) workers.start(threads);
    const { executor, notes } = await produce();
    // Later tasks are quicker, so that they arrive first.
    const falling = (id: number) => ({ milliseconds: 40 - id });
    for (const count of [40, 0, 1, 25]) {
      expect(statuses(await executor.run(tasks(count, falling)))).toEqual(feasible(count));
    }
    await until("all are up", async () => {
      await executor.run(tasks(1));
      return executor.alive === 4;
    });
    expect(executor.workers).toBe(4);
    expect(notes.filter((text) => !/^waiting for workers/.test(text))).toEqual([]);
  });

  it("serves several runs in turns, and goes over to one that has work from one that has none", async () => {
    workers = new Workers(redis.url, LOCK);
    workers.start(1, 1);
    const long = (await produce()).executor;
    const short = (await produce({ run: "fedcba9876543210-01234567" })).executor;
    let done = false;
    const all = long.run(tasks(50, slow(100))).then((results) => {
      done = true;
      return results;
    });
    await until("the long one has begun", () => taken("c0"));
    expect(statuses(await short.run(tasks(3, slow(100))))).toEqual(feasible(3));
    expect(done).toBe(false);
    expect(statuses(await all)).toEqual(feasible(50));
    // Both are still listed, and neither has work.
    expect(statuses(await short.run(tasks(2)))).toEqual(feasible(2));
    expect(statuses(await long.run(tasks(2)))).toEqual(feasible(2));
  });

  it("has a batch redone within twice the lock time when its worker is killed, and holds that against no candidate", async () => {
    const lock = 2;
    workers = new Workers(redis.url, lock);
    const doomed = workers.start(1);
    const { executor, notes } = await produce();
    const results = executor.run(tasks(1, slow(5000)));
    await until("the batch is taken", () => taken("c0"));
    const heir = workers.start(1);
    // A queue that was started just now may have been away: no death counts yet.
    await until("the queue is no news", async () => (await uptime(connection.client)) >= 2 * lock);
    await until("the other is up", () => /serving test/.test(heir.said()));
    const before = await progress("c0");
    // By the clock of Redis, not by how busy this machine is: a batch that lost its lock is found at the second look.
    const [held, look] = [await expiry("c0:lock"), await expiry("stalled-check")];
    expect(held + 2 * look).toBeLessThan(2 * lock);
    doomed.process.kill("SIGKILL");
    await until("another has it", async () => (await progress("c0"))!.worker !== before!.worker);
    expect((await progress("c0"))!.deaths).toBe(1);
    expect(statuses(await results)).toEqual(feasible(1));
    expect(notes.join("\n")).not.toMatch(/quarantine/);
  });

  it("has a batch redone by a worker of another run when the last worker of its own is killed", async () => {
    workers = new Workers(redis.url, LOCK);
    const doomed = workers.start(1);
    const { executor } = await produce();
    const results = executor.run(tasks(1, slow(3000)));
    await until("the batch is taken", () => taken("c0"));
    const other = (await produce({ run: "fedcba9876543210-01234567" })).executor;
    const heir = workers.start(1);
    expect(statuses(await other.run(tasks(3)))).toEqual(feasible(3));
    expect(heir.said()).toMatch(/\(fedcba9876543210-01234567\)/);
    doomed.process.kill("SIGKILL");
    expect(statuses(await results)).toEqual(feasible(1));
  });

  it("takes nothing twice from a worker that was frozen past its lock and comes back", async () => {
    workers = new Workers(redis.url, LOCK);
    const frozen = workers.start(1);
    const { executor } = await produce();
    const results = executor.run(tasks(3, slow(500)));
    await until("a batch is taken", () => taken("c0"));
    frozen.process.kill("SIGSTOP");
    workers.start(1);
    expect(statuses(await results)).toEqual(feasible(3));
    frozen.process.kill("SIGCONT");
    expect(statuses(await executor.run(tasks(6, slow(100))))).toEqual(feasible(6));
  });

  it("quarantines a candidate that takes worker processes down, by name, and no other of its batch", async () => {
    workers = new Workers(redis.url, 1);
    let deaths = 0;
    workers.keep(1, () => deaths++);
    const { executor, notes } = await produce();
    // Quick ones first: the queue's cost then makes batches of several.
    expect(statuses(await executor.run(tasks(8)))).toEqual(feasible(8));
    const results = await executor.run(tasks(8, (id) => (id === 3 ? { trouble: "kill" } : {})));
    expect(statuses(results)).toEqual(
      feasible(8).map((text) => (text === "3 feasible" ? "3 quarantined" : text)),
    );
    expect(results[3]!.reason).toBe("the worker process was lost, 2 times");
    expect(notes).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^batch c0-7: the worker process was lost; its candidates are tried one by one$/,
        ),
        "candidate 3: the worker process was lost; it is quarantined",
      ]),
    );
    expect(deaths).toBe(3);
  });

  it("passes on what a worker's own threads suffer, and its verdict", async () => {
    workers = new Workers(redis.url, LOCK);
    workers.start(1);
    const { executor, notes } = await produce();
    const results = await executor.run(tasks(3, (id) => (id === 1 ? { trouble: "exit" } : {})));
    expect(statuses(results)).toEqual(["0 feasible", "1 quarantined", "2 feasible"]);
    expect(notes).toContain("candidate 1: the worker ended with code 7; it is quarantined");
  });

  it("gets back at once what a worker has not done when it is told to stop, and loses nothing", async () => {
    workers = new Workers(redis.url, 30);
    const leaving = workers.start(2);
    const { executor } = await produce();
    const results = executor.run(tasks(3, slow(4000)));
    await until("a batch is taken", () => taken("c0"));
    expect(await leaving.stop()).toBe(0);
    expect(lastLine(leaving)).toMatchObject({ candidates: 0 });
    expect({ waiting: await listed("wait"), held: await listed("active") }).toEqual({ waiting: 3, held: 0 });
    workers.start(3);
    expect(statuses(await results)).toEqual(feasible(3));
  });

  it("lets a worker go that is told to stop while it begins, or while nothing is there to do", async () => {
    workers = new Workers(redis.url, LOCK);
    const idle = workers.start(1);
    await until("it waits", () => /waiting for runs/.test(idle.said()));
    expect(await idle.stop()).toBe(0);
    const { executor } = await produce();
    const results = executor.run(tasks(2));
    const beginning = workers.start(2);
    await until("it begins", () => /serving test/.test(beginning.said()));
    expect(await beginning.stop()).toBe(0);
    workers.start(1);
    expect(statuses(await results)).toEqual(feasible(2));
  });

  it.each(["killed", "saved"] as const)(
    "outlives a Redis that is %s and comes back after a while",
    async (how) => {
      workers = new Workers(redis.url, LOCK);
      workers.start(1);
      workers.start(1);
      const { executor, notes } = await produce();
      const results = executor.run(tasks(16, slow(150)));
      await until("work has begun", () => taken("c2"));
      await redis.stop(how);
      await until("it is missed", () => notes.some((text) => /the connection is lost/.test(text)));
      await redis.start();
      expect(statuses(await results)).toEqual(feasible(16));
      expect(notes).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^redis:\/\/127.0.0.1:\d+\/0: the connection is lost; waiting for it/),
          expect.stringMatching(/: is back after \d+ s$/),
        ]),
      );
      expect(statuses(await executor.run(tasks(4)))).toEqual(feasible(4));
    },
  );

  it("sends batches again that stand in none of the queue's lists", async () => {
    workers = new Workers(redis.url, LOCK);
    const { executor } = await produce();
    const results = executor.run(tasks(4));
    await until("they wait", () => waiting(4));
    // As where Redis was restored in part, or another hand has cleared it.
    await connection.client.call(
      "DEL",
      ...["wait", "marker", "meta", "id"].map((key) => `goldilocks:${RUN}:${key}`),
    );
    workers.start(1);
    expect(statuses(await results)).toEqual(feasible(4));
  });

  it("comes to its end whatever becomes of Redis and of its workers, one thing upon another", async () => {
    workers = new Workers(redis.url, LOCK);
    for (let k = 0; k < 3; k++) workers.keep(1);
    const random = randomStream(20261126);
    const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
    const restart = async (how: "killed" | "saved") => {
      await redis.stop(how);
      await pause(1000 * random());
      await redis.start();
    };
    const oneOf = () => workers.up[Math.floor(workers.up.length * random())]?.process;
    const freeze = async () => {
      const frozen = oneOf();
      frozen?.kill("SIGSTOP");
      await pause(2000 * random());
      frozen?.kill("SIGCONT");
    };
    const disasters = [
      () => restart("killed"),
      () => restart("saved"),
      async () => oneOf()?.kill("SIGKILL"),
      async () => oneOf()?.kill("SIGTERM"),
      freeze,
    ];
    for (let run = 0; run < 4; run++) {
      const { executor } = await produce({ run: `${run}`.padStart(16, "0").concat("-01234567") });
      let done = false;
      const results = executor.run(tasks(20, slow(60))).finally(() => {
        done = true;
      });
      for (let k = 0; k < 5 && !done; k++) {
        await pause(500 * random());
        await disasters[Math.floor(disasters.length * random())]!();
      }
      // A candidate may have been at hand in two workers that were killed.
      for (const [id, result] of (await results).entries()) {
        expect(result.id).toBe(id);
        expect(["feasible", "quarantined"]).toContain(result.status);
      }
      await executor.close();
    }
  });

  it("sends a batch again of which Redis has lost what it holds", async () => {
    workers = new Workers(redis.url, LOCK);
    const { executor } = await produce();
    const results = executor.run(tasks(4));
    await until("they wait", () => waiting(4));
    await connection.client.call("DEL", `goldilocks:${RUN}:c1`, `goldilocks:${RUN}:c2`);
    const worker = workers.start(1);
    expect(statuses(await results)).toEqual(feasible(4));
    expect(await worker.stop()).toBe(0);
  });

  it("stops in a line where its user may not do what it must, at once or later", async () => {
    workers = new Workers(redis.url, LOCK);
    const { client } = connection;
    const address = parseQueueAddress(redis.url.replace("redis://", "redis://bob:pw@"), "test");
    const words = ["ACL", "SETUSER", "bob", "on", ">pw", "&*", "+@all"] as const;
    const [command, ...rest] = words;
    const message = /: .*NOPERM.*; allow the user all commands on the keys goldilocks:\*$/s;
    for (const limit of ["-eval", "~bull:*"]) {
      await client.call(
        command,
        ...rest,
        ...(limit.startsWith("~") ? ["resetkeys"] : ["~goldilocks:*"]),
        limit,
      );
      await expect(connect(address)).rejects.toThrow(message);
      await client.call("ACL", "DELUSER", "bob");
    }
    await client.call(command, ...rest, "~goldilocks:*", "-time");
    const executor = await queueExecutor({} as EvaluationContext, {
      ...{ address, run: RUN, job: "test", onNote: () => {}, interrupted: () => false },
    });
    executors.push(executor);
    const stopped = executor.run(tasks(1));
    await expect(stopped).rejects.toThrow(RunStopped);
    await expect(stopped).rejects.toThrow(message);
    await client.call("ACL", "DELUSER", "bob");
  });

  it("refuses a replica, which takes nothing", async () => {
    workers = new Workers(redis.url, LOCK);
    const copy = await startRedis();
    try {
      const { client, close } = await copy.connection();
      await client.call("REPLICAOF", "127.0.0.1", redis.port);
      close();
      await expect(copy.connection()).rejects.toThrow(/: is a replica, which takes nothing; name the Redis/);
    } finally {
      await copy.close();
    }
  });

  it("keeps a run on the list for as long as it lasts, also where the list is lost", async () => {
    workers = new Workers(redis.url, LOCK);
    const { executor } = await produce();
    const results = executor.run(tasks(8, slow(100)));
    const list = "goldilocks:runs";
    await until("it is listed", async () => (await connection.client.call("EXISTS", list)) === 1);
    await connection.client.call("EXPIRE", list, "100");
    await until("the list is kept", async () => Number(await connection.client.call("TTL", list)) > 100);
    await connection.client.call("DEL", list);
    workers.start(1);
    expect(statuses(await results)).toEqual(feasible(8));
  });

  it("stops the run where Redis stays away, and a later producer takes over what was done", async () => {
    workers = new Workers(redis.url, LOCK);
    const worker = workers.start(1);
    const { executor } = await produce({ patience: 1 });
    const stopped = executor.run(tasks(8, slow(100)));
    await until("work has begun", () => taken("c2"));
    await redis.stop("saved");
    await expect(stopped).rejects.toThrow(RunStopped);
    await expect(stopped).rejects.toThrow(/^redis:\/\/127.0.0.1:\d+\/0: the connection is lost, for 1 s$/);
    await redis.start();
    const again = await produce();
    expect(statuses(await again.executor.run(tasks(8, slow(100))))).toEqual(feasible(8));
    await worker.stop();
    // Eight, and at most those that it was at, or had handed in after the last save, once more.
    expect(lastLine(worker).candidates).toBeLessThanOrEqual(10);
  });

  it("says that Redis is full, waits, and loses nothing once there is room", async () => {
    workers = new Workers(redis.url, LOCK);
    workers.start(1);
    const { executor, notes } = await produce();
    const results = executor.run(tasks(10, slow(100)));
    await until("work has begun", () => taken("c1"));
    await connection.client.call("CONFIG", "SET", "maxmemory", "1");
    await refusals(10);
    await connection.client.call("CONFIG", "SET", "maxmemory", "0");
    expect(statuses(await results)).toEqual(feasible(10));
    expect(notes.join("\n")).not.toMatch(/quarantine/);
  });

  it("stops the run where Redis stays full", async () => {
    workers = new Workers(redis.url, LOCK);
    await connection.client.call("CONFIG", "SET", "maxmemory", "1");
    const { executor } = await produce({ patience: 2 });
    const stopped = executor.run(tasks(4));
    await expect(stopped).rejects.toThrow(RunStopped);
    await expect(stopped).rejects.toThrow(/: Redis is full \(OOM\); give it more memory .*, for 2 s$/);
    await connection.client.call("CONFIG", "SET", "maxmemory", "0");
  });

  it("does not begin while Redis is full, and says so in a line", async () => {
    workers = new Workers(redis.url, LOCK);
    workers.start(1);
    await connection.client.call("CONFIG", "SET", "maxmemory", "1");
    const { executor, notes } = await produce();
    const results = executor.run(tasks(4));
    await until("it is said", () =>
      notes.some((text) => /Redis is full \(OOM\); give it more memory/.test(text)),
    );
    await refusals(3);
    expect(notes.filter((text) => /full/.test(text))).toHaveLength(1);
    await connection.client.call("CONFIG", "SET", "maxmemory", "0");
    expect(statuses(await results)).toEqual(feasible(4));
  });

  it("ends at an interrupt while nobody is at work, after it has said how to start workers", async () => {
    workers = new Workers(redis.url, LOCK);
    let interrupted = false;
    const { executor, notes } = await produce({ interrupted: () => interrupted });
    const waiting = executor.run(tasks(2));
    await until("it is said", () => notes.length > 0);
    expect(notes).toEqual([`waiting for workers; start them with: goldilocks worker --queue ${redis.url}`]);
    interrupted = true;
    await expect(waiting).rejects.toThrow(RunStopped);
  });

  it("leaves no key behind when its work is done, whatever the workers do", async () => {
    workers = new Workers(redis.url, LOCK);
    const worker = workers.start(2);
    const { executor } = await produce();
    await executor.run(tasks(9));
    await executor.close();
    await until("all keys are gone", async () => (await connection.client.call("DBSIZE")) === 0);
    await worker.stop();
    expect(await connection.client.call("KEYS", "*")).toEqual([]);
  });

  it("has a worker take away what its own looks for lost batches write after the end", async () => {
    workers = new Workers(redis.url, LOCK);
    const { process: child } = workers.start(1);
    const { executor } = await produce();
    await executor.run(tasks(3));
    child.kill("SIGSTOP");
    await executor.close();
    // As BullMQ does when it looks, if the key is not there.
    await connection.client.call("HSET", `goldilocks:${RUN}:meta`, "opts.maxLenEvents", "10000");
    child.kill("SIGCONT");
    await until("all keys are gone", async () => (await connection.client.call("DBSIZE")) === 0);
  });

  it("has every key expire where its producer is gone", async () => {
    workers = new Workers(redis.url, LOCK);
    workers.start(1);
    let interrupted = false;
    const { executor } = await produce({ interrupted: () => interrupted });
    const stopped = executor.run(tasks(30, slow(50)));
    await until("work has begun", () => taken("c1"));
    await workers.close();
    await until("nobody is there", () => executor.alive === 0);
    interrupted = true;
    await expect(stopped).rejects.toThrow(RunStopped);
    await executor.close();
    const keys = (await connection.client.call("KEYS", "*")) as string[];
    expect(keys.length).toBeGreaterThan(30);
    for (const key of keys) {
      expect(key).toMatch(/^goldilocks:/);
      expect(await connection.client.call("PTTL", key), key).not.toBe(-1);
    }
  });
});
