import { z } from "zod";
import { candidate } from "../schema.js";

const text = z.string().min(1);

/** A rule that somebody found: a document of the folder `found`. */
export const atlasRule = z.strictObject({
  ...{ name: text, candidate, notion: z.enum(["split", "best-response"]), formula: text, command: text },
});

const domain = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ratios"), from: z.number().gt(0).lt(1) }),
  z.strictObject({ kind: z.literal("shares"), leastShare: z.number().min(0.001).max(0.4) }),
  z.strictObject({ kind: z.literal("mainnet") }),
]);

/** The options of the atlas. */
export const atlasOptions = z.strictObject({
  rules: z
    .array(atlasRule)
    .min(1)
    .max(200)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, {
      message: "two rules have one name",
    }),
  domains: z.array(domain).min(1).max(30),
  ...{ points: z.int().min(2).max(10_000), players: z.int().min(2).max(8), inactive: z.int().min(0).max(8) },
  ...{ identities: z.int().min(2).max(64), manyRivals: z.int().min(2).max(64) },
  ...{ search: z.enum(["full", "quick"]), seed: z.int().min(0).max(0xfffffffe) },
});
