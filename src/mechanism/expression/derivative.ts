import { constant, operation } from "./simplify.js";
import type { Operator, Syntax } from "./syntax.js";

const [ONE, TWO] = [constant(1), constant(2)];

/**
 * The derivative of a formula without comparisons, abs, min and max, given those of its symbols.
 *
 * @param slopes the derivative of each symbol that is no constant
 * @throws Error at an operation with kinks; callers ask `isSmooth` first
 */
export function derivativeOf(syntax: Syntax, slopes: Readonly<Record<string, number>>): Syntax {
  if (syntax.kind === "constant") return constant(0);
  if (syntax.kind === "symbol") return constant(slopes[syntax.name] ?? 0);
  if (syntax.kind === "choice") throw new Error("no derivative of a choice");
  const { operator, operands } = syntax;
  return ofOperation(
    operator,
    operands,
    operands.map((each) => derivativeOf(each, slopes)),
  );
}

function ofOperation(operator: Operator, operands: readonly Syntax[], slopes: readonly Syntax[]): Syntax {
  const [a, b] = operands as [Syntax, Syntax];
  const [da, db] = slopes as [Syntax, Syntax];
  const whole: Syntax = { kind: "operation", operator, operands };
  switch (operator) {
    case "add":
    case "subtract":
    case "unaryMinus":
    case "unaryPlus":
      return operation(operator, ...slopes);
    case "multiply":
      return operation("add", operation("multiply", da, b), operation("multiply", a, db));
    case "divide":
      return operation("divide", operation("subtract", da, operation("multiply", whole, db)), b);
    case "exp":
      return operation("multiply", whole, da);
    case "log":
      return operation("divide", da, a);
    case "sqrt":
      return operation("divide", da, operation("multiply", TWO, whole));
    case "pow":
      return ofPower(a, b, da, db, whole);
    default:
      throw new Error(`no derivative of ${operator}`);
  }
}

/** (a^b)' = b a^(b-1) a' + a^b log(a) b'. */
function ofPower(a: Syntax, b: Syntax, da: Syntax, db: Syntax, whole: Syntax): Syntax {
  const lower = operation("pow", a, operation("subtract", b, ONE));
  const byBase = operation("multiply", operation("multiply", b, lower), da);
  if (db.kind === "constant" && db.value === 0) return byBase;
  const byExponent = operation("multiply", operation("multiply", whole, operation("log", a)), db);
  return operation("add", byBase, byExponent);
}
