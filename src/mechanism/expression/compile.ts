import type { Arithmetic } from "../../numeric/arithmetic.js";
import {
  outcomeOfSeats,
  type Formula as RuleFormula,
  type Seat,
  type ShareFormula,
  seatsOf,
} from "../formula.js";
import type { Rule } from "../mechanism.js";
import { type SeatRule, shareSeats, type Traits } from "../shape/seat.js";
import { type RuleOfShares, type ShareRule, shareRule } from "../shape/share.js";
import { degreeOf, degreesWith } from "./degree.js";
import { derivativeOf } from "./derivative.js";
import { evaluateIn } from "./evaluate.js";
import { ownBidOf } from "./own-bid.js";
import { constant, substituted } from "./simplify.js";
import { changesWithBids, mentions, mentionsAny, type NamedSum, namingSums, partsOf } from "./sums.js";
import { type Operator, readFormula, type Syntax } from "./syntax.js";

/** The symbols of the game, in the order of their slots; named parameters and sums follow. */
export const GAME_SYMBOLS = ["b", "B", "q", "n", "x", "H"] as const;
const [OWN_BID, ALL_BIDS, SHARE, COUNT, ALLOCATION] = [0, 1, 2, 3, 4];

type Formula = (slots: Float64Array) => number;

/** The rest 1 - q, which is lost in q next to 1: no name that a user can give. */
const REST = "1 - q";

/**
 * The rule of two formulas:  x_i = weight_i / sum_j weight_j,  p_i = payment_i,  over the positive bids.
 * A lone bid has x = 1, and pays its bid where its payment is not a finite number. Scale-free where the
 * syntax shows that weights are homogeneous in the unit of bids and payments of degree 1.
 *
 * Sums over the positive bids, of which H is one, are computed once a vector of bids. Rules with sums have no seats.
 * Where there are none and the syntax shows that weight and payment are functions of b alone that rise, or of shares alone without
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
  const known = [...GAME_SYMBOLS, ...names];
  const { formulas, sums } = namingSums([
    readFormula(
      "weight",
      weight,
      known.filter((name) => name !== "x"),
    ),
    readFormula("payment", payment, known),
  ]);
  const [weightSyntax, paymentSyntax] = formulas as [Syntax, Syntax];
  const symbols = [...new Set([...known, ...sums.map(({ name }) => name)])];
  const weightOf = compile(weightSyntax, symbols);
  const paymentOf = compile(paymentSyntax, symbols);
  const summands = sums.map(({ name, of }) => ({ slot: symbols.indexOf(name), at: compile(of, symbols) }));
  const degrees = degreesWith(sums, parameters);
  const paymentDegree = degreeOf(paymentSyntax, parameters, degrees);
  const scaleFree =
    Number.isFinite(degreeOf(weightSyntax, parameters, degrees) ?? Number.NaN) &&
    (paymentDegree === 1 || paymentDegree === Number.POSITIVE_INFINITY);
  const slots = new Float64Array(symbols.length);
  names.forEach((name, k) => {
    slots[GAME_SYMBOLS.length + k] = parameters[name]!;
  });

  const claims = { scaleFree, monotone: false, tiesByIndex: false, withholds: false };
  const formula = formulaOf(weightSyntax, paymentSyntax, sums, parameters);
  const outcome = outcomeIn(slots, weightOf, paymentOf, summands);
  if (sums.length > 0) {
    const traits = traitsOf([...formulas, ...sums.map(({ of }) => of)], parameters, scaleFree);
    return { claims, formula, shape: { kind: "general" }, traits, outcome };
  }

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
  const evaluate =
    (formula: Formula) =>
    (bid: number, rest: number, count: number, allocation = 0) => {
      const total = bid + rest;
      slots[OWN_BID] = bid;
      slots[ALL_BIDS] = total;
      slots[SHARE] = bid / total;
      slots[COUNT] = count;
      slots[ALLOCATION] = allocation;
      return formula(slots);
    };
  const rule = { claims, formula, ...(inShares ? { inShares } : {}) };
  const traits = seatTraitsOf(weightSyntax, paymentSyntax, parameters, scaleFree);
  const byCount = ownBid === null && scaleFree ? rulesByCount(weightSyntax, paymentSyntax, parameters) : null;
  if (byCount !== null) return { ...rule, ...inSharesByCount(byCount, traits) };

  return {
    ...rule,
    shape: ownBid === null ? { kind: "general" } : { kind: "own-bid", rule: ownBid },
    seat: { ...traits, weight: evaluate(weightOf), price: evaluate(paymentOf) },
    outcome,
  };
}

/** A sum: where its value goes, and its summand. */
interface Summand {
  readonly slot: number;
  readonly at: Formula;
}

/** The outcome of compiled formulas over a row of slots, which it fills. */
function outcomeIn(
  slots: Float64Array,
  weightOf: Formula,
  paymentOf: Formula,
  summands: readonly Summand[],
): Rule["outcome"] {
  return (bids, allocations, payments) => {
    let all = 0;
    let count = 0;
    for (let i = 0; i < bids.length; i++) {
      all += bids[i]!;
      if (bids[i]! > 0) count++;
    }
    slots[ALL_BIDS] = all;
    slots[COUNT] = count;
    for (let k = 0; k < summands.length; k++) {
      const { slot, at } = summands[k]!;
      let sum = 0;
      for (let i = 0; i < bids.length; i++) {
        if (!(bids[i]! > 0)) continue;
        slots[OWN_BID] = bids[i]!;
        slots[SHARE] = bids[i]! / all;
        sum += at(slots);
      }
      slots[slot] = sum;
    }
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
  };
}

function formulaOf(
  weight: Syntax,
  payment: Syntax,
  sums: readonly NamedSum[],
  parameters: Readonly<Record<string, number>>,
): RuleFormula {
  const [f, c] = [withRest(weight), withRest(payment)];
  const summands = sums.map(({ name, of }) => ({ name, of: withRest(of) }));
  const namesRest = [f, c, ...summands.map(({ of }) => of)].some((each) => mentions(each, [REST]));
  const symbolsOf = <T>(a: Arithmetic<T>, seat: Seat<T>): Record<string, T> => ({
    ...numbersOf(a, parameters),
    ...{ b: seat.bid, B: seat.total, q: seat.share, n: a.of(seat.count) },
    ...(namesRest ? { [REST]: seat.rest() } : {}),
  });
  return <T>(a: Arithmetic<T>, bids: readonly T[]) => {
    const seats = seatsOf(a, bids);
    const symbols = new Map(seats.map((seat) => [seat, symbolsOf(a, seat)]));
    const summed: Record<string, T> = {};
    for (const { name, of } of summands) {
      const terms = Array.from(symbols.values(), (each) => evaluateIn(a, of, { ...each, ...summed }));
      summed[name] = terms.reduce(a.add);
    }
    return outcomeOfSeats(
      a,
      seats,
      (_, seat) => evaluateIn(a, f, { ...symbols.get(seat)!, ...summed }),
      (_, seat, allocation) => evaluateIn(a, c, { ...symbols.get(seat)!, ...summed, x: allocation }),
    );
  };
}

/** A scale-free rule of b, B and q alone: in the unit where B = 1, b is q, and B^d f(q) weighs as f(q) does. */
function inSharesOf(
  weight: Syntax,
  payment: Syntax,
  parameters: Readonly<Record<string, number>>,
): ShareFormula {
  const [f, c] = [withRest(weight), withRest(payment)];
  const symbolsOf = <T>(a: Arithmetic<T>, share: T, rest: T): Record<string, T> => ({
    ...numbersOf(a, parameters),
    ...{ b: share, B: a.of(1), q: share, [REST]: rest },
  });
  return {
    weight: (a, share, rest) => evaluateIn(a, f, symbolsOf(a, share, rest)),
    price: (a, share, rest) => evaluateIn(a, c, symbolsOf(a, share, rest)),
  };
}

/** The share rule for each number of bids of formulas that are scale-free; null where there are kinks. */
function rulesByCount(
  weight: Syntax,
  payment: Syntax,
  parameters: Readonly<Record<string, number>>,
): ((count: number) => RuleOfShares) | null {
  const smooth = isSmoothAtEachCount(weight) && isSmoothAtEachCount(payment);
  if (!smooth || mentions(payment, ["x"])) return null;
  const known = Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, constant(value)]),
  );
  const rules = new Map<number, RuleOfShares>();
  const isOne = !mentions(weight, ["n"]) && !mentions(payment, ["n"]);
  return (count) => {
    const key = isOne ? 1 : count;
    let rule = rules.get(key);
    if (rule === undefined) {
      const replacements = { ...known, n: constant(count) };
      const [f, c] = [substituted(weight, replacements), substituted(payment, replacements)];
      rule = shareRule(shareRuleOf(f, c), inSharesOf(f, c, {}));
      rules.set(key, rule);
    }
    return rule;
  };
}

/** Outcomes by the rules of shares, which take 1 - q from the others' bids where formulas would lose it in q. */
function inSharesByCount(
  of: (count: number) => RuleOfShares,
  traits: SeatTraits,
): Pick<Rule, "shape" | "seat" | "outcome"> {
  const { weight, price } = shareSeats((count) => of(count).shape.rule, traits.byCount);
  // Their weights are of the share, whatever the bids'.
  const { proportional: _, ...others } = traits;
  return {
    shape: traits.byCount ? { kind: "by-count", of, splitProof: null, proportional: false } : of(2).shape,
    seat: { ...others, weight, price },
    outcome(bids, allocations, payments) {
      let count = 0;
      for (let i = 0; i < bids.length; i++) if (bids[i]! > 0) count++;
      of(count).outcome(bids, allocations, payments);
    },
  };
}

/** What formulas of shares are of: the share and the rest. */
const SHARE_SYMBOLS = ["q", REST] as const;

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
  const slopes = { q: 1, [REST]: -1 };
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

/** With a symbol of its own for 1 - q, which is taken from the others' bids. */
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
    ? { kind: "symbol", name: REST }
    : { ...syntax, operands: syntax.operands.map((operand) => withRest(operand)) };
}

type SeatTraits = Omit<SeatRule, "weight" | "price">;

/** What the rule of one bid depends on, read off the syntax. */
function seatTraitsOf(
  weight: Syntax,
  payment: Syntax,
  parameters: Readonly<Record<string, number>>,
  scaleFree: boolean,
): SeatTraits {
  return {
    ...traitsOf([weight, payment], parameters, scaleFree),
    byCount: mentions(weight, ["n"]) || mentions(payment, ["n"]),
    ...(weight.kind === "symbol" && weight.name === "b" ? { proportional: true as const } : {}),
    byAllocation: mentions(payment, ["x"]),
  };
}

function traitsOf(
  formulas: readonly Syntax[],
  parameters: Readonly<Record<string, number>>,
  scaleFree: boolean,
): Traits {
  const ofOthers = (name: string) => changesWithBids(name) && name !== "b" && name !== "x";
  return {
    reach: scaleFree ? "share" : formulas.some((each) => mentionsAny(each, ofOthers)) ? "both" : "bid",
    smooth: formulas.every(isSmoothAtEachCount),
    constants: [...new Set([...formulas.flatMap(constantsOf), ...Object.values(parameters)])],
  };
}

function constantsOf(syntax: Syntax): readonly number[] {
  return syntax.kind === "constant" ? [syntax.value] : partsOf(syntax).flatMap(constantsOf);
}

function numbersOf<T>(a: Arithmetic<T>, parameters: Readonly<Record<string, number>>): Record<string, T> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, a.of(value)]));
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
      !mentionsAny(syntax.test, changesWithBids) &&
      isSmoothAtEachCount(syntax.yes) &&
      isSmoothAtEachCount(syntax.no)
    );
  }
  const smooth = syntax.kind !== "operation" || SMOOTH.includes(syntax.operator);
  return smooth && partsOf(syntax).every(isSmoothAtEachCount);
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
