import { InputError } from "../../src/input-error.js";
import { detailedFront } from "../front/detail.js";
import { digestOf } from "../front/digest.js";
import type { Front, PublishedFront } from "../front/front.js";
import { readPublished } from "../front/read.js";
import { readJson } from "../io/json-file.js";
import { type ResolvedJob, resolveJob } from "../job/job.js";

/** The job of a run's folder. */
export function jobOf(folder: string): ResolvedJob {
  const path = `${folder}/job.json`;
  return resolveJob(readJson(path), path);
}

/**
 * A front as its file has it; says on standard error where it is not as it was written, and leaves what it claims for
 * `check` to judge.
 */
export function readNotingChanges(path: string): PublishedFront {
  const front = readPublished(path);
  if (digestOf(front) !== front.sha256) {
    process.stderr.write(
      `goldilocks: ${path}: was changed after it was written; goldilocks check tells what holds\n`,
    );
  }
  return front;
}

/** A front with everything worked out that its file leaves out. What does not follow is a fault of the file, named. */
export async function detailedAt(path: string, front: PublishedFront): Promise<Front> {
  try {
    return await detailedFront(front);
  } catch (error) {
    throw error instanceof InputError ? new InputError(`${path}: ${error.message}`) : error;
  }
}
