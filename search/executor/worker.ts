import { parentPort, workerData } from "node:worker_threads";
import { taskEvaluator } from "./evaluate-task.js";
import { type EvaluationContext, READY, type Task } from "./executor.js";

/** A worker thread: says that it is ready, then evaluates one task a message until its port closes. */
const evaluate = taskEvaluator(workerData as EvaluationContext);
const port = parentPort;
if (port === null) throw new Error("worker.js runs as a worker thread only");
port.on("message", async (task: Task) => {
  port.postMessage(await evaluate(task));
});
port.postMessage(READY);
