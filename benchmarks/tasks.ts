import type { Task } from "../search/executor/executor.js";
import { candidateAt, type ResolvedJob } from "../search/job/job.js";
import { optimiserFor } from "../search/job/search-space.js";

/** The first tasks of a job, as its optimiser proposes them before it has learnt anything. */
export function tasksOf(job: ResolvedJob, count: number): Task[] {
  return optimiserFor({ ...job, optimiser: { name: "low-discrepancy" } })
    .ask(count)
    .map(({ id, part, coordinates }) => ({ id, candidate: candidateAt(job.families[part]!, coordinates) }));
}
