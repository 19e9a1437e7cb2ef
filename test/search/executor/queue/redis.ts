import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
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

/** Whether one can be reached by TLS, for which it needs a certificate. */
export const HAS_TLS = HAS_REDIS && spawnSync("openssl", ["version"]).status === 0;
if (HAS_REDIS && !HAS_TLS) {
  process.stderr.write(
    "a test of the queue is skipped: openssl is missing; install it: apt-get install openssl\n",
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

/**
 * @param authority what signs its certificate, where it is reached by TLS alone
 */
export async function startRedis(password?: string, authority?: Authority): Promise<Redis> {
  const folder = mkdtempSync(join(tmpdir(), "goldilocks-redis-"));
  const port = await sparePort();
  const login = password === undefined ? "" : `:${password}@`;
  const url = authority ? `rediss://${login}localhost:${port}/0` : `redis://${login}127.0.0.1:${port}/0`;
  const secured = [
    ...(authority
      ? ["--port", "0", "--tls-port", String(port), ...authority.words]
      : ["--port", String(port)]),
    ...(password === undefined ? [] : ["--requirepass", password]),
  ];
  let server: ChildProcess;
  const start = async () => {
    const words = ["--bind", "127.0.0.1", "--dir", folder, "--save", "", ...secured];
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

/** Somebody who signs certificates, and the words that have a redis-server show one of theirs for localhost. */
export interface Authority {
  /** Its own certificate. */
  readonly file: string;
  readonly words: readonly string[];
}

/** Makes an authority, with its keys and a certificate, in a folder. */
export function makeAuthority(folder: string): Authority {
  const file = (name: string) => join(folder, name);
  const openssl = (words: string) => {
    const { status, stderr } = spawnSync("openssl", words.split(" "), { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`openssl ${words}: ${stderr}`);
  };
  writeFileSync(file("names"), "subjectAltName=DNS:localhost\n");
  openssl("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 1 -subj /CN=authority");
  openssl("req -newkey rsa:2048 -nodes -keyout redis.key -out redis.csr -subj /CN=localhost");
  openssl(
    "x509 -req -in redis.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out redis.crt -days 1 -extfile names",
  );
  const words = ["--tls-cert-file", file("redis.crt"), "--tls-key-file", file("redis.key")];
  return {
    file: file("ca.crt"),
    words: [...words, "--tls-ca-cert-file", file("ca.crt"), "--tls-auth-clients", "no"],
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

/** Ends a wait for what does not happen; how long something takes decides nothing. */
const HANGS = 600_000;

/** Asks again and again until the answer is yes. */
export async function until(what: string, answer: () => boolean | Promise<boolean>): Promise<void> {
  const begun = Date.now();
  while (!(await answer())) {
    if (Date.now() - begun > HANGS) throw new Error(`${what}: not to be seen`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
