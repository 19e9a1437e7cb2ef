import { inProcessExecutor } from "../executor/in-process.js";
import type { Front } from "../front/front.js";
import type { ResolvedJob } from "../job/job.js";
import { assembleFront } from "./assemble.js";
import { detailedPoints, publishedOf } from "./front-points.js";
import { readEntries, refuseWithoutRun } from "./journal.js";
import { type Replay, replayed } from "./replay.js";
import { contextOf } from "./run.js";

/** What a run's journal holds: it is only read, so that the run may be alive. */
export function replayOf(folder: string, job: ResolvedJob): Replay {
  refuseWithoutRun(folder);
  return replayed(job, readEntries(folder));
}

/**
 * The front of a run so far, worked out in this thread and written nowhere; without the rejected candidates, which take
 * longest.
 */
export async function frontSoFar(job: ResolvedJob, replay: Replay): Promise<Front> {
  const context = contextOf(job);
  const executor = inProcessExecutor(context);
  const points = await detailedPoints(publishedOf(replay.front, job.frontSize), executor.run);
  const reason = `not yet: ${replay.archive.evaluations} evaluations so far`;
  const { seconds } = replay.progress;
  const ending = { job, replay, points, rejected: [], reason, interrupted: true, workers: 1, seconds };
  return assembleFront(ending, context);
}
