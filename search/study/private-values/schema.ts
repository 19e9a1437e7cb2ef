import { z } from "zod";
import { candidate } from "../schema.js";

const value = z.number().positive().max(1e6);

/** Priors on an interval, from `low` above 0; and two types or more. */
const prior = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("uniform"), low: value, high: value }),
  z.strictObject({
    ...{ type: z.literal("lognormal"), median: value, sigma: value },
    low: value,
    high: value,
  }),
  z.strictObject({
    type: z.literal("discrete"),
    values: z.array(value).min(2).max(8),
    probabilities: z.array(z.number().gt(0).lt(1)).min(2).max(8),
  }),
]);

const counts = z.array(z.number().int().min(2).max(4)).max(3);

/** The options of the study of private values. */
export const privateValuesOptions = z.strictObject({
  cases: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        prior,
        players: counts.min(1),
        leviesFor: counts.optional(),
      }),
    )
    .min(1)
    .max(8),
  rules: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        candidate,
        ratiosFrom: z.number().gt(0).lte(1),
      }),
    )
    .min(1)
    .max(8),
  identities: z.number().int().min(2).max(6),
});
