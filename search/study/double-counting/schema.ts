import { z } from "zod";

/** The options of the study of double counting. */
export const doubleCountingOptions = z.strictObject({
  profiles: z.array(z.array(z.number().positive()).min(2).max(10)).min(1).max(20),
  gammas: z.array(z.number().min(0).max(1)).min(2).max(200),
  alphas: z.array(z.number().gt(0).lte(1.2)).min(1).max(6),
});
