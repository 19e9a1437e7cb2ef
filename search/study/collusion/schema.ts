import { z } from "zod";
import { candidate } from "../schema.js";

const value = z.number().positive();

/** The options of the study of collusion. */
export const collusionOptions = z.strictObject({
  rules: z
    .array(z.strictObject({ name: z.string().min(1), candidate }))
    .min(1)
    .max(30),
  profiles: z.array(z.array(value).min(2).max(6)).min(1).max(10),
  kappas: z.array(z.number().min(0).lt(1)).min(1).max(100),
  outsider: value,
});
