import { type MathNode, parse } from "mathjs/number";
import { InputError } from "../../input-error.js";
import { nearest } from "../../nearest.js";

/** The syntax that formulas may use; everything else is refused. */
export type Syntax =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "symbol"; readonly name: string }
  | { readonly kind: "operation"; readonly operator: Operator; readonly operands: readonly Syntax[] }
  | { readonly kind: "choice"; readonly test: Syntax; readonly yes: Syntax; readonly no: Syntax };

const OPERATORS = [
  ...["add", "subtract", "multiply", "divide", "pow", "unaryMinus", "unaryPlus"],
  ...["smaller", "smallerEq", "larger", "largerEq", "equal", "unequal"],
] as const;
const FUNCTIONS = { exp: 1, log: 1, sqrt: 1, abs: 1, min: 2, max: 2 } as const;

export type Operator = (typeof OPERATORS)[number] | keyof typeof FUNCTIONS;

/**
 * Reads a formula into the whitelisted syntax.
 *
 * @param label   how messages call the formula, for instance `payment`
 * @param symbols the names that it may use
 * @throws InputError that names what was refused, and its position in the text
 */
export function readFormula(label: string, text: string, symbols: readonly string[]): Syntax {
  let tree: MathNode;
  try {
    tree = parse(text);
  } catch (error) {
    throw new InputError(`${label} "${text}": ${(error as Error).message}`);
  }
  return convert(tree);

  function convert(node: MathNode): Syntax {
    const part = node as unknown as MathPart;
    switch (part.type) {
      case "ParenthesisNode":
        return convert(part.content);
      case "ConstantNode":
        if (typeof part.value !== "number" || !Number.isFinite(part.value)) break;
        return { kind: "constant", value: part.value };
      case "SymbolNode":
        if (!symbols.includes(part.name)) {
          throw refusal(part.name, `is not known; ${nearest(part.name, symbols)}`);
        }
        return { kind: "symbol", name: part.name };
      case "ConditionalNode":
        return {
          kind: "choice",
          test: convert(part.condition),
          yes: convert(part.trueExpr),
          no: convert(part.falseExpr),
        };
      case "OperatorNode": {
        if (part.implicit) throw refusal(node.toString(), "multiplies without a sign; write * between them");
        if (!isOneOf(OPERATORS, part.fn)) throw refusal(part.op, "is not allowed");
        return { kind: "operation", operator: part.fn, operands: part.args.map(convert) };
      }
      case "FunctionNode": {
        const name = part.fn.name ?? part.fn.toString();
        const names = Object.keys(FUNCTIONS);
        if (!isOneOf(names, name)) throw refusal(name, `is not allowed; ${nearest(name, names)}`);
        const operator = name as keyof typeof FUNCTIONS;
        const count = FUNCTIONS[operator];
        if (count === 1 ? part.args.length !== 1 : part.args.length < count) {
          throw refusal(name, `takes ${count === 1 ? "one argument" : "two or more arguments"}`);
        }
        return { kind: "operation", operator, operands: part.args.map(convert) };
      }
    }
    throw refusal(
      node.toString(),
      "is not allowed; use arithmetic, powers, exp, log, sqrt, min, max, abs, ? :",
    );
  }

  function refusal(what: string, why: string): InputError {
    const shown = what.trim() === "" ? "an empty formula" : what.replaceAll(/\s+/g, " ");
    return new InputError(`${label} "${text}": ${shown} at position ${positionOf(what, text)} ${why}`);
  }
}

/**
 * Where a part stands in the text, counted from 1. The parser keeps no positions and prints parts in its
 * own spacing, so where the part is not found as printed, its first word or sign is looked for.
 */
function positionOf(part: string, text: string): number {
  if (/^\w+$/.test(part)) return text.search(new RegExp(`(?<![\\w.])${part}(?!\\w)`)) + 1;
  const whole = text.indexOf(part);
  if (whole >= 0) return whole + 1;
  const token = part.match(/[A-Za-z_]\w*|[\d.]+|\S/)?.[0] ?? "";
  return Math.max(text.indexOf(token), 0) + 1;
}

/** The nodes of the parser's tree that formulas may hold, as far as they are read here. */
type MathPart =
  | { type: "ParenthesisNode"; content: MathNode }
  | { type: "ConstantNode"; value: unknown }
  | { type: "SymbolNode"; name: string }
  | { type: "ConditionalNode"; condition: MathNode; trueExpr: MathNode; falseExpr: MathNode }
  | { type: "OperatorNode"; fn: string; op: string; implicit: boolean; args: MathNode[] }
  | { type: "FunctionNode"; fn: { name?: string; toString(): string }; args: MathNode[] };

function isOneOf<T extends string>(list: readonly T[], name: string): name is T {
  return (list as readonly string[]).includes(name);
}
