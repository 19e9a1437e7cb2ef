import { optimiserNamed } from "../src/optimise/named.js";
import type { Optimiser } from "../src/optimise/optimiser.js";
import type { ResolvedJob } from "./job.js";

/** The optimiser that a job names, over the families as parts of the space. */
export function optimiserFor(job: ResolvedJob): Optimiser {
  const dimensions = job.families.map((family) => family.ranges.length);
  return optimiserNamed(job.optimiser, { dimensions, reference: job.reference, starts: [] }, job.seed);
}
