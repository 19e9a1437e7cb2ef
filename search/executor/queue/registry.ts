import { createHash } from "node:crypto";
import { hostname } from "node:os";
import { resolve } from "node:path";
import type { EvaluationContext } from "../executor.js";
import type { Client } from "./bullmq.js";
import { CODE } from "./code.js";
import { PREFIX } from "./prefix.js";

/** Seconds that the keys of a run outlive the last sign of its producer, so that it may come back to them. */
export const KEEP_SECONDS = 3600;

/** What a worker must know of a run. */
export interface RunRecord {
  readonly job: string;
  /** The code that it must be computed by. */
  readonly code: string;
  readonly context: EvaluationContext;
}

/** A worker, as it makes itself known to a run. */
export interface Announcement {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly threads: number;
  readonly code: string;
}

const RUNS = `${PREFIX}:runs`;
const recordKey = (run: string) => `${PREFIX}:${run}:run`;
const workersKey = (run: string) => `${PREFIX}:${run}:workers`;

/**
 * What the keys of a run are called: the job's hash, and a mark of the folder that it is written to and of this code, so
 * that two runs of one job never meet, and one that was stopped finds its own again.
 */
export function runName(jobHash: string, folder: string): string {
  const mark = createHash("sha256")
    .update([hostname(), resolve(folder), CODE].join("\n"))
    .digest("hex");
  return `${jobHash.slice(0, 16)}-${mark.slice(0, 8)}`;
}

/** The keys of a run that are not BullMQ's. */
export function keysOf(run: string): string[] {
  return [recordKey(run), workersKey(run)];
}

/** Makes a run known to workers. */
export async function publishRun(client: Client, run: string, record: RunRecord): Promise<void> {
  await client.call("SET", recordKey(run), JSON.stringify(record), "EX", KEEP_SECONDS);
  await client.call("SADD", RUNS, run);
  await client.call("EXPIRE", RUNS, KEEP_SECONDS);
}

/** BullMQ's keys of a run but for the one whose own expiry lets a worker look for lost batches. */
export function lasting({ keys }: { readonly keys: Readonly<Record<string, string>> }): string[] {
  return Object.values(keys).filter((key) => key !== keys["stalled-check"]);
}

const EXPIRE = "for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, ARGV[1]) end";

/** Has keys expire if nobody comes back to them; those that are not there are left out. */
export async function keep(client: Client, keys: readonly string[]): Promise<void> {
  await client.call("EVAL", EXPIRE, keys.length, ...keys, KEEP_SECONDS);
}

/** Takes a run from the list, with its own keys. */
export async function withdrawRun(client: Client, run: string): Promise<void> {
  await client.call("SREM", RUNS, run);
  await client.call("DEL", ...keysOf(run));
}

/** The names of the runs that workers may serve. Those whose record has expired are taken from the list. */
export async function listedRuns(client: Client): Promise<string[]> {
  const names = (await client.call("SMEMBERS", RUNS)) as string[];
  const listed: string[] = [];
  for (const run of names.sort()) {
    if (await isListed(client, run)) listed.push(run);
    else await client.call("SREM", RUNS, run);
  }
  return listed;
}

const LIST = `if redis.call('EXISTS', KEYS[2]) == 0 then return 0 end
redis.call('SADD', KEYS[1], ARGV[1])
return redis.call('EXPIRE', KEYS[1], ARGV[2])`;

/** Keeps a run on the list, with the list itself, however much of it is gone; false where its record is gone too. */
export async function keepListed(client: Client, run: string): Promise<boolean> {
  return (await client.call("EVAL", LIST, 2, RUNS, recordKey(run), run, KEEP_SECONDS)) === 1;
}

/** Whether a run is still there to be served. */
export async function isListed(client: Client, run: string): Promise<boolean> {
  return (await client.call("EXISTS", recordKey(run))) === 1;
}

/**
 * Whether batches of a run wait for a worker, in BullMQ's list of them; or were taken, and nobody who serves the run is
 * left to find them lost.
 */
export async function hasWork(client: Client, run: string): Promise<boolean> {
  const length = async (list: string) => Number(await client.call("LLEN", `${PREFIX}:${run}:${list}`));
  if ((await length("wait")) > 0) return true;
  if ((await length("active")) === 0) return false;
  return !(await workersOf(client, run)).some(({ code }) => code === CODE);
}

/** What a run asks of workers; null where it is over. */
export async function recordOf(client: Client, run: string): Promise<RunRecord | null> {
  const text = (await client.call("GET", recordKey(run))) as string | null;
  return text === null ? null : JSON.parse(text);
}

/** Gives a run a worker's sign of life, which holds for so many seconds by the clock of Redis. */
export async function announce(
  client: Client,
  run: string,
  worker: Announcement,
  seconds: number,
): Promise<void> {
  const until = (await now(client)) + seconds;
  await client.call("ZADD", workersKey(run), until, JSON.stringify(worker));
  await client.call("EXPIRE", workersKey(run), Math.ceil(4 * seconds));
}

const LEAVE = `redis.call('ZREM', KEYS[2], ARGV[1])
if redis.call('EXISTS', KEYS[1]) == 0 then redis.call('DEL', unpack(KEYS, 3)) end`;

/**
 * Takes a worker's announcement back, and, where the run is over, BullMQ's keys too: a look for lost batches may have
 * written one after the producer had taken them away. Where the run was not over but lost with all of Redis, its producer
 * lists it anew before it sends its batches again, so that none of these keys is theirs.
 */
export async function leave(
  client: Client,
  run: string,
  worker: Announcement,
  { keys }: { readonly keys: Readonly<Record<string, string>> },
): Promise<void> {
  const all = [...keysOf(run), ...Object.values(keys)];
  await client.call("EVAL", LEAVE, all.length, ...all, JSON.stringify(worker));
}

/** The workers whose last sign of life still holds. */
export async function workersOf(client: Client, run: string): Promise<Announcement[]> {
  const alive = await client.call("ZRANGEBYSCORE", workersKey(run), await now(client), "+inf");
  return (alive as string[]).map((text) => JSON.parse(text));
}

/** Seconds by the clock of Redis, the only one that all machines share. */
async function now(client: Client): Promise<number> {
  const [seconds, micros] = (await client.call("TIME")) as [string, string];
  return Number(seconds) + Number(micros) / 1e6;
}
