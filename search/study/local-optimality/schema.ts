import { z } from "zod";

/** The options of the study of local optimality. */
export const localOptimalityOptions = z.strictObject({
  leastShares: z.array(z.number().gt(0).lt(0.5)).min(1).max(20),
  players: z
    .array(z.array(z.int().min(2).max(4)).min(1))
    .min(1)
    .max(8),
  notions: z.array(z.enum(["none", "split", "best-response", "equilibrium"])).min(1),
  levels: z.partialRecord(z.enum(["2", "3", "4"]), z.array(z.number().gt(0).max(0.5)).min(1)),
  knots: z.int().min(4).max(16),
  radius: z.number().gt(0).max(0.1),
});
