import type { Candidate } from "../src/mechanism/mechanism.js";
import type { Optimiser } from "../src/optimise/optimiser.js";
import { lowDiscrepancySampler } from "../src/optimise/sampler.js";
import type { ResolvedJob, SearchedFamily } from "./job.js";

/** The optimiser that a job names, over the families as parts of the space. */
export function optimiserFor(job: ResolvedJob): Optimiser {
  return lowDiscrepancySampler(
    job.families.map((family) => family.ranges.length),
    job.seed,
  );
}

/** The candidate at coordinates in a family's unit cube. */
export function candidateAt(family: SearchedFamily, coordinates: readonly number[]): Candidate {
  const searched = family.ranges.map(({ name, low, high }, k) => [
    name,
    low + (high - low) * coordinates[k]!,
  ]);
  return {
    family: family.family,
    ...(family.weight === undefined ? {} : { weight: family.weight }),
    ...(family.payment === undefined ? {} : { payment: family.payment }),
    parameters: { ...family.fixed, ...Object.fromEntries(searched) },
  };
}
