import { z } from "zod";
import { InputError } from "../../src/input-error.js";
import type { OptimiserChoice } from "../../src/optimise/named.js";
import { firstFault } from "../io/fault.js";
import { optimiser } from "../job/schema.js";

const instance = z.looseObject({
  id: z.union([z.int(), z.string()]),
  /** The exponent of the Tullock contest. */
  a: z.number().positive(),
  v: z.array(z.number().positive()).min(1, "has no players; give at least one value"),
});

const equilibriumWork = z.looseObject({
  work: z.literal("W1"),
  instances: z.array(instance).min(1, "is empty; give at least one instance"),
});

const evaluationWork = z.looseObject({
  work: z.literal("W2"),
  /** The most identities that a player acts through. */
  kmax: z.int().min(2).max(1000),
  profiles: z
    .array(z.array(z.number().positive()).min(2, "has too few players; give at least two values"))
    .min(1, "is empty; give at least one profile"),
  candidates: z
    .array(z.tuple([z.number(), z.number(), z.number()]))
    .min(1, "is empty; give at least one candidate"),
});

const frontWork = z
  .looseObject({
    work: z.literal("W3"),
    /** What the hypervolume is measured from, one number an objective. */
    ref: z.array(z.number()).min(1, "is empty; give one number an objective"),
    points: z.array(z.array(z.number())).min(1, "is empty; give at least one point"),
  })
  .superRefine(({ ref, points }, context) => {
    const odd = points.findIndex((point) => point.length !== ref.length);
    if (odd < 0) return;
    context.addIssue({
      code: "custom",
      path: ["points", odd],
      message: `has ${points[odd]!.length} objectives, and ref ${ref.length}`,
    });
  });

const solveWork = z.looseObject({
  work: z.literal("W5"),
  /** Candidates; the catalogue checks them. */
  mechanisms: z.array(z.unknown()).min(1, "is empty; give at least one mechanism"),
  profiles: z
    .array(z.array(z.number().positive()).min(1, "has no players; give at least one value"))
    .min(1, "is empty; give at least one profile"),
});

const rule = z.looseObject({
  id: z.union([z.int(), z.string()]).optional(),
  /** A candidate; the catalogue checks it. */
  mechanism: z.unknown(),
  notion: z.enum(["split", "best-response", "equilibrium"]).default("best-response"),
  identities: z.union([z.int().min(2).max(64), z.literal("any")]).default(8),
  /** The rivals' bids, or the most rivals of the default sets. */
  rivals: z
    .union([z.array(z.number().positive()).min(1, "is empty; give a bid"), z.int().min(1).max(8)])
    .default(4),
  /** Of the equilibrium notion: the values to play at. */
  values: z.array(z.number().positive()).min(2).default([4, 2]),
});

const rules = z.array(rule).min(1, "is empty; give at least one rule");

/** A rule to verify under one notion. */
export type VerificationInstance = z.infer<typeof rule>;

/** A set of points, all objectives minimised, and the reference of its hypervolume. */
export type FrontWork = z.infer<typeof frontWork>;

/** Mechanisms to solve at every profile of values. */
export type SolveWork = z.infer<typeof solveWork>;

/** Candidates [alpha, fee, kappa] of power-fee-quadratic to score over profiles of values. */
export type EvaluationWork = z.infer<typeof evaluationWork>;

/** A Tullock contest to solve: x_i = b_i^a / sum_j b_j^a, p_i = b_i, values v. */
export type EquilibriumInstance = z.infer<typeof instance>;

/**
 * The instances of a file of work unit W1.
 *
 * @param where the file's name as the user gave it
 * @throws InputError in one line, with the path in the file of the first fault
 */
export function parseEquilibriumWork(content: unknown, where: string): readonly EquilibriumInstance[] {
  return checked(equilibriumWork, content, where).instances;
}

/**
 * A file of work unit W2.
 *
 * @param where the file's name as the user gave it
 * @throws InputError in one line, with the path in the file of the first fault
 */
export function parseEvaluationWork(content: unknown, where: string): EvaluationWork {
  return checked(evaluationWork, content, where);
}

/**
 * A file of work unit W3.
 *
 * @param where the file's name as the user gave it
 * @throws InputError in one line, with the path in the file of the first fault
 */
export function parseFrontWork(content: unknown, where: string): FrontWork {
  return checked(frontWork, content, where);
}

/**
 * A file of work unit W5.
 *
 * @param where the file's name as the user gave it
 * @throws InputError in one line, with the path in the file of the first fault
 */
export function parseSolveWork(content: unknown, where: string): SolveWork {
  return checked(solveWork, content, where);
}

/**
 * The rules of a file to verify: a list, or a list under `rules`.
 *
 * @param where the file's name as the user gave it
 * @throws InputError in one line, with the path in the file of the first fault
 */
export function parseVerificationWork(content: unknown, where: string): readonly VerificationInstance[] {
  return Array.isArray(content)
    ? checked(rules, content, where)
    : checked(z.looseObject({ rules }), content, where).rules;
}

/**
 * An optimiser by name, with its options at their defaults.
 *
 * @throws InputError in one line, where there is none of the name
 */
export function parseOptimiserName(name: string, where: string): OptimiserChoice {
  const parsed = optimiser.safeParse({ name });
  if (parsed.success) return parsed.data;
  const known = optimiser.options.map((option) => option.shape.name.value).join(", ");
  throw new InputError(`${where}: no optimiser "${name}"; known: ${known}`);
}

function checked<T>(schema: z.ZodType<T>, content: unknown, where: string): T {
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new InputError(`${where}: ${firstFault(parsed.error)}`);
}
