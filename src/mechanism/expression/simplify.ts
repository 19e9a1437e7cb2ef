import { DOUBLES } from "../../numeric/arithmetic.js";
import { operate } from "./evaluate.js";
import type { Operator, Syntax } from "./syntax.js";

export function constant(value: number): Syntax {
  return { kind: "constant", value };
}

/** An operation, worked out where its operands are constants, and without terms of 0 and factors of 1. */
export function operation(operator: Operator, ...operands: readonly Syntax[]): Syntax {
  const values = operands.map((each) => (each.kind === "constant" ? each.value : Number.NaN));
  const folded = values.some(Number.isNaN) ? Number.NaN : operate(DOUBLES, operator, values);
  if (Number.isFinite(folded)) return constant(folded);
  const [a, b] = operands as [Syntax, Syntax];
  const [x, y] = values as [number, number];
  switch (operator) {
    case "add":
      return x === 0 ? b : y === 0 ? a : { kind: "operation", operator, operands };
    case "subtract":
      if (y === 0) return a;
      break;
    case "multiply":
      if (x === 0 || y === 0) return constant(0);
      if (x === 1) return b;
      if (y === 1) return a;
      break;
    case "divide":
      if (x === 0) return constant(0);
      if (y === 1) return a;
      break;
    case "pow":
      if (y === 1) return a;
      break;
    case "unaryPlus":
      return a;
  }
  return { kind: "operation", operator, operands };
}

/**
 * A formula with some symbols replaced: everything that is then constant is worked out, and a choice whose test is
 * becomes one of its branches.
 */
export function substituted(syntax: Syntax, replacements: Readonly<Record<string, Syntax>>): Syntax {
  switch (syntax.kind) {
    case "constant":
      return syntax;
    case "symbol":
      return replacements[syntax.name] ?? syntax;
    case "choice": {
      const test = substituted(syntax.test, replacements);
      if (test.kind === "constant") {
        return substituted(test.value !== 0 ? syntax.yes : syntax.no, replacements);
      }
      const [yes, no] = [substituted(syntax.yes, replacements), substituted(syntax.no, replacements)];
      return { kind: "choice", test, yes, no };
    }
    case "operation":
      return operation(
        syntax.operator,
        ...syntax.operands.map((operand) => substituted(operand, replacements)),
      );
  }
}
