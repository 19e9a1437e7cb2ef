import { z } from "zod";
import type { Domain } from "../../src/claim/domain.js";
import { GRADES, type Grade } from "../../src/claim/grade.js";

const number = z.number();
const count = number.int().nonnegative();

const span = z.strictObject({
  ...{ from: number, to: number.optional() },
  ...{ above: z.literal(true).optional(), count: count.optional() },
  spacing: z.literal("logarithmic").optional(),
});
const numbers = z.union([span, z.array(number).min(1)]);

const rivals = z.union([
  z.literal("any"),
  z.strictObject({
    ...{ fewest: count, most: count, also: count.optional() },
    ...{ spread: number.optional(), largest: span.optional() },
  }),
  z.strictObject({ bids: z.array(z.array(number)).min(1) }),
  z.strictObject({ equilibria: count, mixed: z.literal(true).optional(), leftAside: count.optional() }),
]);

const values = z.union([
  z.enum(["any", "own"]),
  z.strictObject({ overRivals: span }),
  z.strictObject({ profiles: z.union([count, z.array(z.array(number).min(1)).min(1)]) }),
  z.strictObject({ scenarios: z.array(z.string()).min(1) }),
]);

/** Sets of rules that have a name. */
const NAMED_RULES = [
  "smooth-all-pay",
  "straight",
  "proportional-by-count",
  "count-fees",
  "star-shaped",
  "split-proof-shares",
  "own-bid-payments",
] as const;

const rules = z.union([
  z.enum(NAMED_RULES),
  z.strictObject({ catalogue: count }),
  z.strictObject({ tiltsOfPap: count }),
]);

const equilibria = z.union([
  z.enum(["all", "pure", "found", "found-else-mixed"]),
  z.strictObject({ entryGames: z.literal(true), starts: count }),
]);

/** The form of a domain. */
export const domainSchema = z.strictObject({
  players: z.union([number, span]).optional(),
  ratios: z.union([numbers, z.array(span).min(1)]).optional(),
  shares: numbers.optional(),
  identities: z.union([number, z.literal("any")]).optional(),
  ...{ rivals: rivals.optional(), values: values.optional(), rules: rules.optional() },
  priors: z.union([z.literal("independent"), z.array(z.string().min(1)).min(1)]).optional(),
  parameters: z.record(z.string(), numbers).optional(),
  equilibria: equilibria.optional(),
}) as unknown as z.ZodType<Domain>;

/** The names of the grades. */
export const gradeSchema = z.enum(Object.keys(GRADES) as [Grade, ...Grade[]]);
