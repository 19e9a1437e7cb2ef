import { z } from "zod";
import { ratio } from "../schema.js";

/** The options of the study of the trade-off. */
export const tradeOffOptions = z.strictObject({
  lawRatios: z.array(ratio.lt(1)).min(1).max(100),
  ranges: z.array(ratio.lt(1)).min(1).max(8),
  limits: z.int().min(2).max(1000),
  points: z.int().min(2).max(1000),
  solved: z.int().min(2).max(1000),
  rulesFrom: ratio.lt(1),
});
