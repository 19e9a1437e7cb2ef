import { availableParallelism } from "node:os";
import { Command } from "commander";
import { PASSWORD_VARIABLE, parseQueueAddress, type QueueAddress } from "../executor/queue/address.js";
import { serveQueue } from "../executor/queue/serve.js";
import { RunStopped } from "../executor/run-stopped.js";
import { INTERRUPTED, numberIn, printJson } from "./input.js";
import { withThreadLimits } from "./thread-limits.js";

const DEFAULT_LOCK = 30;

const HELP = `
A worker takes work from every search that was started with --executor and the same address, waits for searches to
come, and stays until Ctrl-C or SIGTERM. What it has not done by then it gives back at once. All machines need the same
goldilocks, the same major version of Node and the same kind of processor; others are refused by name.
The password of the queue may stand in the address, or in ${PASSWORD_VARIABLE}, where nobody else sees it.

Example:
  $ goldilocks search search/jobs/evening.json --executor redis://queue.lab:6379/0    on one machine
  $ goldilocks worker --queue redis://queue.lab:6379/0                                on any number of others
`;

interface Options {
  readonly queue: QueueAddress;
  readonly workers?: number;
  readonly lock: number;
  readonly patience: number;
  readonly memory: number;
  readonly json?: true;
}

/** `goldilocks worker`: computes for searches on other machines. */
export function workerCommand(): Command {
  return withThreadLimits(new Command("worker"))
    .description("compute for searches on other machines, over a queue")
    .requiredOption("--queue <address>", "redis://host:port/db, or rediss:// for TLS", (text) =>
      parseQueueAddress(text, "--queue"),
    )
    .option(
      "--lock <seconds>",
      "how long a batch may go without a sign of life before another worker gets it",
      numberIn("--lock", 1, 3600),
      DEFAULT_LOCK,
    )
    .option("--json", "print what was done, as one JSON document on standard output at the end")
    .addHelpText("after", HELP)
    .action(async ({ queue, workers: threads = availableParallelism(), json, ...limits }: Options) => {
      const onNote = (text: string) => process.stderr.write(`worker: ${text}\n`);
      const stop = new AbortController();
      const onStop = () => stop.abort();
      process.on("SIGINT", onStop).on("SIGTERM", onStop);
      try {
        const served = await serveQueue(queue, { threads, ...limits, onNote }, stop.signal);
        onNote(`stopped after ${served.candidates} candidates in ${served.batches} batches`);
        if (json) printJson({ schema: "goldilocks/worker/1", ...served });
      } catch (error) {
        if (!(error instanceof RunStopped)) throw error;
        process.stderr.write(`goldilocks: ${error.message}; what it had not done was given back\n`);
        process.exitCode = INTERRUPTED;
      }
      // BullMQ would go on looking for a queue that is away.
      process.exit();
    });
}
