import { z } from "zod";
import { candidate, ratio, ratioRange } from "../schema.js";

const text = z.string().min(1);

const found = z.strictObject({
  ...{ name: text, candidate, notion: z.enum(["split", "best-response"]), ratios: ratioRange, command: text },
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
  profiles: z.array(z.array(z.number().positive()).min(2).max(8)).max(100),
  ...{ scenarios: z.array(text).max(20), search: z.enum(["full", "quick"]) },
  seed: z.int().min(0).max(0xfffffffe),
});
