import type { Arithmetic } from "../../numeric/arithmetic.js";
import { type Formula as RuleFormula, type Seat, type ShareFormula, weighted } from "../formula.js";
import type { Rule } from "../mechanism.js";
import type { SeatRule } from "../shape/seat.js";
import type { Shape } from "../shape/shape.js";
import { type RuleOfShares, type ShareRule, shareRule } from "../shape/share.js";
import { degreeOf } from "./degree.js";
import { derivativeOf } from "./derivative.js";
import { evaluateIn } from "./evaluate.js";
import { ownBidOf } from "./own-bid.js";
import { constant, substituted } from "./simplify.js";
import { type Operator, readFormula, type Syntax } from "./syntax.js";

/** The symbols of the game, in the order of their slots; named parameters follow. */
export const GAME_SYMBOLS = ["b", "B", "q", "n", "x"] as const;
const [OWN_BID, ALL_BIDS, SHARE, COUNT, ALLOCATION] = [0, 1, 2, 3, 4];

type Formula = (slots: Float64Array) => number;

/**
 * The rule of two formulas:  x_i = weight_i / sum_j weight_j,  p_i = payment_i,  over the positive bids.
 * A lone bid has x = 1, and pays its bid where its payment is not a finite number. Scale-free where the
 * syntax shows that weights are homogeneous in the unit of bids and payments of degree 1.
 *
 * Where the syntax shows that weight and payment are functions of b alone that rise, or of shares alone without
 * kinks, at each number of bids, the rule has that shape, and with it the fast solvers.
 *
 * Each formula is read once into closures over a row of slots; the hot path neither parses nor allocates.
 *
 * @throws InputError for anything outside the whitelisted syntax
 */
export function compileExpressionRule(
  weight: string,
  payment: string,
  parameters: Readonly<Record<string, number>>,
): Rule {
  const names = Object.keys(parameters);
  const symbols = [...GAME_SYMBOLS, ...names];
  const weightSymbols = symbols.filter((name) => name !== "x");
  const weightSyntax = readFormula("weight", weight, weightSymbols);
  const paymentSyntax = readFormula("payment", payment, symbols);
  const weightOf = compile(weightSyntax, symbols);
  const paymentOf = compile(paymentSyntax, symbols);
  const paymentDegree = degreeOf(paymentSyntax, parameters);
  const scaleFree =
    Number.isFinite(degreeOf(weightSyntax, parameters) ?? Number.NaN) &&
    (paymentDegree === 1 || paymentDegree === Number.POSITIVE_INFINITY);
  const slots = new Float64Array(symbols.length);
  names.forEach((name, k) => {
    slots[GAME_SYMBOLS.length + k] = parameters[name]!;
  });

  const inShares =
    scaleFree && !mentions(weightSyntax, ["n"]) && !mentions(paymentSyntax, ["n", "x"])
      ? inSharesOf(weightSyntax, paymentSyntax, parameters)
      : undefined;
  const at = (formula: Formula, bid: number, total: number) => {
    slots[OWN_BID] = bid;
    slots[ALL_BIDS] = total;
    slots[SHARE] = bid / total;
    return formula(slots);
  };
  const ownBid = ownBidOf(
    weightSyntax,
    paymentSyntax,
    parameters,
    (bid) => at(weightOf, bid, bid),
    (bid) => at(paymentOf, bid, bid),
  );
  const shape: Shape =
    ownBid !== null
      ? { kind: "own-bid", rule: ownBid }
      : shapeInShares(weightSyntax, paymentSyntax, parameters, scaleFree);

  return {
    shape,
    claims: { scaleFree, monotone: false, tiesByIndex: false, withholds: false },
    formula: formulaOf(weightSyntax, paymentSyntax, parameters),
    seat: seatOf(
      weightSyntax,
      paymentSyntax,
      parameters,
      scaleFree,
      (formula, bid, rest, count, allocation) => {
        const total = bid + rest;
        slots[OWN_BID] = bid;
        slots[ALL_BIDS] = total;
        slots[SHARE] = bid / total;
        slots[COUNT] = count;
        slots[ALLOCATION] = allocation;
        return (formula === "weight" ? weightOf : paymentOf)(slots);
      },
    ),
    ...(inShares ? { inShares } : {}),
    outcome(bids, allocations, payments) {
      let all = 0;
      let count = 0;
      for (let i = 0; i < bids.length; i++) {
        all += bids[i]!;
        if (bids[i]! > 0) count++;
      }
      slots[ALL_BIDS] = all;
      slots[COUNT] = count;
      let total = 0;
      for (let i = 0; i < bids.length; i++) {
        if (bids[i]! > 0) {
          slots[OWN_BID] = bids[i]!;
          slots[SHARE] = bids[i]! / all;
          allocations[i] = count === 1 ? 1 : weightOf(slots);
        } else allocations[i] = 0;
        total += allocations[i]!;
      }
      for (let i = 0; i < bids.length; i++) {
        payments[i] = 0;
        if (!(bids[i]! > 0)) continue;
        allocations[i] = allocations[i]! / total;
        slots[OWN_BID] = bids[i]!;
        slots[SHARE] = bids[i]! / all;
        slots[ALLOCATION] = allocations[i]!;
        payments[i] = paymentOf(slots);
        if (count === 1 && !Number.isFinite(payments[i]!)) payments[i] = bids[i]!;
      }
    },
  };
}

function formulaOf(
  weight: Syntax,
  payment: Syntax,
  parameters: Readonly<Record<string, number>>,
): RuleFormula {
  const symbolsOf = <T>(a: Arithmetic<T>, { bid, total, share, count }: Seat<T>): Record<string, T> => ({
    ...numbersOf(a, parameters),
    ...{ b: bid, B: total, q: share, n: a.of(count) },
  });
  return weighted(
    (a, seat) => evaluateIn(a, weight, symbolsOf(a, seat)),
    (a, seat, allocation) => evaluateIn(a, payment, { ...symbolsOf(a, seat), x: allocation }),
  );
}

/** A scale-free rule of b, B and q alone: in the unit where B = 1, b is q, and B^d f(q) weighs as f(q) does. */
function inSharesOf(
  weight: Syntax,
  payment: Syntax,
  parameters: Readonly<Record<string, number>>,
): ShareFormula {
  const symbolsOf = <T>(a: Arithmetic<T>, share: T): Record<string, T> => ({
    ...numbersOf(a, parameters),
    ...{ b: share, B: a.of(1), q: share },
  });
  return {
    weight: (a, share) => evaluateIn(a, weight, symbolsOf(a, share)),
    price: (a, share) => evaluateIn(a, payment, symbolsOf(a, share)),
  };
}

/** Share rules, one for all numbers of bids or one for each, where formulas that are scale-free have no kinks. */
function shapeInShares(
  weight: Syntax,
  payment: Syntax,
  parameters: Readonly<Record<string, number>>,
  scaleFree: boolean,
): Shape {
  const smooth = isSmoothAtEachCount(weight) && isSmoothAtEachCount(payment);
  if (!scaleFree || !smooth || mentions(payment, ["x"])) return { kind: "general" };
  const known = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, constant(value)]),
  );
  const ruleAt = (count: number) => {
    const replacements = { ...known, n: constant(count) };
    const [f, c] = [substituted(weight, replacements), substituted(payment, replacements)];
    return shareRule(shareRuleOf(f, c), inSharesOf(f, c, {}));
  };
  if (!mentions(weight, ["n"]) && !mentions(payment, ["n"])) return ruleAt(2).shape;
  const rules = new Map<number, RuleOfShares>();
  const of = (count: number) => {
    const rule = rules.get(count) ?? ruleAt(count);
    rules.set(count, rule);
    return rule;
  };
  return { kind: "by-count", of, splitProof: false, proportional: false };
}

/** What formulas of shares are of: the share, and the rest 1 - q, which is lost in q next to 1. */
const SHARE_SYMBOLS = ["q", "rest"] as const;

/** The share rule of formulas of b, B and q alone; nothing is promised of splits. */
function shareRuleOf(weight: Syntax, payment: Syntax): ShareRule {
  const slots = new Float64Array(SHARE_SYMBOLS.length);
  const compiled = (syntax: Syntax) => {
    const formula = compile(syntax, SHARE_SYMBOLS);
    return (share: number, rest: number) => {
      slots[0] = share;
      slots[1] = rest;
      return formula(slots);
    };
  };
  const [f, c] = [inShareAndRest(weight), inShareAndRest(payment)];
  const slopes = { q: 1, rest: -1 };
  return {
    weight: compiled(f),
    weightSlope: compiled(derivativeOf(f, slopes)),
    price: compiled(c),
    priceSlope: compiled(derivativeOf(c, slopes)),
    splitProof: false,
  };
}

/** A formula in the unit where B = 1: b is q, and 1 - q the rest. */
function inShareAndRest(syntax: Syntax): Syntax {
  const share: Syntax = { kind: "symbol", name: "q" };
  return withRest(substituted(syntax, { b: share, B: constant(1) }));
}

function withRest(syntax: Syntax): Syntax {
  if (syntax.kind !== "operation") return syntax;
  const [first, second] = syntax.operands;
  const isRest =
    syntax.operator === "subtract" &&
    first?.kind === "constant" &&
    first.value === 1 &&
    second?.kind === "symbol" &&
    second.name === "q";
  return isRest
    ? { kind: "symbol", name: "rest" }
    : { ...syntax, operands: syntax.operands.map((operand) => withRest(operand)) };
}

/** The rule bid by bid; what it depends on is read off the syntax. */
function seatOf(
  weight: Syntax,
  payment: Syntax,
  parameters: Readonly<Record<string, number>>,
  scaleFree: boolean,
  evaluate: (
    formula: "weight" | "payment",
    bid: number,
    rest: number,
    count: number,
    allocation: number,
  ) => number,
): SeatRule {
  const either = (symbols: readonly string[]) => mentions(weight, symbols) || mentions(payment, symbols);
  return {
    reach: scaleFree ? "share" : either(["B", "q"]) ? "both" : "bid",
    byCount: either(["n"]),
    byAllocation: mentions(payment, ["x"]),
    smooth: isSmoothAtEachCount(weight) && isSmoothAtEachCount(payment),
    constants: [...new Set([...constantsOf(weight), ...constantsOf(payment), ...Object.values(parameters)])],
    weight: (bid, rest, count) => evaluate("weight", bid, rest, count, 0),
    price: (bid, rest, count, allocation) => evaluate("payment", bid, rest, count, allocation),
  };
}

function constantsOf(syntax: Syntax): readonly number[] {
  return syntax.kind === "constant" ? [syntax.value] : partsOf(syntax).flatMap(constantsOf);
}

function numbersOf<T>(a: Arithmetic<T>, parameters: Readonly<Record<string, number>>): Record<string, T> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, a.of(value)]));
}

/** Whether a formula names one of the symbols. */
function mentions(syntax: Syntax, symbols: readonly string[]): boolean {
  if (syntax.kind === "symbol") return symbols.includes(syntax.name);
  return partsOf(syntax).some((part) => mentions(part, symbols));
}

/** Operations without kinks and jumps. */
const SMOOTH: readonly Operator[] = [
  ...(["add", "subtract", "multiply", "divide", "pow", "unaryMinus", "unaryPlus"] as const),
  ...(["exp", "log", "sqrt"] as const),
];

/** Whether a formula is, at each number of bids, made of operations without kinks and jumps alone. */
function isSmoothAtEachCount(syntax: Syntax): boolean {
  if (syntax.kind === "choice") {
    return (
      !mentions(syntax.test, ["b", "B", "q", "x"]) &&
      isSmoothAtEachCount(syntax.yes) &&
      isSmoothAtEachCount(syntax.no)
    );
  }
  const smooth = syntax.kind !== "operation" || SMOOTH.includes(syntax.operator);
  return smooth && partsOf(syntax).every(isSmoothAtEachCount);
}

function partsOf(syntax: Syntax): readonly Syntax[] {
  if (syntax.kind === "operation") return syntax.operands;
  return syntax.kind === "choice" ? [syntax.test, syntax.yes, syntax.no] : [];
}

function compile(syntax: Syntax, symbols: readonly string[]): Formula {
  switch (syntax.kind) {
    case "constant": {
      const { value } = syntax;
      return () => value;
    }
    case "symbol": {
      const slot = symbols.indexOf(syntax.name);
      return (slots) => slots[slot]!;
    }
    case "choice": {
      const test = compile(syntax.test, symbols);
      const yes = compile(syntax.yes, symbols);
      const no = compile(syntax.no, symbols);
      return (slots) => (test(slots) !== 0 ? yes(slots) : no(slots));
    }
    case "operation":
      return operation(
        syntax.operator,
        syntax.operands.map((operand) => compile(operand, symbols)),
      );
  }
}

function operation(operator: Operator, operands: readonly Formula[]): Formula {
  const a = operands[0]!;
  const b = operands[1] ?? a;
  switch (operator) {
    case "add":
      return (slots) => a(slots) + b(slots);
    case "subtract":
      return (slots) => a(slots) - b(slots);
    case "multiply":
      return (slots) => a(slots) * b(slots);
    case "divide":
      return (slots) => a(slots) / b(slots);
    case "pow":
      return (slots) => a(slots) ** b(slots);
    case "unaryMinus":
      return (slots) => -a(slots);
    case "unaryPlus":
      return a;
    case "smaller":
      return (slots) => (a(slots) < b(slots) ? 1 : 0);
    case "smallerEq":
      return (slots) => (a(slots) <= b(slots) ? 1 : 0);
    case "larger":
      return (slots) => (a(slots) > b(slots) ? 1 : 0);
    case "largerEq":
      return (slots) => (a(slots) >= b(slots) ? 1 : 0);
    case "equal":
      return (slots) => (a(slots) === b(slots) ? 1 : 0);
    case "unequal":
      return (slots) => (a(slots) !== b(slots) ? 1 : 0);
    case "exp":
      return (slots) => Math.exp(a(slots));
    case "log":
      return (slots) => Math.log(a(slots));
    case "sqrt":
      return (slots) => Math.sqrt(a(slots));
    case "abs":
      return (slots) => Math.abs(a(slots));
    case "min":
      return (slots) =>
        operands.reduce((least, each) => Math.min(least, each(slots)), Number.POSITIVE_INFINITY);
    case "max":
      return (slots) =>
        operands.reduce((most, each) => Math.max(most, each(slots)), Number.NEGATIVE_INFINITY);
  }
}
