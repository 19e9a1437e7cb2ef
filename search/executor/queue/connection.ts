import { InputError } from "../../../src/input-error.js";
import { PASSWORD_VARIABLE, type QueueAddress } from "./address.js";
import { type Bullmq, type Client, loadBullmq } from "./bullmq.js";
import { PREFIX } from "./prefix.js";

const MILLISECONDS_BETWEEN_ATTEMPTS = 500;
const MILLISECONDS_TO_CONNECT = 10_000;
/** The oldest Redis that BullMQ recommends. */
const OLDEST = [6, 2] as const;

/** A connection to Redis that comes back by itself when it is lost; until then its commands wait. */
export interface Connection {
  readonly bullmq: Bullmq;
  readonly client: Client;
  /** What may cost the run time, in a sentence, or null. */
  readonly warning: string | null;
  /** When it was last lost, in milliseconds as `Date.now` has them; null where it never was. */
  lostAt(): number | null;
  close(): void;
}

/**
 * Connects to Redis.
 *
 * @throws InputError where it cannot be reached, does not let us in or do what we must, is a replica or too old, or where
 *         BullMQ is missing
 */
export async function connect({ name, host, port, db, tls, ...login }: QueueAddress): Promise<Connection> {
  const bullmq = await loadBullmq();
  let reached = false;
  const options = {
    ...{ host, port, db, ...login, ...(tls ? { tls: { servername: host } } : {}) },
    maxRetriesPerRequest: null,
    connectTimeout: MILLISECONDS_TO_CONNECT,
    retryStrategy: () => (reached ? MILLISECONDS_BETWEEN_ATTEMPTS : null),
  };
  // BullMQ would print its own view of Redis's version and settings, once a connection.
  const connection = new bullmq.RedisConnection(options, { skipVersionCheck: true });
  let fault = "";
  connection.on("error", ({ message }: Error) => {
    fault ||= message;
  });
  let client: Client;
  let settings: string;
  try {
    client = await connection.client;
    settings = await settingsIn(client, db);
  } catch (error) {
    const reason = fault || (error as Error).message || "no answer";
    throw new InputError(`${name}: ${reason}; ${remedyFor(reason)}`);
  }
  reached = true;
  let lost: number | null = null;
  client.on("close", () => {
    lost = Date.now();
  });
  const close = () => client.disconnect();
  try {
    refuseOld(name, settings);
    refuseReplica(name, settings);
  } catch (error) {
    close();
    throw error;
  }
  return { bullmq, client, warning: evictionWarning(settings), lostAt: () => lost, close };
}

/**
 * What Redis says of itself, once it is sure that the database is there, as it would be taken for the first one, and that
 * scripts may touch our keys.
 */
async function settingsIn(client: Client, db: number): Promise<string> {
  try {
    await client.call("SELECT", db);
    await client.call("EVAL", "return redis.call('EXISTS', KEYS[1])", 1, `${PREFIX}:runs`);
    return String(await client.call("INFO"));
  } catch (error) {
    client.disconnect();
    throw error;
  }
}

/** What to do about a reason of Redis, or of the network, not to let us in. */
function remedyFor(reason: string): string {
  if (/^(WRONGPASS|NOAUTH)/.test(reason)) {
    return `correct the user in the address, and the password there or in ${PASSWORD_VARIABLE}`;
  }
  if (isForbidden(reason)) return PERMISSION;
  if (reason.includes("DB index")) return "choose another database, the number at the end of the address";
  if (reason.includes("certificate")) {
    return "name a file with the certificate of who signed it in NODE_EXTRA_CA_CERTS, or correct the address";
  }
  return "start Redis there, or correct the address";
}

/** Whether Redis does not let the user do what a queue needs, which waiting does not mend. */
export function isForbidden(fault: string): boolean {
  return /\bNOPERM\b/.test(fault);
}

export const PERMISSION = `allow the user all commands on the keys ${PREFIX}:*`;

function refuseReplica(name: string, settings: string): void {
  if (setting(settings, "role") !== "slave" || setting(settings, "slave_read_only") === "0") return;
  throw new InputError(`${name}: is a replica, which takes nothing; name the Redis that it copies`);
}

function refuseOld(name: string, settings: string): void {
  const version = setting(settings, "redis_version");
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new InputError(`${name}: is Redis ${version}; a queue needs ${OLDEST.join(".")} or newer`);
}

function evictionWarning(settings: string): string | null {
  const policy = setting(settings, "maxmemory_policy");
  if (policy === "noeviction" || setting(settings, "maxmemory") === "0") return null;
  return `drops keys when it is full (maxmemory-policy ${policy}), and their batches are then done again; noeviction avoids that`;
}

/** Seconds since this Redis was started. */
export async function uptime(client: Client): Promise<number> {
  return Number(setting(String(await client.call("INFO", "server")), "uptime_in_seconds"));
}

function setting(info: string, name: string): string {
  return new RegExp(`^${name}:(.*)$`, "m").exec(info)?.[1]?.trim() ?? "";
}
