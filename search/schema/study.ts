import { z } from "zod";
import { InputError } from "../../src/input-error.js";
import type { Candidate } from "../../src/mechanism/mechanism.js";
import { STUDY_SCHEMA, type StudyDocument } from "../study/study.js";
import { firstFault } from "./fault.js";

/** What `goldilocks improve --out` writes. */
export const IMPROVEMENT_SCHEMA = "goldilocks/improvement/1";

const number = z.number();
const text = z.string().min(1);

const claim = z.strictObject({
  ...{ name: text, statement: text, domain: text, argument: text.optional() },
  grade: z.enum(["proved", "searched", "measured"]),
  figures: z.record(z.string(), number),
});

const table = z
  .strictObject({
    ...{ name: text, title: text },
    columns: z.array(z.strictObject({ name: text, unit: z.string(), meaning: text })).min(1),
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

const ratio = number.gt(0).lte(1);
const alpha = number.gt(0).lte(64);

/** The options of the study of the exponent. */
export const exponentOptions = z.strictObject({
  ratios: z.int().min(1).max(1000),
  frontierRatios: z.array(ratio).min(1).max(8),
  frontierAlphas: z.array(alpha).min(1).max(1000),
  profiles: z.array(z.array(number.positive()).min(3).max(10)).max(100),
  verdictAlphas: z.array(alpha).max(100),
  seed: z.int().min(0).max(0xfffffffe),
});

/** The options of the study of the trade-off. */
export const tradeOffOptions = z.strictObject({
  lawRatios: z.array(ratio.lt(1)).min(1).max(100),
  ranges: z.array(ratio.lt(1)).min(1).max(8),
  limits: z.int().min(2).max(1000),
  points: z.int().min(2).max(1000),
  solved: z.int().min(2).max(1000),
  rulesFrom: ratio.lt(1),
});

const range = z.tuple([ratio, ratio]).refine(([low, high]) => low < high, { message: "must rise" });

/** A mechanism as data; what builds it checks its family and parameters. */
const candidate = z.looseObject({ family: text }) as unknown as z.ZodType<Candidate>;

/** What is read of a document of `goldilocks improve --out`. */
const improvement = z.looseObject({
  schema: z.literal(IMPROVEMENT_SCHEMA),
  problem: z.looseObject({
    ...{ ratios: range, rivals: z.int().min(1), identities: z.int().min(2) },
    notion: z.enum(["none", "split", "best-response", "equilibrium"]),
  }),
  mechanism: candidate,
  made: z.looseObject({ command: text }),
});

/** What was found, as it was written. @throws InputError in one line for a foreign or broken document */
export function parseImprovement(content: unknown, where: string): z.infer<typeof improvement> {
  const parsed = improvement.safeParse(content);
  if (!parsed.success) throw new InputError(`${where}: ${firstFault(parsed.error)}`);
  return parsed.data;
}

const found = z.strictObject({
  ...{ name: text, candidate, notion: z.enum(["split", "best-response"]), ratios: range, command: text },
  ...{ rivals: z.int().min(1).max(64), identities: z.int().min(2).max(64) },
});

/** The options of the studies of what was found to dominate PAP. */
export const dominanceOptions = z.strictObject({
  mechanisms: z
    .array(found)
    .min(1)
    .max(32)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, {
      message: "two mechanisms have one name",
    }),
  ...{ points: z.int().min(2).max(10_000), every: z.int().min(1), outside: z.int().min(1).max(1000) },
  ...{ floor: ratio, starts: z.int().min(0).max(100) },
  profiles: z.array(z.array(number.positive()).min(2).max(8)).max(100),
  ...{ scenarios: z.array(text).max(20), search: z.enum(["full", "quick"]) },
  seed: z.int().min(0).max(0xfffffffe),
});

/** The options of the study of local optimality. */
export const localOptimalityOptions = z.strictObject({
  leastShares: z.array(z.number().gt(0).lt(0.5)).min(1).max(20),
  players: z
    .array(z.array(z.int().min(2).max(4)).min(1))
    .min(1)
    .max(8),
  notions: z.array(z.enum(["none", "split", "best-response", "equilibrium"])).min(1),
  levels: z.partialRecord(z.enum(["2", "3", "4"]), z.array(z.number().gt(0).max(0.5)).min(1)),
  knots: z.int().min(4).max(16),
  radius: z.number().gt(0).max(0.1),
});

/** Options held to a schema. @throws InputError in one line, with the path of the first fault */
export function parseOptions<T>(schema: z.ZodType<T>, options: unknown, where: string): T {
  const parsed = schema.safeParse(options);
  if (!parsed.success) throw new InputError(`${where}: options: ${firstFault(parsed.error)}`);
  return parsed.data;
}
