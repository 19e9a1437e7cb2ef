import { z } from "zod";
import { InputError } from "../../src/input-error.js";
import { distinct } from "../io/distinct.js";
import { firstFault } from "../io/fault.js";

/** A profile as a job or a file gives it. */
export const profile = z.strictObject({
  name: z.string().min(1),
  values: z.array(z.number()),
  unit: z.string().optional(),
  weight: z.number().positive().optional(),
});

const values = z.array(z.number()).min(1, "is empty; give at least one value");
const listed = z.array(z.union([values, z.looseObject({ name: z.string().optional(), values })]));

/** What a file of profiles may hold: `goldilocks values import` writes the first. */
const file = z.union([z.looseObject({ profiles: listed }), listed]);

/**
 * The profiles of a file: a `goldilocks/values/1` document, or a list of profiles or of lists of values.
 *
 * @throws InputError in one line, with the path in the file of the first fault
 */
export function parseProfiles(content: unknown, where: string): z.infer<typeof profile>[] {
  const parsed = file.safeParse(content);
  if (!parsed.success) throw new InputError(`${where}: ${firstFault(parsed.error)}`);
  const list = "profiles" in parsed.data ? parsed.data.profiles : parsed.data;
  const profiles = list.map((each, k) => {
    const {
      name = `profile-${k + 1}`,
      values,
      unit,
      weight,
    } = Array.isArray(each) ? { values: each, unit: undefined, weight: undefined } : each;
    return {
      name,
      values,
      ...(typeof unit === "string" ? { unit } : {}),
      ...(typeof weight === "number" ? { weight } : {}),
    };
  });
  const repeated = z
    .array(z.unknown())
    .superRefine(distinct(nameOf, ["name"]))
    .safeParse(profiles);
  if (!repeated.success) throw new InputError(`${where}: ${firstFault(repeated.error)}`);
  return profiles;
}

function nameOf(profile: unknown): string {
  return (profile as { name: string }).name;
}
