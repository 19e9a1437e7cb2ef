import fc from "fast-check";
import type { Arithmetic } from "../../src/numeric/arithmetic.js";

/** How many variables an expression has. */
export const VARIABLES = 3;

const OPERATIONS = ["add", "subtract", "multiply", "divide", "min", "max"] as const;

/** A tree of + - * / min max, integer powers up to 3 and absolute values over variables and constants. */
export type Expression =
  | { readonly constant: number }
  | { readonly variable: number }
  | { readonly operation: (typeof OPERATIONS)[number]; readonly of: readonly [Expression, Expression] }
  | { readonly power: number; readonly base: Expression }
  | { readonly magnitude: Expression };

/** Expressions up to five deep. */
export const expressions: fc.Arbitrary<Expression> = fc.letrec<{ node: Expression; leaf: Expression }>(
  (tie) => ({
    leaf: fc.oneof(
      fc.record({ variable: fc.nat(VARIABLES - 1) }),
      fc.record({ constant: fc.constantFrom(-2, 0, 0.1, 1, 3) }),
    ),
    node: fc.oneof(
      { maxDepth: 5, depthSize: "large" },
      tie("leaf"),
      fc.record({ operation: fc.constantFrom(...OPERATIONS), of: fc.tuple(tie("node"), tie("node")) }),
      fc.record({ power: fc.integer({ min: 0, max: 3 }), base: tie("node") }),
      fc.record({ magnitude: tie("node") }),
    ),
  }),
).node;

/** The value of an expression in numbers of any kind. */
export function evaluate<T>(a: Arithmetic<T>, expression: Expression, variables: readonly T[]): T {
  if ("constant" in expression) return a.of(expression.constant);
  if ("variable" in expression) return variables[expression.variable]!;
  if ("magnitude" in expression) return a.abs(evaluate(a, expression.magnitude, variables));
  if ("power" in expression) return a.power(evaluate(a, expression.base, variables), a.of(expression.power));
  const [first, second] = expression.of.map((each) => evaluate(a, each, variables)) as [T, T];
  return a[expression.operation](first, second);
}
