import type { Job } from "./bullmq.js";
import type { Connection } from "./connection.js";
import { uptime } from "./connection.js";
import * as registry from "./registry.js";

/** Which worker took a batch, written into it before it is begun, and how many workers had died over it by then. */
export interface Holder {
  readonly worker: string;
  readonly deaths: number;
}

/** Who took a batch last; null where nobody did. */
function holderOf({ progress }: Job<unknown, unknown>): Holder | null {
  return typeof progress === "object" && progress !== null && "worker" in progress
    ? (progress as Holder)
    : null;
}

/**
 * How many workers have died over a batch that is being taken. One that lost it without dying does not count: it still
 * gives signs of life. Nor does any while the queue itself was away of late, when nobody could give one.
 *
 * @param lock seconds that a batch is held without a sign of life
 */
export async function deathsOver(
  job: Job<unknown, unknown>,
  run: string,
  { client, lostAt }: Connection,
  lock: number,
): Promise<number> {
  const last = holderOf(job);
  if (last === null) return 0;
  const calm = 2 * lock;
  const wasAway = (Date.now() - (lostAt() ?? 0)) / 1000 < calm || (await uptime(client)) < calm;
  if (wasAway) return last.deaths;
  const present = await registry.workersOf(client, run);
  return last.deaths + (present.some(({ id }) => id === last.worker) ? 0 : 1);
}
