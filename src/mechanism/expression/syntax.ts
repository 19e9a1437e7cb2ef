import { type MathNode, parse } from "mathjs/number";
import { InputError } from "../../input-error.js";
import { nearest } from "../../nearest.js";

/** The syntax that formulas may use, and further nodes, none by default; everything else is refused. */
export type Syntax<Further = never> =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "symbol"; readonly name: string }
  | { readonly kind: "operation"; readonly operator: Operator; readonly operands: readonly Syntax<Further>[] }
  | {
      readonly kind: "choice";
      readonly test: Syntax<Further>;
      readonly yes: Syntax<Further>;
      readonly no: Syntax<Further>;
    }
  | Further;

/** sum(...): the sum over the positive bids, whose summand holds no further sum. */
export interface Sum {
  readonly kind: "sum";
  readonly of: Syntax;
}

/** A formula as a user writes it, sums included. */
export type Written = Syntax<Sum>;

const OPERATORS = [
  ...["add", "subtract", "multiply", "divide", "pow", "unaryMinus", "unaryPlus"],
  ...["smaller", "smallerEq", "larger", "largerEq", "equal", "unequal"],
] as const;
const FUNCTIONS = { exp: 1, log: 1, sqrt: 1, abs: 1, min: 2, max: 2 } as const;

export type Operator = (typeof OPERATORS)[number] | keyof typeof FUNCTIONS;

/** The name of the sum over the positive bids. */
const SUM = "sum";
/** The own allocation follows from all weights: a summand, which is of any bid, has none. */
const ALLOCATION = "x";

/** What one function call that is no operation stands for. */
type ReadSum<Further> = (summand: MathNode) => Further;

/**
 * Reads a formula into the whitelisted syntax.
 *
 * @param label   how messages call the formula, for instance `payment`
 * @param symbols the names that it may use; all but x within sum(...)
 * @throws InputError that names what was refused, and its position in the text
 */
export function readFormula(label: string, text: string, symbols: readonly string[]): Written {
  /** How often each name was met: nodes come in the order of the text. */
  const met = new Map<string, number>();
  let tree: MathNode;
  try {
    tree = parse(text);
  } catch (error) {
    throw new InputError(`${label} "${text}": ${(error as Error).message}`);
  }
  return convert(tree, symbols, (summand): Sum => ({ kind: "sum", of: summandOf(summand) }));

  function summandOf(node: MathNode): Syntax {
    const within = symbols.filter((name) => name !== ALLOCATION);
    return convert(node, within, (): never => {
      throw refusal(SUM, "stands within a sum, which holds no other; write it outside");
    });
  }

  function convert<Further>(
    node: MathNode,
    known: readonly string[],
    readSum: ReadSum<Further>,
  ): Syntax<Further> {
    const part = node as unknown as MathPart;
    const inside = (each: MathNode) => convert(each, known, readSum);
    switch (part.type) {
      case "ParenthesisNode":
        return inside(part.content);
      case "ConstantNode":
        if (typeof part.value !== "number" || !Number.isFinite(part.value)) break;
        return { kind: "constant", value: part.value };
      case "SymbolNode":
        meet(part.name);
        if (!symbols.includes(part.name)) {
          throw refusal(part.name, `is not known; ${nearest(part.name, symbols)}`);
        }
        if (!known.includes(part.name)) throw refusal(part.name, "has no meaning within a sum over all bids");
        return { kind: "symbol", name: part.name };
      case "ConditionalNode":
        return {
          kind: "choice",
          test: inside(part.condition),
          yes: inside(part.trueExpr),
          no: inside(part.falseExpr),
        };
      case "OperatorNode": {
        if (part.implicit) throw refusal(node.toString(), "multiplies without a sign; write * between them");
        if (!isOneOf(OPERATORS, part.fn)) throw refusal(part.op, "is not allowed");
        return { kind: "operation", operator: part.fn, operands: part.args.map(inside) };
      }
      case "FunctionNode": {
        const name = part.fn.name ?? part.fn.toString();
        meet(name);
        if (name === SUM) {
          if (part.args.length !== 1) throw refusal(name, "takes one argument");
          return readSum(part.args[0]!);
        }
        const names = Object.keys(FUNCTIONS);
        if (!isOneOf(names, name)) throw refusal(name, `is not allowed; ${nearest(name, [...names, SUM])}`);
        const operator = name as keyof typeof FUNCTIONS;
        const count = FUNCTIONS[operator];
        if (count === 1 ? part.args.length !== 1 : part.args.length < count) {
          throw refusal(name, `takes ${count === 1 ? "one argument" : "two or more arguments"}`);
        }
        return { kind: "operation", operator, operands: part.args.map(inside) };
      }
    }
    throw refusal(
      node.toString(),
      "is not allowed; use arithmetic, powers, exp, log, sqrt, min, max, abs, sum, ? :",
    );
  }

  function meet(name: string): void {
    met.set(name, (met.get(name) ?? 0) + 1);
  }

  function refusal(what: string, why: string): InputError {
    const shown = what.trim() === "" ? "an empty formula" : what.replaceAll(/\s+/g, " ");
    const position = positionOf(what, text, met.get(what) ?? 1);
    return new InputError(`${label} "${text}": ${shown} at position ${position} ${why}`);
  }
}

/**
 * Where a part stands in the text, counted from 1. The parser keeps no positions and prints parts in its
 * own spacing, so where the part is not found as printed, its first word or sign is looked for.
 *
 * @param occurrence of a name: which of its places in the text, from 1
 */
function positionOf(part: string, text: string, occurrence: number): number {
  if (/^\w+$/.test(part)) {
    const places = [...text.matchAll(new RegExp(`(?<![\\w.])${part}(?!\\w)`, "g"))];
    const place = places[occurrence - 1] ?? places[0];
    if (place !== undefined) return place.index + 1;
  }
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
