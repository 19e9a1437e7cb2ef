import { parentPort } from "node:worker_threads";

/** A worker that does to itself what a candidate's parameters say, before it answers as the real one would. */
let known = 0;
parentPort.on("message", ({ id, candidate }) => {
  const { trouble, first } = candidate.parameters ?? {};
  known++;
  // `first`: in trouble only if this worker has seen nothing else, so that a second try can go well.
  if (trouble !== undefined && (!first || known > 1)) TROUBLES[trouble]();
  parentPort.postMessage({
    id,
    candidate,
    status: "feasible",
    reason: null,
    violation: 0,
    scores: null,
    objectives: [id],
  });
});
parentPort.postMessage("ready");

const TROUBLES = {
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
