import { parentPort, threadId } from "node:worker_threads";

/** A worker that does to itself what a candidate's parameters say, before it answers as the real one would. */
let known = 0;
parentPort.on("message", async ({ id, candidate }) => {
  const { trouble, first, who, milliseconds = 0 } = candidate.parameters ?? {};
  known++;
  if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
  // `first`: in trouble only if this worker has seen nothing else, so that a second try can go well.
  if (trouble !== undefined && (!first || known > 1)) TROUBLES[trouble]();
  parentPort.postMessage({
    id,
    candidate,
    status: "feasible",
    reason: who ? `thread ${threadId}` : null,
    violation: 0,
    scores: null,
    objectives: [id],
  });
});
parentPort.postMessage("ready");

const TROUBLES = {
  /** Takes the whole process along, as a machine does that runs out of memory. */
  kill: () => process.kill(process.pid, "SIGKILL"),
  exit: () => process.exit(7),
  throw: () => {
    throw new Error("no such luck");
  },
  hang: () => {
    for (;;);
  },
  memory: () => {
    const kept = [];
    for (;;) kept.push(new Array(100_000).fill({}));
  },
};
