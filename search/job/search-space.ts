import { familyOf, parametersOf } from "../../src/mechanism/build.js";
import { optimiserNamed } from "../../src/optimise/named.js";
import type { Optimiser, Place } from "../../src/optimise/optimiser.js";
import type { ResolvedJob, SearchedFamily } from "./job.js";

/** The optimiser that a job names, over the families as parts of the space. It starts where they are PAP. */
export function optimiserFor({ families, optimiser, reference, seed }: ResolvedJob): Optimiser {
  const dimensions = families.map((family) => family.ranges.length);
  const starts = families.flatMap((family, part): Place[] => {
    const coordinates = papCoordinates(family);
    return coordinates === null ? [] : [{ part, coordinates }];
  });
  return optimiserNamed(optimiser, { dimensions, reference, starts }, seed);
}

/**
 * Where a searched family is PAP; null where it is nowhere, or not within what is searched. Parameters that do
 * not matter there stand at their default, or in the middle of their range.
 */
function papCoordinates({ family: name, ranges, fixed }: SearchedFamily): number[] | null {
  const family = familyOf(name);
  if (family.pap === undefined || Object.values(fixed).some((value) => typeof value !== "number"))
    return null;
  const specs = parametersOf(family, fixed, name);
  const rows = family.parameters.filter(({ per }) => per !== undefined);
  const inRows = specs.filter((spec) => !family.parameters.some((each) => each.name === spec.name));
  const zeros = [...rows, ...inRows].map((spec) => [spec.name, 0] as const);
  const needed = new Map([...zeros, ...Object.entries(family.pap)]);
  if (Object.entries(fixed).some(([each, value]) => (needed.get(each) ?? value) !== value)) return null;
  const coordinates = ranges.map(({ name: each, low, high }) => {
    const value = needed.get(each) ?? specs.find((spec) => spec.name === each)?.default ?? low;
    const coordinate = (value - low) / (high - low);
    return needed.has(each) || (coordinate >= 0 && coordinate <= 1) ? coordinate : 0.5;
  });
  return coordinates.length > 0 && coordinates.every((u) => u >= 0 && u <= 1) ? coordinates : null;
}
