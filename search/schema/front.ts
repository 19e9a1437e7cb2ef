import { z } from "zod";
import { InputError } from "../../src/input-error.js";
import { FRONT_SCHEMA, type Front } from "../front/front.js";
import { firstFault } from "./fault.js";

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

const point = z.looseObject({ candidate, scores, perProfile: z.array(profileResult) });

const front = z.looseObject({
  schema: z.literal(FRONT_SCHEMA),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  job: z.looseObject({ name: z.string() }),
  jobHash: z.string(),
  made: z.looseObject({ at: z.string(), seed: number }),
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
  hypervolume: z.looseObject({ value: number, reference: z.array(number) }),
  front: z.array(
    point.extend({
      id: number,
      objectives: z.array(number),
      sybil: z.array(z.looseObject({ notion: z.string(), outcome: z.string() })),
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
export function parseFront(content: unknown, where: string): Front {
  const schema = (content as { schema?: unknown } | null)?.schema;
  if (schema !== FRONT_SCHEMA) {
    const found = typeof schema === "string" ? `has schema "${schema}"` : "is not a front";
    throw new InputError(`${where}: ${found}; this version reads ${FRONT_SCHEMA}`);
  }
  const parsed = front.safeParse(content);
  if (!parsed.success) throw new InputError(`${where}: ${firstFault(parsed.error)}`);
  return content as Front;
}
