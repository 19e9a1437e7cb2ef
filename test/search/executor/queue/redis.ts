import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseQueueAddress } from "../../../../search/executor/queue/address.js";
import { type Connection, connect } from "../../../../search/executor/queue/connection.js";

/** Whether these tests can run; where they cannot, a line says so. */
export const HAS_REDIS = spawnSync("redis-server", ["--version"]).status === 0;
if (!HAS_REDIS) {
  process.stderr.write(
    "tests of the queue are skipped: redis-server is missing; install it: apt-get install redis-server\n",
  );
}

/** A redis-server of a test's own, on a spare port of this machine. */
export interface Redis {
  /** Its address, with the password where it has one. */
  readonly url: string;
  readonly port: number;
  readonly connection: () => Promise<Connection>;
  /** Starts it again, with what it had saved. */
  start(): Promise<void>;
  /** Ends it at once, or as an administrator would, with all it holds saved. */
  stop(how: "killed" | "saved"): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Ends it and removes its folder. */
  close(): Promise<void>;
}

export async function startRedis(password?: string): Promise<Redis> {
  const folder = mkdtempSync(join(tmpdir(), "goldilocks-redis-"));
  const port = await sparePort();
  const url = `redis://${password === undefined ? "" : `:${password}@`}127.0.0.1:${port}/0`;
  const secured = password === undefined ? [] : ["--requirepass", password];
  let server: ChildProcess;
  const start = async () => {
    const words = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", ...secured];
    server = spawn("redis-server", words, { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    server.stdout!.setEncoding("utf8").on("data", (part) => (said += part));
    await until("redis-server is ready", () => {
      if (server.exitCode !== null) throw new Error(`redis-server has ended: ${said}`);
      return /Ready to accept connections/.test(said);
    });
  };
  const ended = async (signal: NodeJS.Signals) => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill(signal);
    await once(server, "exit");
  };
  const connection = () => connect(parseQueueAddress(url, "test"));
  await start();
  return {
    ...{ url, port, start, connection },
    async stop(how) {
      if (how === "saved") {
        const { client, close } = await connection();
        await client.call("SAVE");
        close();
      }
      await ended("SIGKILL");
    },
    signal: (name) => server.kill(name),
    async close() {
      server.kill("SIGCONT");
      await ended("SIGKILL");
      rmSync(folder, { recursive: true });
    },
  };
}

/**
 * A port that nobody listens at, below those that Linux gives to connections that name none: one of those may be given
 * away while a server is down, even to its own client that tries to come back.
 */
async function sparePort(): Promise<number> {
  for (;;) {
    const probe = createServer().listen(randomInt(10_000, 32_768), "127.0.0.1");
    const { port } = await new Promise<{ port: number | null }>((resolve) => {
      probe.once("error", () => resolve({ port: null }));
      probe.once("listening", () => resolve(probe.address() as AddressInfo));
    });
    if (port === null) continue;
    probe.close();
    await once(probe, "close");
    return port;
  }
}

/** Asks again and again until the answer is yes; fails where it stays no for so many seconds. */
export async function until(
  what: string,
  answer: () => boolean | Promise<boolean>,
  seconds = 20,
): Promise<void> {
  const limit = Date.now() + seconds * 1000;
  while (!(await answer())) {
    if (Date.now() > limit) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
