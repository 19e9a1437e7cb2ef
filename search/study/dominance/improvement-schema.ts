import { z } from "zod";
import { InputError } from "../../../src/input-error.js";
import { firstFault } from "../../io/fault.js";
import { candidate, ratioRange } from "../schema.js";

/** What `goldilocks improve --out` writes. */
export const IMPROVEMENT_SCHEMA = "goldilocks/improvement/1";

/** What is read of a document of `goldilocks improve --out`. */
const improvement = z.looseObject({
  schema: z.literal(IMPROVEMENT_SCHEMA),
  problem: z.looseObject({
    ...{ ratios: ratioRange, rivals: z.int().min(1), identities: z.int().min(2) },
    notion: z.enum(["none", "split", "best-response", "equilibrium"]),
  }),
  mechanism: candidate,
  made: z.looseObject({ command: z.string().min(1) }),
});

/** What was found, as it was written. @throws InputError in one line for a foreign or broken document */
export function parseImprovement(content: unknown, where: string): z.infer<typeof improvement> {
  const parsed = improvement.safeParse(content);
  if (!parsed.success) throw new InputError(`${where}: ${firstFault(parsed.error)}`);
  return parsed.data;
}
