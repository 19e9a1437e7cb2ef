import { InputError } from "../../src/input-error.js";
import { isQueueAddress, parseQueueAddress, type QueueAddress } from "./queue/address.js";

/** Where candidates are evaluated: in worker threads, in the calling thread, or by workers at a queue. */
export type ExecutorChoice = "threads" | "in-process" | QueueAddress;

/**
 * Reads the choice of an executor.
 *
 * @param where the option or the place in the file that holds it
 * @throws InputError in one line
 */
export function parseExecutor(text: string, where: string): ExecutorChoice {
  if (text === "threads" || text === "in-process") return text;
  if (isQueueAddress(text)) return parseQueueAddress(text, where);
  // Whatever holds an @ may hold a password.
  const given = text.includes("@") ? "this executor" : JSON.stringify(text);
  throw new InputError(
    `${where}: ${given} is not known; choose threads, in-process, or redis://host:port/db`,
  );
}
