import { z } from "zod";
import { InputError } from "../../src/input-error.js";
import type { Candidate } from "../../src/mechanism/mechanism.js";
import { domainSchema, gradeSchema } from "../io/claim-schema.js";
import { firstFault } from "../io/fault.js";
import { STUDY_SCHEMA, type StudyDocument } from "./study.js";

const number = z.number();
const text = z.string().min(1);

const claim = z.strictObject({
  ...{ name: text, statement: text, argument: text.optional() },
  ...{ domain: domainSchema, grade: gradeSchema },
  figures: z.record(z.string(), number),
});

const column = z.strictObject({
  ...{ name: text, unit: z.string(), meaning: text },
  rounded: z.enum(["down", "up"]).optional(),
});

const table = z
  .strictObject({
    ...{ name: text, title: text },
    columns: z.array(column).min(1),
    rows: z.array(z.array(z.union([number, z.string(), z.null()]))),
  })
  .refine(({ columns, rows }) => rows.every((row) => row.length === columns.length), {
    message: "a row has not one cell a column",
  });

const study = z.strictObject({
  schema: z.literal(STUDY_SCHEMA),
  ...{ question: text, title: text, options: z.unknown() },
  claims: z.array(claim),
  tables: z.array(table),
  made: z.strictObject({ version: text, command: text }),
});

/**
 * A study as it was written.
 *
 * @throws InputError in one line for a foreign, broken or newer document
 */
export function parseStudy(content: unknown, where: string): StudyDocument {
  const schema = (content as { schema?: unknown } | null)?.schema;
  if (schema !== STUDY_SCHEMA) {
    throw new InputError(
      `${where}: has schema ${JSON.stringify(schema)}; this program reads ${JSON.stringify(STUDY_SCHEMA)}`,
    );
  }
  const parsed = study.safeParse(content);
  if (!parsed.success) throw new InputError(`${where}: ${firstFault(parsed.error)}`);
  return parsed.data as StudyDocument;
}

/** A ratio v_2 / v_1 of two values. */
export const ratio = number.gt(0).lte(1);

/** A range of such ratios. */
export const ratioRange = z
  .tuple([ratio, ratio])
  .refine(([low, high]) => low < high, { message: "must rise" });

/** A mechanism as data; what builds it checks its family and parameters. */
export const candidate = z.looseObject({ family: text }) as unknown as z.ZodType<Candidate>;

/** Options held to a schema. @throws InputError in one line, with the path of the first fault */
export function parseOptions<T>(schema: z.ZodType<T>, options: unknown, where: string): T {
  const parsed = schema.safeParse(options);
  if (!parsed.success) throw new InputError(`${where}: options: ${firstFault(parsed.error)}`);
  return parsed.data;
}
