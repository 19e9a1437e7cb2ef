import { z } from "zod";
import { InputError } from "../../src/input-error.js";
import { CMA_DEFAULTS, NSGA2_DEFAULTS } from "../../src/optimise/named.js";

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, "must be lower-case letters, digits and hyphens, at most 64");
const notion = z.enum(["split", "best-response", "equilibrium"]);
const positiveInteger = z.int().positive();

const range = z
  .tuple([z.number(), z.number()])
  .refine(([low, high]) => low < high, "is an empty range; write [low, high] with low < high");

/** A range to search, or a value to keep: a number, a mechanism, a list of mechanisms. */
const parameter = z.unknown().superRefine((value, context) => {
  const isRange = Array.isArray(value) && !value.every((each) => typeof each === "object");
  const fault = isRange ? range.safeParse(value).error : isMechanismOrNumber(value) ? null : NO_PARAMETER;
  if (fault) context.addIssue(typeof fault === "string" ? fault : firstFault(fault));
});

const NO_PARAMETER = "must be a number, a range [low, high], or a mechanism";

function isMechanismOrNumber(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "object" && value !== null);
}

const family = z.strictObject({
  family: z.string(),
  /** What is left out keeps the family's default. */
  parameters: z.record(z.string(), parameter).optional(),
  weight: z.string().optional(),
  payment: z.string().optional(),
});

const profile = z.strictObject({
  name: z.string().min(1),
  values: z.array(z.number()),
  unit: z.string().optional(),
  weight: z.number().positive().optional(),
});

const scenario = z.union([
  z.string(),
  z.strictObject({ name, of: z.array(z.string()).min(1, "has no scenarios; name at least one") }),
  z.strictObject({ name, profiles: z.array(profile).min(1, "has no profiles; give at least one") }),
]);

const OBJECTIVES = [
  "revenueOverPap",
  "fairnessOverPap",
  "revenueShare",
  "fairness",
  "fairnessActive",
] as const;

const population = z.int().min(4).max(1000);

/** What proposes the candidates of a search, with its options. */
export const optimiser = z.discriminatedUnion("name", [
  z.strictObject({ name: z.literal("low-discrepancy") }),
  z.strictObject({
    name: z.literal("nsga2"),
    population: population.default(NSGA2_DEFAULTS.population),
    crossoverIndex: z.number().min(0).max(1000).default(NSGA2_DEFAULTS.crossoverIndex),
    mutationIndex: z.number().min(0).max(1000).default(NSGA2_DEFAULTS.mutationIndex),
  }),
  z.strictObject({
    name: z.literal("cma-es"),
    population: population.default(CMA_DEFAULTS.population),
    step: z.number().positive().max(1).default(CMA_DEFAULTS.step),
  }),
  z.strictObject({ name: z.literal("portfolio") }),
]);

const job = z.strictObject({
  name,
  comment: z.string().optional(),
  seed: z.int().min(0).max(0xffffffff),
  scenario,
  families: z.array(family).min(1, "is empty; give at least one family"),
  objectives: z
    .tuple([z.enum(OBJECTIVES), z.enum(OBJECTIVES)])
    .default(["revenueOverPap", "fairnessOverPap"]),
  constraints: z
    .strictObject({
      notion: z.union([notion, z.array(notion)]).default(["best-response"]),
      identities: z.int().min(2).max(64).default(8),
      tolerance: z.number().min(0).max(0.1).default(1e-9),
    })
    .prefault({}),
  optimiser: optimiser.prefault({ name: "portfolio" }),
  budget: z
    .strictObject({
      evaluations: positiveInteger.optional(),
      minutes: z.number().positive().optional(),
      /** Stop after so many evaluations in a row without a larger hypervolume. */
      stagnation: positiveInteger.optional(),
    })
    .refine((budget) => Object.keys(budget).length > 0, "is empty; give evaluations, minutes or stagnation")
    .refine(
      ({ evaluations, stagnation }) => !(evaluations && stagnation && stagnation >= evaluations),
      "contradicts itself: stagnation cannot strike before evaluations run out",
    ),
  batch: positiveInteger.max(10_000).default(16),
  executor: z.enum(["threads", "in-process"]).default("threads"),
});

/** A job as it stands in a file, checked, with defaults filled. */
export type JobFile = z.infer<typeof job>;

/**
 * Checks a job file's content.
 *
 * @param where the file's name as the user gave it
 * @throws InputError in one line, with the path in the file of the first fault
 */
export function parseJob(content: unknown, where: string): JobFile {
  const parsed = job.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new InputError(`${where}: ${firstFault(parsed.error)}`);
}

/** The first fault of a validation, in one line with its path. */
export function firstFault(error: z.ZodError): string {
  const issue = deepest(error.issues[0]!);
  const path = issue.path.map(String).join(".");
  const message = issue.message.replaceAll("\n", " ");
  return path === "" ? message : `${path}: ${message}`;
}

/** Of a value that fits no member of a union, the fault of the member that it fits furthest. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors.flatMap((issues) => issues.slice(0, 1)).map(deepest);
  const furthest = inner.reduce<z.core.$ZodIssue | null>(
    (best, each) => (best === null || each.path.length > best.path.length ? each : best),
    null,
  );
  return furthest === null ? issue : { ...furthest, path: [...issue.path, ...furthest.path] };
}
