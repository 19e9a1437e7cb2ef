import type { NamedSum } from "./sums.js";
import type { Operator, Syntax } from "./syntax.js";

/** The degrees of symbols in the unit of value: bids scale; what is not listed, shares, counts and parameters, does not. */
type Degrees = Readonly<Record<string, number | null>>;

const OF_BIDS: Degrees = { b: 1, B: 1 };

/**
 * The degrees of bids and of sums over them, each its summand's.
 *
 * @param sums in the order in which they name each other
 */
export function degreesWith(
  sums: readonly NamedSum[],
  parameters: Readonly<Record<string, number>>,
): Degrees {
  const known: Record<string, number | null> = { ...OF_BIDS };
  for (const { name, of } of sums) known[name] = degreeOf(of, parameters, known);
  return known;
}

/**
 * The degree d of a formula that is homogeneous in the unit of bids: scaling b and B by t scales it by t^d.
 * Read off the syntax, so it may miss one that is.
 *
 * @param parameters values of named parameters, which exponents may hold
 * @param degrees    of symbols
 * @returns null where no degree can be read; `Infinity` for a formula that is 0, which has every degree
 */
export function degreeOf(
  syntax: Syntax,
  parameters: Readonly<Record<string, number>>,
  degrees: Degrees = OF_BIDS,
): number | null {
  switch (syntax.kind) {
    case "constant":
      return syntax.value === 0 ? Number.POSITIVE_INFINITY : 0;
    case "symbol":
      return syntax.name in degrees ? degrees[syntax.name]! : 0;
    case "choice": {
      if (degreeOf(syntax.test, parameters, degrees) !== 0) return null;
      return common(degreeOf(syntax.yes, parameters, degrees), degreeOf(syntax.no, parameters, degrees));
    }
    case "operation":
      return degreeOfOperation(syntax.operator, syntax.operands, parameters, degrees);
  }
}

function degreeOfOperation(
  operator: Operator,
  operands: readonly Syntax[],
  parameters: Readonly<Record<string, number>>,
  ofSymbols: Degrees,
): number | null {
  const degrees = operands.map((operand) => degreeOf(operand, parameters, ofSymbols));
  if (degrees.includes(null)) return null;
  const [first, second] = degrees as [number, number?];
  switch (operator) {
    case "add":
    case "subtract":
    case "min":
    case "max":
      return degrees.reduce(common);
    case "multiply":
      return first + second!;
    case "divide":
      return first - second!;
    case "unaryMinus":
    case "unaryPlus":
    case "abs":
      return first;
    case "sqrt":
      return first / 2;
    case "pow": {
      if (first === 0 && second === 0) return 0;
      const exponent = constantOf(operands[1]!, parameters);
      return exponent === null ? null : first * exponent;
    }
    case "exp":
    case "log":
      return first === 0 ? 0 : null;
    // A comparison is 0 or 1 whatever the unit, if both sides scale alike.
    default:
      return common(first, second!) === null ? null : 0;
  }
}

/** The degree of a sum: both terms', which must agree. */
function common(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return null;
  if (a === Number.POSITIVE_INFINITY) return b;
  return b === Number.POSITIVE_INFINITY || a === b ? a : null;
}

function constantOf(syntax: Syntax, parameters: Readonly<Record<string, number>>): number | null {
  if (syntax.kind === "constant") return syntax.value;
  if (syntax.kind === "symbol") return parameters[syntax.name] ?? null;
  if (syntax.kind !== "operation") return null;
  const operands = syntax.operands.map((operand) => constantOf(operand, parameters));
  if (operands.includes(null)) return null;
  const [a, b] = operands as [number, number?];
  switch (syntax.operator) {
    case "unaryMinus":
      return -a;
    case "add":
      return a + b!;
    case "subtract":
      return a - b!;
    case "multiply":
      return a * b!;
    case "divide":
      return a / b!;
    default:
      return null;
  }
}
