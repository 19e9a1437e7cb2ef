/** A worker of a queue in a process of its own, whose threads are those of `troubled-worker.mjs`. */
import { parseQueueAddress } from "../../../../dist/search/executor/queue/address.js";
import { serveQueue } from "../../../../dist/search/executor/queue/serve.js";

const [url, threads, lock, turn] = process.argv.slice(2);
const stop = new AbortController();
process.on("SIGTERM", () => stop.abort());
const served = await serveQueue(
  parseQueueAddress(url, "test"),
  {
    ...{ threads: Number(threads), lock: Number(lock), turn: Number(turn), patience: 60, memory: 64 },
    onNote: (text) => process.stderr.write(`${text}\n`),
    file: new URL("../troubled-worker.mjs", import.meta.url),
  },
  stop.signal,
);
process.stdout.write(`${JSON.stringify(served)}\n`);
