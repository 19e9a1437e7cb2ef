import { z } from "zod";
import { candidate, ratio } from "../schema.js";

const leastShare = z.number().min(0.001).max(0.4);
const values = z.array(z.number().positive()).min(2).max(12);

/** The options of the study of rules for any number of players. */
export const anyNumberOptions = z.strictObject({
  leastShares: z.array(leastShare).min(1).max(8),
  examples: z.array(z.strictObject({ leastShare, values })).max(12),
  profiles: z.array(values).max(60),
  scenarios: z.array(z.string().min(1)).max(12),
  ...{ draws: z.int().min(1).max(20_000), inactive: z.int().min(0).max(8), players: z.int().min(2).max(8) },
  ...{ rules: z.int().min(3).max(20_000), contests: z.int().min(3).max(1_000_000), smallRatio: ratio },
  copied: z.strictObject({ candidate, ratio }),
  seed: z.int().min(0).max(0xfffffffe),
});
