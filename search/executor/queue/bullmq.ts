import { InputError } from "../../../src/input-error.js";

export type { Client, Job, Queue, QueueEvents, Worker } from "bullmq";
export type Bullmq = typeof import("bullmq");

/**
 * BullMQ, loaded when a queue is first asked for. It is an optional dependency: searches on one machine do without.
 *
 * @throws InputError where it is not installed
 */
export async function loadBullmq(): Promise<Bullmq> {
  try {
    return await import("bullmq");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new InputError("a queue needs the package bullmq, which is not installed; run: npm install bullmq");
  }
}
