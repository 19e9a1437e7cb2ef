import { z } from "zod";
import { FIGURES } from "../../src/evaluation/figure.js";
import { InputError } from "../../src/input-error.js";
import { domainSchema, gradeSchema } from "../io/claim-schema.js";
import { firstFault } from "../io/fault.js";
import { FRONT_SCHEMA, type PublishedFront } from "./front.js";
import { translatedDomain } from "./older-verdict.js";

const number = z.number();
const scores = z.record(z.string(), number);
const candidate = z.looseObject({ family: z.string() });
const performance = z.object({ revenue: number, fairness: number });

const profileResult = z.looseObject({
  profile: z.string(),
  status: z.string(),
  revenue: number.nullable(),
  kind: z.string().nullable(),
  bids: z.array(number),
  allocations: z.array(number).optional(),
  payments: z.array(number).optional(),
});

/** Older files hold domains in sentences. */
const olderDomain = z
  .strictObject({ identities: z.union([number, z.literal("any")]), rivals: z.string(), values: z.string() })
  .refine((domain) => translatedDomain(domain) !== null, { message: "has a sentence that no version wrote" });
const domain = z.union([domainSchema, olderDomain]);

const notion = z.enum(["split", "best-response", "equilibrium"]);
const numbers = z.array(number);
const outcome = z.looseObject({ bid: number, allocation: number, payment: number });

const verdict = z.looseObject({
  notion,
  outcome: z.enum(["proved", "refuted", "not-refuted"]),
  ...{ grade: gradeSchema.optional(), domain },
  bound: z.looseObject({ gainShare: number, domain }).optional(),
  witness: z
    .looseObject({
      others: numbers,
      single: outcome,
      identities: numbers.min(1),
      ...{ allocation: number, payment: number, value: number.nullable() },
    })
    .optional(),
});

/** What is read of the job that a front was made by. */
const job = z.looseObject({
  name: z.string(),
  seed: number,
  families: z.array(
    z.looseObject({
      family: z.string(),
      ranges: z.array(z.looseObject({ name: z.string(), low: number, high: number })),
      fixed: z.record(z.string(), z.unknown()),
    }),
  ),
  objectives: z
    .array(
      z.looseObject({
        name: z.string(),
        figure: z.enum(FIGURES.map((each) => each.name)),
        by: z.enum(["mean", "minimum", "quantile"]),
      }),
    )
    .min(2),
  reference: numbers,
  selection: z.enum(["every-equilibrium", "lowest-value-exit"]),
  constraints: z.looseObject({
    notions: z.array(notion),
    ...{ identities: number, tolerance: number, regret: number },
    rivals: number.optional(),
  }),
  budget: z.looseObject({
    evaluations: number.optional(),
    minutes: number.optional(),
    stagnation: number.optional(),
  }),
  frontSize: number,
});

const point = z.looseObject({ candidate, scores, perProfile: z.array(profileResult) });

const front = z.looseObject({
  schema: z.literal(FRONT_SCHEMA),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  job,
  jobHash: z.string(),
  made: z.looseObject({
    ...{ at: z.string(), seed: number },
    work: z.looseObject({ byStatus: z.record(z.string(), number), verification: number }).optional(),
  }),
  scenario: z.looseObject({
    name: z.string(),
    profiles: z.array(
      z.looseObject({ name: z.string(), values: z.array(number.positive()).min(2), weight: number }),
    ),
  }),
  baseline: point,
  references: z.array(point),
  counts: z.record(z.string(), number),
  stopped: z.looseObject({ reason: z.string() }),
  hypervolume: z.looseObject({
    value: number,
    reference: numbers,
    history: z.array(z.tuple([number, number])),
  }),
  found: z.number().int().nonnegative().optional(),
  rejected: z.array(z.looseObject({ id: number, candidate, status: z.string(), scores })).optional(),
  front: z.array(
    point.extend({
      id: number,
      objectives: z.array(number),
      sybil: z.array(verdict),
      dominatesPap: z.looseObject({
        kind: z.string(),
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
