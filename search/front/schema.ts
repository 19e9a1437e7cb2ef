import { z } from "zod";
import { FIGURES } from "../../src/evaluation/figure.js";
import { InputError } from "../../src/input-error.js";
import { domainSchema, gradeSchema } from "../io/claim-schema.js";
import { firstFault } from "../io/fault.js";
import { FRONT_SCHEMA, type PublishedFront } from "./front.js";
import { translatedDomain } from "./older-verdict.js";

const number = z.number();
const numbers = z.array(number);
const text = z.string();
const optional = number.optional();
/** A candidate's own keys are checked where it is built. */
const candidate = z.looseObject({ family: text });
const performance = z.object({ revenue: number, fairness: number });

const scores = z.object({
  ...{ revenueOverPap: number, fairnessOverPap: number },
  ...{ revenueShare: optional, fairness: optional, fairnessActive: optional, margin: optional },
});

const strategy = z.object({
  support: numbers,
  probabilities: numbers,
  uniform: z.array(z.object({ from: number, to: number, probability: number })).optional(),
});

const profileResult = z.object({
  ...{ profile: text, status: text, equilibria: optional, dominatedEquilibria: optional },
  excludes: numbers.optional(),
  ...{ revenue: number.nullable(), revenueOverPap: number.nullable().optional() },
  fairness: number.nullable().optional(),
  fairnessActive: number.nullable().optional(),
  fairnessOverPap: number.nullable().optional(),
  kind: text.nullable(),
  bids: numbers,
  strategies: z.array(strategy).optional(),
  allocations: numbers.optional(),
  payments: numbers.optional(),
  regret: z.object({ absolute: number, relative: number, kind: text }).nullable().optional(),
});

/** Older files hold domains in sentences. */
const olderDomain = z
  .strictObject({ identities: z.union([number, z.literal("any")]), rivals: text, values: text })
  .refine((domain) => translatedDomain(domain) !== null, { message: "has a sentence that no version wrote" });
const domain = z.union([domainSchema, olderDomain]);

const notion = z.enum(["split", "best-response", "equilibrium"]);

const witness = z.object({
  values: numbers.optional(),
  others: numbers,
  mixture: z.array(z.object({ bids: numbers, probability: number })).optional(),
  single: z.object({ bid: number, allocation: number, payment: number }),
  identities: numbers.min(1),
  ...{ allocation: number, payment: number, allocationChange: optional, paymentChange: optional },
  ...{
    value: number.nullable(),
    gain: number.nullable().optional(),
    gainShare: number.nullable().optional(),
  },
  exact: z
    .object({ arithmetic: text, allocationChange: text, paymentChange: text, gain: text.nullable() })
    .optional(),
});

const verdict = z.object({
  notion,
  outcome: z.enum(["proved", "refuted", "not-refuted"]),
  ...{ grade: gradeSchema.optional(), argument: text.optional(), domain },
  effort: z
    .object({
      ...{ evaluations: number, seed: number, undefinedOutcomes: optional, rounds: optional },
      grid: z
        .object({
          matches: number,
          totals: number,
          steps: number,
          nodes: number,
          specialSizes: number,
          exactParts: optional,
        })
        .optional(),
    })
    .optional(),
  witness: witness.optional(),
  ...{ tolerance: optional, largestGainShare: optional },
  trend: z.object({ identities: numbers.min(1), gainShares: numbers, kind: text, best: number }).optional(),
  ...{ identityCost: optional, identityCostShare: optional, withoutRivals: optional },
  bound: z.object({ gainShare: number, domain }).optional(),
});

const scenario = z.object({
  name: text,
  profiles: z.array(
    z.object({
      name: text,
      values: z.array(number.positive()).min(2),
      ...{ scale: optional, unit: text.optional(), weight: number },
    }),
  ),
});

const objective = z.object({
  name: text,
  figure: z.enum(FIGURES.map((each) => each.name)),
  by: z.enum(["mean", "minimum", "quantile"]),
  quantile: optional,
});

/** The job that a front was made by, resolved. */
const job = z.object({
  ...{ name: text, comment: text.optional(), seed: number, scenario: scenario.optional() },
  families: z.array(
    z.object({
      family: text,
      ranges: z.array(z.object({ name: text, low: number, high: number })),
      fixed: z.record(text, z.unknown()),
      ...{ weight: text.optional(), payment: text.optional() },
    }),
  ),
  objectives: z.array(objective).min(2),
  reference: numbers,
  selection: z.enum(["every-equilibrium", "lowest-value-exit"]),
  equilibria: z.enum(["any", "pure"]).optional(),
  constraints: z.object({
    notions: z.array(notion),
    ...{ identities: number, tolerance: number, regret: number, rivals: optional },
    withholding: z.boolean().optional(),
    figures: z.array(objective.extend({ atLeast: optional, atMost: optional })).optional(),
    participation: z.enum(["as-pap", "any"]).optional(),
  }),
  optimiser: z
    .object({
      ...{ name: text, population: optional, crossoverIndex: optional, mutationIndex: optional },
      step: optional,
    })
    .optional(),
  budget: z.object({ evaluations: optional, minutes: optional, stagnation: optional }),
  ...{ batch: optional, grid: optional, frontSize: number },
});

const point = z.object({ candidate, scores, perProfile: z.array(profileResult) });

const front = z.object({
  schema: z.literal(FRONT_SCHEMA),
  sha256: text.regex(/^[0-9a-f]{64}$/),
  job,
  jobHash: text,
  made: z.object({
    ...{ at: text, code: text.optional(), node: text.optional(), seed: number },
    ...{ wallSeconds: optional, workers: optional },
    work: z.object({ byStatus: z.record(text, number), verification: number }).optional(),
  }),
  objectives: z.array(z.object({ name: text, unit: text, sense: text })).optional(),
  scenario,
  baseline: point,
  references: z.array(point),
  counts: z.record(text, number),
  stopped: z.object({ reason: text, success: z.boolean().optional() }),
  hypervolume: z.object({
    value: number,
    reference: numbers,
    history: z.array(z.tuple([number, number])),
  }),
  found: z.number().int().nonnegative().optional(),
  verification: z.object({ done: number, fallen: number }).optional(),
  rejected: z.array(z.object({ id: number, candidate, status: text, scores })).optional(),
  front: z.array(
    point.extend({
      id: number,
      objectives: numbers,
      sybil: z.array(verdict),
      dominatesPap: z.object({
        ...{ kind: text, strict: z.boolean().optional() },
        margins: z.object({ smallest: performance, mean: performance }),
      }),
    }),
  ),
});

/**
 * Checks that content has the form of a front.
 *
 * @throws InputError in one line, naming an unknown schema version as such
 */
export function parseFront(content: unknown, where: string): PublishedFront {
  const schema = (content as { schema?: unknown } | null)?.schema;
  if (schema !== FRONT_SCHEMA) {
    const found = typeof schema === "string" ? `has schema "${schema}"` : "is not a front";
    throw new InputError(`${where}: ${found}; this version reads ${FRONT_SCHEMA}`);
  }
  const parsed = front.safeParse(content);
  if (!parsed.success) throw new InputError(`${where}: ${firstFault(parsed.error)}`);
  return content as PublishedFront;
}

/** Keys that the form of a front does not know, in words with their paths: nobody checks what they hold. */
export function unknownKeys(content: PublishedFront): string[] {
  const parsed = front.safeParse(content);
  return parsed.success
    ? straysIn(content, parsed.data, "").map((path) => `unknown key ${path}`)
    : [firstFault(parsed.error)];
}

/** Paths of keys that a value has and its known part has not. */
function straysIn(value: unknown, known: unknown, path: string): string[] {
  if (typeof value !== "object" || value === null || typeof known !== "object" || known === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const at = path === "" ? key : `${path}.${key}`;
    return key in known ? straysIn(each, (known as Record<string, unknown>)[key], at) : [at];
  });
}
