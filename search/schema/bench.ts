import { z } from "zod";
import { InputError } from "../../src/input-error.js";
import { firstFault } from "./job.js";

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

/** A Tullock contest to solve: x_i = b_i^a / sum_j b_j^a, p_i = b_i, values v. */
export type EquilibriumInstance = z.infer<typeof instance>;

/**
 * The instances of a file of work unit W1.
 *
 * @param where the file's name as the user gave it
 * @throws InputError in one line, with the path in the file of the first fault
 */
export function parseEquilibriumWork(content: unknown, where: string): readonly EquilibriumInstance[] {
  const parsed = equilibriumWork.safeParse(content);
  if (parsed.success) return parsed.data.instances;
  throw new InputError(`${where}: ${firstFault(parsed.error)}`);
}
