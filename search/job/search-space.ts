import { createHash } from "node:crypto";
import { familyOf, parametersOf } from "../../src/mechanism/build.js";
import type { Candidate, ParameterValue } from "../../src/mechanism/mechanism.js";
import { optimiserNamed } from "../../src/optimise/named.js";
import type { Optimiser, Place } from "../../src/optimise/optimiser.js";
import { stableJson } from "../io/canonical.js";
import { candidateAt, type ResolvedJob, type SearchedFamily } from "./job.js";

/**
 * The optimiser that a job names, over the families as parts of the space. It starts where they are PAP, and asks for no
 * candidate twice.
 */
export function optimiserFor({ families, optimiser, reference, seed }: ResolvedJob): Optimiser {
  const dimensions = families.map((family) => family.ranges.length);
  const starts = families.flatMap((family, part): Place[] => {
    const coordinates = papCoordinates(family);
    return coordinates === null ? [] : [{ part, coordinates }];
  });
  const defaults = families.map(defaultsOf);
  const keyOf = ({ part, coordinates }: Place) =>
    candidateKey(candidateAt(families[part]!, coordinates), defaults[part]!);
  return optimiserNamed(optimiser, { dimensions, reference, starts, keyOf }, seed);
}

/** Equal for candidates of equal JSON once defaults are filled in: half of its SHA-256, since a search keeps millions. */
function candidateKey(candidate: Candidate, defaults: Candidate["parameters"]): string {
  const complete = { ...candidate, parameters: { ...defaults, ...candidate.parameters } };
  return createHash("sha256").update(stableJson(complete)).digest("base64").slice(0, 22);
}

/** What parameters are that a job does not name. */
function defaultsOf({
  family: name,
  fixed,
}: Pick<SearchedFamily, "family" | "fixed">): Record<string, ParameterValue> {
  const family = familyOf(name);
  if (family.formulas) return {};
  return Object.fromEntries(parametersOf(family, fixed, name).map((spec) => [spec.name, spec.default]));
}

/**
 * Where a searched family is PAP; null where it is nowhere, or not within what is searched. Parameters that do
 * not matter there stand at their default, or in the middle of their range.
 */
function papCoordinates({ family: name, ranges, fixed }: SearchedFamily): number[] | null {
  const family = familyOf(name);
  if (family.pap === undefined || (fixed.of !== undefined && !isMadeOfPap(fixed.of))) return null;
  const specs = parametersOf(family, fixed, name);
  const rows = family.parameters.filter(({ per }) => per !== undefined);
  const inRows = specs.filter((spec) => !family.parameters.some((each) => each.name === spec.name));
  const zeros = [...rows, ...inRows].map((spec) => [spec.name, 0] as const);
  const needed = new Map([...zeros, ...Object.entries(family.pap)]);
  const kept = { ...defaultsOf({ family: name, fixed }), ...fixed };
  for (const { name: each } of ranges) delete kept[each];
  if ([...needed].some(([each, value]) => (kept[each] ?? value) !== value)) return null;
  const coordinates = ranges.map(({ name: each, low, high }) => {
    const value = needed.get(each) ?? specs.find((spec) => spec.name === each)?.default ?? low;
    const coordinate = coordinateOf(value, low, high);
    return needed.has(each) || (coordinate >= 0 && coordinate <= 1) ? coordinate : 0.5;
  });
  return coordinates.length > 0 && coordinates.every((u) => u >= 0 && u <= 1) ? coordinates : null;
}

/** A family made of others is PAP where it says so and the first of them is PAP. */
function isMadeOfPap(of: ParameterValue): boolean {
  const [first] = [of].flat();
  return typeof first === "object" && first.family === "pap";
}

/** u with low + (high - low) u equal to a value: the quotient, or a double beside it where that rounds to another. */
function coordinateOf(value: number, low: number, high: number): number {
  const quotient = (value - low) / (high - low);
  const near = [quotient, quotient * (1 - 2 ** -53), quotient * (1 + 2 ** -52)];
  return near.find((u) => low + (high - low) * u === value) ?? quotient;
}
