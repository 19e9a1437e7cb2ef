import type { Arithmetic } from "../../numeric/arithmetic.js";
import type { Operator, Syntax } from "./syntax.js";

/** The value of a formula in numbers of any kind, given its symbols'. */
export function evaluateIn<T>(a: Arithmetic<T>, syntax: Syntax, symbols: Readonly<Record<string, T>>): T {
  switch (syntax.kind) {
    case "constant":
      return a.of(syntax.value);
    case "symbol":
      return symbols[syntax.name]!;
    case "choice": {
      const test = evaluateIn(a, syntax.test, symbols);
      return evaluateIn(a, a.compare(test, a.of(0)) !== 0 ? syntax.yes : syntax.no, symbols);
    }
    case "operation":
      return operate(
        a,
        syntax.operator,
        syntax.operands.map((operand) => evaluateIn(a, operand, symbols)),
      );
  }
}

/** The value of an operation, given its operands'. */
export function operate<T>(a: Arithmetic<T>, operator: Operator, operands: readonly T[]): T {
  const first = operands[0]!;
  const second = operands[1] ?? first;
  const truth = (holds: boolean) => a.of(holds ? 1 : 0);
  switch (operator) {
    case "add":
    case "subtract":
    case "multiply":
    case "divide":
      return a[operator](first, second);
    case "exp":
    case "log":
    case "sqrt":
    case "abs":
      return a[operator](first);
    case "min":
    case "max":
      return operands.reduce(a[operator]);
    case "pow":
      return a.power(first, second);
    case "unaryMinus":
      return a.subtract(a.of(0), first);
    case "unaryPlus":
      return first;
    case "smaller":
      return truth(a.compare(first, second) < 0);
    case "smallerEq":
      return truth(a.compare(first, second) <= 0);
    case "larger":
      return truth(a.compare(first, second) > 0);
    case "largerEq":
      return truth(a.compare(first, second) >= 0);
    case "equal":
      return truth(a.compare(first, second) === 0);
    case "unequal":
      return truth(a.compare(first, second) !== 0);
  }
}
