import { type Arithmetic, BeyondArithmetic } from "../numeric/arithmetic.js";
import { CURVES, type Curve } from "../numeric/curve.js";
import type { Hermite } from "../numeric/hermite.js";
import { HermiteEnclosure } from "../numeric/hermite-enclosure.js";

/** A formula in the share q and the rest r = 1 - q, as certificates write it. */
export type Term =
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "q" | "r" }
  | { readonly kind: "spline"; readonly spline: Hermite; readonly of: Term }
  | { readonly kind: "+" | "-" | "*" | "/"; readonly a: Term; readonly b: Term }
  | { readonly kind: "^"; readonly base: Term; readonly exponent: number }
  | { readonly kind: "exp" | "log" | "sqrt"; readonly of: Term };

type Operator = "+" | "-" | "*" | "/";

export const SHARE: Term = { kind: "q" };
export const REST: Term = { kind: "r" };
export const ZERO: Term = { kind: "number", number: 0 };
const ONE: Term = { kind: "number", number: 1 };

const isNumber = (term: Term, number: number) => term.kind === "number" && term.number === number;

function combined(kind: Operator, a: Term, b: Term): Term {
  const additive = kind === "+" || kind === "-";
  if (isNumber(b, additive ? 0 : 1)) return a;
  if (kind === "+" && isNumber(a, 0)) return b;
  if (kind === "*" && isNumber(a, 1)) return b;
  if (!additive && isNumber(a, 0)) return ZERO;
  if (kind === "*" && isNumber(b, 0)) return ZERO;
  return { kind, a, b };
}

function beyond(operation: string): never {
  throw new BeyondArithmetic(`certificates do not write ${operation}`);
}

function powerOf(base: Term, exponent: Term): Term {
  if (exponent.kind !== "number") return beyond("a variable exponent");
  return exponent.number === 1 ? base : { kind: "^", base, exponent: exponent.number };
}

/** Writes down what a formula does. Choices by size (`min`, `abs`, comparisons) have no place in a certificate. */
export const TERMS: Arithmetic<Term> = {
  of: (number) => ({ kind: "number", number }),
  add: (a, b) => combined("+", a, b),
  subtract: (a, b) => combined("-", a, b),
  multiply: (a, b) => combined("*", a, b),
  divide: (a, b) => combined("/", a, b),
  share: (own, rest) => combined("/", own, combined("+", own, rest)),
  power: powerOf,
  exp: (of) => ({ kind: "exp", of }),
  log: (of) => ({ kind: "log", of }),
  log1p: (of) => ({ kind: "log", of: combined("+", ONE, of) }),
  expm1: (of) => combined("-", { kind: "exp", of }, ONE),
  sqrt: (of) => ({ kind: "sqrt", of }),
  abs: () => beyond("abs"),
  min: () => beyond("min"),
  max: () => beyond("max"),
  compare: () => beyond("a comparison"),
  finite: () => beyond("a test of finiteness"),
  spline: (spline, of) => ({ kind: "spline", spline, of }),
};

/** A term as q times one and a part that does not vanish with q. */
export interface Parted {
  readonly perShare: Term;
  readonly fee: Term;
}

/** Takes the factor q out, term by term. */
export function parted(term: Term): Parted {
  switch (term.kind) {
    case "q":
      return { perShare: ONE, fee: ZERO };
    case "+":
    case "-":
      return both(parted(term.a), parted(term.b), (a, b) => combined(term.kind, a, b));
    case "*": {
      const [left, right] = [parted(term.a), parted(term.b)];
      if (isNumber(right.fee, 0)) return { perShare: combined("*", term.a, right.perShare), fee: ZERO };
      return {
        perShare: combined("*", left.perShare, term.b),
        fee: combined("*", left.fee, term.b),
      };
    }
    case "/": {
      const { perShare, fee } = parted(term.a);
      return { perShare: combined("/", perShare, term.b), fee: combined("/", fee, term.b) };
    }
    case "^":
      if (term.base.kind !== "q" || term.exponent < 1) return { perShare: ZERO, fee: term };
      return { perShare: powerOf(SHARE, { kind: "number", number: term.exponent - 1 }), fee: ZERO };
    default:
      return { perShare: ZERO, fee: isNumber(term, 0) ? ZERO : term };
  }
}

function both(left: Parted, right: Parted, join: (a: Term, b: Term) => Term): Parted {
  return { perShare: join(left.perShare, right.perShare), fee: join(left.fee, right.fee) };
}

/** Binding strength, for brackets. */
const BINDS: Readonly<Record<Operator | "^", number>> = { "+": 1, "-": 1, "*": 2, "/": 2, "^": 3 };

/** The formula in the words of certificates; splines by the name that `nameOf` gives them. */
export function printed(term: Term, nameOf: (spline: Hermite) => string, outer = 0): string {
  const inner = (each: Term, binding = 0) => printed(each, nameOf, binding);
  const bracketed = (text: string, binding: number) => (binding < outer ? `(${text})` : text);
  switch (term.kind) {
    case "number":
      return term.number < 0 ? `(${term.number})` : String(term.number);
    case "q":
    case "r":
      return term.kind;
    case "spline":
      return `${nameOf(term.spline)}(${inner(term.of)})`;
    case "^": {
      const exponent = term.exponent < 0 ? `(${term.exponent})` : term.exponent;
      return bracketed(`${inner(term.base, BINDS["^"] + 1)}^${exponent}`, BINDS["^"]);
    }
    case "exp":
    case "log":
    case "sqrt":
      return `${term.kind}(${inner(term.of)})`;
    default: {
      const binding = BINDS[term.kind];
      return bracketed(`${inner(term.a, binding)} ${term.kind} ${inner(term.b, binding + 1)}`, binding);
    }
  }
}

const OPERATIONS = {
  "+": CURVES.add,
  "-": CURVES.subtract,
  "*": CURVES.multiply,
  "/": CURVES.divide,
} as const;

/** The formula as a function that encloses its value and its first two derivatives. */
export function enclosureOf(term: Term): (q: Curve, r: Curve) => Curve {
  switch (term.kind) {
    case "number": {
      const constant = CURVES.of(term.number);
      return () => constant;
    }
    case "q":
      return (q) => q;
    case "r":
      return (_, r) => r;
    case "spline": {
      if (term.of.kind !== "q") return beyond("a spline of anything but q");
      const spline = new HermiteEnclosure(term.spline);
      return (q) => spline.over(q.value);
    }
    case "^": {
      const [base, exponent] = [enclosureOf(term.base), CURVES.of(term.exponent)];
      return (q, r) => CURVES.power(base(q, r), exponent);
    }
    case "exp":
    case "log":
    case "sqrt": {
      const [of, operation] = [enclosureOf(term.of), CURVES[term.kind]];
      return (q, r) => operation(of(q, r));
    }
    default: {
      const [a, b, operation] = [enclosureOf(term.a), enclosureOf(term.b), OPERATIONS[term.kind]];
      return (q, r) => operation(a(q, r), b(q, r));
    }
  }
}
