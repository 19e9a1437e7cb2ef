import { z } from "zod";
import { EXIT_REGRET } from "../../src/evaluate.js";
import { FIGURES } from "../../src/evaluation/figure.js";
import { InputError } from "../../src/input-error.js";
import { nearest } from "../../src/nearest.js";
import { CMA_DEFAULTS, NSGA2_DEFAULTS } from "../../src/optimise/named.js";
import { parseExecutor } from "../executor/choice.js";
import { PASSWORD_VARIABLE } from "../executor/queue/address.js";
import { distinct } from "../io/distinct.js";
import { allFaults, allKeys, firstFault } from "../io/fault.js";
import { profile } from "./profiles-schema.js";

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

const weight = z.number().positive().optional();
const players = z.union([
  z.int().min(2),
  z
    .array(z.int().min(2))
    .min(1, "is empty; give at least one number")
    .superRefine(distinct((n) => n)),
]);
const draws = z.int().positive().max(10_000);
const seed = z.int().min(0).max(0xffffffff);

/** A scenario in its own words. One form is chosen by its key; `scenario.ts` says what each means. */
const FORMS = {
  of: z.lazy(() => z.array(part).min(1, "has no scenarios; name at least one")),
  profiles: z
    .array(profile)
    .min(1, "has no profiles; give at least one")
    .superRefine(distinct((each) => each.name, ["name"])),
  ratios: z.union([
    z
      .array(z.number())
      .min(1, "is empty; give at least one ratio")
      .superRefine(distinct((ratio) => ratio)),
    z.strictObject({ from: z.number(), to: z.number(), count: z.int().min(2).max(10_000) }),
  ]),
  lognormal: z.strictObject({ players, sigma: z.number().positive().max(10), draws, seed: seed.default(0) }),
  pareto: z.strictObject({ players, shape: z.number().min(0.1), draws, seed: seed.default(0) }),
  shares: z.strictObject({
    ...{ players, leastShare: z.number().positive().max(0.5), inactive: z.int().min(0).max(1000).default(0) },
    ...{ draws, seed: seed.default(0) },
  }),
};
const KEYS = Object.keys(FORMS) as (keyof typeof FORMS)[];

const part: z.ZodType<ScenarioPart> = z.union([
  z.string(),
  z
    .strictObject({
      name,
      weight,
      of: FORMS.of.optional(),
      profiles: FORMS.profiles.optional(),
      ratios: FORMS.ratios.optional(),
      lognormal: FORMS.lognormal.optional(),
      pareto: FORMS.pareto.optional(),
      shares: FORMS.shares.optional(),
    })
    .refine(
      (given) => KEYS.filter((key) => given[key] !== undefined).length === 1,
      `must be made of one thing: ${KEYS.join(", ")}, or file`,
    ),
]);

/** A scenario as a job gives it: a name, or made of other scenarios, profiles, ratios or draws. */
export type ScenarioPart =
  | string
  | {
      readonly name: string;
      /** Within another scenario: what it weighs there in all. */
      readonly weight?: number | undefined;
      readonly of?: readonly ScenarioPart[] | undefined;
      readonly profiles?: readonly z.infer<typeof profile>[] | undefined;
      readonly ratios?:
        | readonly number[]
        | { readonly from: number; readonly to: number; readonly count: number }
        | undefined;
      readonly lognormal?: (Draws & { readonly sigma: number }) | undefined;
      readonly pareto?: (Draws & { readonly shape: number }) | undefined;
      readonly shares?: (Draws & { readonly leastShare: number; readonly inactive: number }) | undefined;
    };

interface Draws {
  readonly players: number | readonly number[];
  readonly draws: number;
  readonly seed: number;
}

const figure = z.string().superRefine((given, context) => {
  const known = FIGURES.map((each) => each.name);
  if (!known.includes(given)) context.addIssue(`no figure "${given}"; ${nearest(given, known)}`);
});

/** How a figure is taken over the profiles: in its weighted mean, or otherwise. */
const TAKEN = {
  figure,
  by: z.enum(["mean", "minimum", "quantile"]).optional(),
  quantile: z.number().gt(0).lt(1).optional(),
};

interface Taken {
  readonly figure: string;
  readonly by?: "mean" | "minimum" | "quantile" | undefined;
  readonly quantile?: number | undefined;
}

function refuseTaken({ figure: name, by, quantile }: Taken, context: z.RefinementCtx): void {
  const refuse = (key: string, message: string) => context.addIssue({ code: "custom", path: [key], message });
  const fixed = FIGURES.find((each) => each.name === name)?.by;
  if (fixed !== undefined && by !== undefined && by !== fixed) {
    refuse("by", `is "${by}", and ${name} is by its meaning the ${fixed} over the profiles; leave it out`);
  }
  if ((by === "quantile") === (quantile !== undefined)) return;
  refuse(
    "quantile",
    quantile === undefined
      ? 'is missing; with "by": "quantile" say which, between 0 and 1, such as 0.1'
      : `goes with "by": "quantile" alone, and "by" is "${by ?? fixed ?? "mean"}"; change that, or leave quantile out`,
  );
}

const objective = z.union([figure, z.strictObject(TAKEN).superRefine(refuseTaken)]);

/** A bound on a figure. */
const figureConstraint = z
  .strictObject({ ...TAKEN, atLeast: z.number().optional(), atMost: z.number().optional() })
  .superRefine(refuseTaken)
  .refine(
    ({ atLeast, atMost }) => (atLeast === undefined) !== (atMost === undefined),
    "must have one of atLeast and atMost; for a range give the figure twice",
  );

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
  z.strictObject({ name: z.literal("gradient") }),
  z.strictObject({ name: z.literal("portfolio") }),
]);

const job = z.strictObject({
  name,
  comment: z.string().optional(),
  seed,
  scenario: part,
  families: z.array(family).min(1, "is empty; give at least one family"),
  objectives: z
    .array(objective)
    .min(2, "has too few; give two or three")
    .max(3, "has too many; give two or three")
    .default(["revenueOverPap", "fairnessOverPap"]),
  /** What the hypervolume is measured from, one number an objective; 0 each where it is left out. */
  reference: z.array(z.number()).optional(),
  /** What is scored at a profile. */
  selection: z.enum(["every-equilibrium", "lowest-value-exit"]).default("every-equilibrium"),
  /** Whether mixed equilibria are scored where there is no pure one. */
  equilibria: z.enum(["any", "pure"]).optional(),
  constraints: z
    .strictObject({
      /** None, by an empty list, for a search that no Sybil notion constrains. */
      notion: z
        .union([notion, z.array(notion).superRefine(distinct((each) => each))])
        .default(["best-response"]),
      identities: z.int().min(2).max(64).default(8),
      tolerance: z.number().min(0).max(0.1).default(1e-9),
      /** Most rivals of the best-response notion; above 1 also 16. Left out: 4. */
      rivals: z.int().min(1).max(4).optional(),
      /** Whether rules that may keep the good are let in. */
      withholding: z.boolean().default(false),
      /** With selection by exit: the largest regret accepted, as a share of the own value. */
      regret: z.number().positive().max(0.1).default(EXIT_REGRET),
      figures: z.array(figureConstraint).default([]),
      /** Left out: as under PAP where the job asks for dominance over it (see figure-constraints.ts), else any. */
      participation: z.enum(["as-pap", "any"]).optional(),
    })
    .prefault({}),
  optimiser: optimiser.prefault({ name: "portfolio" }),
  budget: z
    .strictObject({
      evaluations: positiveInteger.optional(),
      minutes: z.number().positive().optional(),
      /** Stop after so many evaluations in a row without a notable rise of the hypervolume. */
      stagnation: positiveInteger.optional(),
    })
    .refine((budget) => Object.keys(budget).length > 0, "is empty; give evaluations, minutes or stagnation")
    .refine(
      ({ evaluations, stagnation }) => !(evaluations && stagnation && stagnation >= evaluations),
      "contradicts itself: stagnation cannot strike before evaluations run out",
    ),
  batch: positiveInteger.max(10_000).default(16),
  /** The side of the boxes of which the front keeps the best point each, in every objective; 0 for none. */
  grid: z.number().min(0).max(1).default(1e-3),
  /** Most points that are published. */
  frontSize: positiveInteger.max(10_000).default(200),
  /** Where it is evaluated, which changes nothing in what is found. */
  executor: z.string().superRefine(executorFault).default("threads"),
});

function executorFault(given: string, context: z.RefinementCtx): void {
  try {
    const choice = parseExecutor(given, "executor");
    const isOpen = typeof choice === "string" || new URL(given).password === "";
    if (!isOpen) {
      context.addIssue(`holds a password, which a run would copy; leave it out and set ${PASSWORD_VARIABLE}`);
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    context.addIssue(error.message.replace(/^executor: /, ""));
  }
}

/** Every key that a job may have, at any depth; a scenario may also have `file` (see scenario-file.ts). */
export const JOB_KEYS: readonly string[] = [...allKeys(job), "file"];

/** A job as it stands in a file, checked, with defaults filled. */
export type JobFile = z.infer<typeof job>;

/**
 * Checks a job file's content.
 *
 * @param where the file's name as the user gave it
 * @throws InputError in one line, with every fault and its path in the file
 */
export function parseJob(content: unknown, where: string): JobFile {
  const parsed = job.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new InputError(`${where}: ${allFaults(parsed.error, job)}`);
}
