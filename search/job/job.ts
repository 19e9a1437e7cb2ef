import { createHash } from "node:crypto";
import type { Selection } from "../../src/evaluate.js";
import type { FigureConstraint } from "../../src/evaluation/figure-constraint.js";
import { type Objective, objectiveOf } from "../../src/evaluation/objective.js";
import type { Participation } from "../../src/evaluation/participation.js";
import type { Equilibria } from "../../src/evaluation/solved.js";
import { InputError } from "../../src/input-error.js";
import { boundsOf, buildMechanism, familyOf, parametersOf } from "../../src/mechanism/build.js";
import type { Candidate, ParameterSpec, ParameterValue } from "../../src/mechanism/mechanism.js";
import type { Scenario } from "../../src/scenario/scenario.js";
import { DEFAULT_SEARCH } from "../../src/sybil/options.js";
import type { SybilNotion } from "../../src/sybil/search.js";
import { stableJson } from "../io/canonical.js";
import { allOrFaults } from "../io/fault.js";
import { asksForDominance, refuseContradictions } from "./figure-constraints.js";
import { resolveScenario } from "./scenario.js";
import { type JobFile, parseJob } from "./schema.js";

/** One family of a job: what is searched, and what stands fixed. */
export interface SearchedFamily {
  readonly family: string;
  readonly ranges: readonly { readonly name: string; readonly low: number; readonly high: number }[];
  readonly fixed: Readonly<Record<string, ParameterValue>>;
  readonly weight?: string;
  readonly payment?: string;
}

/** A job with every default filled and every name resolved: what is hashed, journalled and published. */
export interface ResolvedJob {
  readonly name: string;
  readonly comment?: string;
  readonly seed: number;
  readonly scenario: Scenario;
  readonly families: readonly SearchedFamily[];
  readonly objectives: readonly Objective[];
  readonly reference: readonly number[];
  readonly selection: Selection;
  /** Where it is not any. */
  readonly equilibria?: Equilibria;
  readonly constraints: {
    readonly notions: readonly SybilNotion[];
    readonly identities: number;
    readonly tolerance: number;
    /** Most rivals of the best-response notion; where it says nothing, as many as any search has. */
    readonly rivals?: number | undefined;
    readonly withholding: boolean;
    readonly regret: number;
    /** Bounds on figures, where there are any. */
    readonly figures?: readonly FigureConstraint[];
    /** Where it is not any. */
    readonly participation?: Participation;
  };
  readonly optimiser: JobFile["optimiser"];
  readonly budget: JobFile["budget"];
  readonly batch: number;
  /** See `gridKept`. */
  readonly grid: number;
  readonly frontSize: number;
}

/**
 * Checks and resolves a job.
 *
 * @param content the parsed JSON of a job file
 * @param where   the file's name as the user gave it
 * @throws InputError in one line, with the path in the file
 */
export function resolveJob(content: unknown, where: string): ResolvedJob {
  const file = parseJob(content, where);
  const { notion, rivals = DEFAULT_SEARCH.rivals, figures, participation, ...constraints } = file.constraints;
  const domain = rivals === DEFAULT_SEARCH.rivals ? {} : { rivals };
  const objectives = file.objectives.map(resolveObjective);
  const bounds = figures.map(resolveFigure);
  const [scenario, reference, equilibria, , ...families] = allOrFaults(where, [
    () => resolveScenario(file.scenario, `${where}: scenario`),
    () => referenceFor(objectives, file.reference, where),
    () => resolveEquilibria(file, where),
    () => refuseContradictions(bounds, `${where}: constraints.figures`),
    ...file.families.map((family, k) => () => resolveFamily(family, `${where}: families.${k}`)),
  ]);
  const isKept = participation ?? (asksForDominance(objectives, bounds) ? "as-pap" : "any");
  return {
    name: file.name,
    ...(file.comment === undefined ? {} : { comment: file.comment }),
    seed: file.seed,
    scenario,
    families,
    objectives,
    reference,
    selection: file.selection,
    ...equilibria,
    constraints: {
      notions: [notion].flat(),
      ...constraints,
      ...domain,
      ...(bounds.length > 0 ? { figures: bounds } : {}),
      ...(isKept === "any" ? {} : { participation: isKept }),
    },
    optimiser: file.optimiser,
    budget: file.budget,
    batch: file.batch,
    grid: file.grid,
    frontSize: file.frontSize,
  };
}

/**
 * Builds one candidate of every family, in the middle of its ranges, so that a fixed value out of bounds or a
 * broken formula is refused before any work.
 *
 * @throws InputError in one line, with the path in the file
 */
export async function refuseUnbuildable(job: ResolvedJob, where: string): Promise<void> {
  for (const [k, family] of job.families.entries()) {
    const middle = family.ranges.map(() => 0.5);
    const at = `${where}: families.${k}`;
    try {
      await buildMechanism(candidateAt(family, middle), at);
    } catch (error) {
      if (!(error instanceof InputError) || error.message.startsWith(at)) throw error;
      throw new InputError(`${at}: ${error.message}`);
    }
  }
}

/** Which equilibria a job scores: what is played where players leave one by one is pure. */
export function equilibriaOf({
  equilibria = "any",
  selection,
}: Pick<ResolvedJob, "equilibria" | "selection">) {
  return selection === "lowest-value-exit" ? "pure" : equilibria;
}

/** The SHA-256 of what a job asks, in hexadecimal; a comment does not count. */
export function jobHash({ comment: _, ...job }: ResolvedJob): string {
  return createHash("sha256").update(stableJson(job)).digest("hex");
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

function resolveEquilibria(
  { equilibria, selection }: JobFile,
  where: string,
): Pick<ResolvedJob, "equilibria"> {
  if (equilibria === "any" && selection === "lowest-value-exit") {
    throw new InputError(
      `${where}: equilibria: what is played with "selection": "lowest-value-exit" is pure; leave it out`,
    );
  }
  return equilibria === "pure" ? { equilibria } : {};
}

function resolveObjective(given: JobFile["objectives"][number]): Objective {
  if (typeof given === "string") return objectiveOf(given);
  const { figure, by, quantile } = given;
  return by === "quantile" ? objectiveOf(figure, by, quantile!) : objectiveOf(figure, by);
}

function resolveFigure({
  atLeast,
  atMost,
  ...taken
}: JobFile["constraints"]["figures"][number]): FigureConstraint {
  const bound = atLeast === undefined ? { atMost: atMost! } : { atLeast };
  return { ...resolveObjective(taken), ...bound };
}

function referenceFor(
  objectives: readonly Objective[],
  given: readonly number[] | undefined,
  where: string,
): readonly number[] {
  const repeated = objectives.find(({ name }, k) => objectives.findIndex((each) => each.name === name) < k);
  if (repeated) throw new InputError(`${where}: objectives: "${repeated.name}" stands there twice`);
  if (given === undefined) return objectives.map(() => 0);
  if (given.length === objectives.length) return given;
  throw new InputError(
    `${where}: reference: has ${given.length} numbers for ${objectives.length} objectives; give one each`,
  );
}

function resolveFamily(given: JobFile["families"][number], where: string): SearchedFamily {
  const family = familyOf(given.family, where);
  const ranges: { name: string; low: number; high: number }[] = [];
  const fixed: Record<string, ParameterValue> = {};
  const parameters = given.parameters ?? {};
  const known = parametersOf(family, parameters, where);
  for (const [name, value] of Object.entries(parameters)) {
    const at = `${where}.parameters.${name}`;
    if (!isRange(value)) {
      fixed[name] = value as ParameterValue;
      continue;
    }
    const [low, high] = value;
    const row = family.parameters.find((each) => each.name === name && each.per !== undefined);
    const spec = row ?? known.find((each) => each.name === name);
    if (spec) refuseOutside(spec, low, high, at);
    else if (!family.formulas) {
      throw new InputError(`${at}: ${family.name} has no parameter "${name}" to search`);
    }
    // A range of a row is that of each of its parameters that is not given by itself.
    const searched = row ? namesInRow(name, known).filter((each) => !(each in parameters)) : [name];
    for (const each of searched) ranges.push({ name: each, low, high });
  }
  return {
    family: family.name,
    ranges,
    fixed,
    ...(given.weight === undefined ? {} : { weight: given.weight }),
    ...(given.payment === undefined ? {} : { payment: given.payment }),
  };
}

function namesInRow(row: string, known: readonly ParameterSpec[]): string[] {
  return known
    .map(({ name }) => name)
    .filter((name) => name.startsWith(row) && /^\d+$/.test(name.slice(row.length)));
}

function isRange(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === "number");
}

function refuseOutside(spec: ParameterSpec, low: number, high: number, where: string): void {
  const tooLow = spec.aboveMinimum ? low <= spec.minimum : low < spec.minimum;
  if (tooLow || high > spec.maximum) {
    throw new InputError(`${where}: [${low}, ${high}] leaves the bounds ${boundsOf(spec)}`);
  }
}
