import { z } from "zod";
import { ratio } from "../schema.js";

const alpha = z.number().gt(0).lte(64);

/** The options of the study of the exponent. */
export const exponentOptions = z.strictObject({
  ratios: z.int().min(1).max(1000),
  frontierRatios: z.array(ratio).min(1).max(8),
  frontierAlphas: z.array(alpha).min(1).max(1000),
  profiles: z.array(z.array(z.number().positive()).min(3).max(10)).max(100),
  verdictAlphas: z.array(alpha).max(100),
  seed: z.int().min(0).max(0xfffffffe),
});
