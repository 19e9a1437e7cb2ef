import { z } from "zod";
import type { Certificate } from "../../src/certificate/statement.js";
import { InputError } from "../../src/input-error.js";
import { firstFault } from "../io/fault.js";

export const CERTIFICATE_SCHEMA = "goldilocks/certificate/1";

const number = z.number();
const formula = z.string().min(1);

const spline = z.strictObject({ knots: z.array(number), heights: z.array(number), slopes: z.array(number) });

const rule = z.strictObject({
  mechanism: z.unknown(),
  ...{ weight: formula, price: formula, fee: formula.optional() },
  splines: z.record(z.string(), spline).optional(),
  ...{ alone: number.optional(), more: number.optional() },
});

const statement = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("two-players"),
    rule,
    ratios: z.strictObject({ from: number, to: z.literal(1) }),
    ...{ gain: number, edge: number },
  }),
  z.strictObject({ kind: z.literal("split"), rule }),
  z.strictObject({
    kind: z.literal("best-response"),
    ...{ rule, valueRatio: number.positive(), gain: number.nonnegative() },
    slices: z.array(z.strictObject({ ...{ from: number, to: number.optional() }, single: number })).min(1),
  }),
]);

const certificate = z.strictObject({
  schema: z.literal(CERTIFICATE_SCHEMA),
  statement,
  lemmas: z.record(z.string(), z.string()),
});

/** @throws InputError in one line for what is no certificate, or one of another version */
export function parseCertificate(content: unknown, where: string): Certificate {
  const { schema } = (content ?? {}) as { schema?: unknown };
  if (typeof schema === "string" && schema !== CERTIFICATE_SCHEMA) {
    throw new InputError(`${where}: schema is "${schema}"; this program reads ${CERTIFICATE_SCHEMA}`);
  }
  const parsed = certificate.safeParse(content);
  if (!parsed.success) throw new InputError(`${where}: ${firstFault(parsed.error)}`);
  const { statement, lemmas } = parsed.data;
  return { statement, lemmas } as Certificate;
}
