import type { MechanismFamily, ParameterSpec } from "../mechanism.js";
import { answersOf } from "../proposals.js";

/** A rule given as two formulas. Its compiler, and the parser below it, load at the first use. */
export const expression: MechanismFamily = {
  name: "expression",
  card: {
    title: "A weight and a payment as formulas",
    allocation: 'x_i = `weight`_i / (sum_j `weight`_j)  "over the positive bids"',
    payment: "p_i = `payment`",
    source: "the user's own",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "as the formulas say"),
    note:
      "Symbols: b own bid, B sum of bids, q = b/B, n number of positive bids, x own allocation (payment only), " +
      "H = sum(q^2) the concentration of bids, and named parameters. Operations: + - * / ^, exp, log, sqrt, min, max, " +
      "abs, comparisons with ? :, and sum(...) over the positive bids, within which b and q are those of each.",
  },
  parameters: [],
  formulas: true,
  async build({ parameters, weight, payment }) {
    const { compileExpressionRule } = await import("../expression/compile.js");
    return compileExpressionRule(weight, payment, parameters);
  },
};

/** Bounds of the parameters that a formula names. */
export function expressionParameter(name: string): ParameterSpec {
  return { name, meaning: "named in the formulas", minimum: -1e12, maximum: 1e12, default: 0 };
}
