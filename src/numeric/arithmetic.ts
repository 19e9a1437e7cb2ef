import type { Hermite } from "./hermite.js";

/**
 * The operations that a rule's formulas are made of, over numbers of any kind: doubles, exact fractions,
 * decimals of many digits, or enclosures. One formula written over an `Arithmetic` can be evaluated in all.
 */
export interface Arithmetic<T> {
  /** The number that a double prints as: 0.1 is one tenth. */
  of(number: number): T;
  add(a: T, b: T): T;
  subtract(a: T, b: T): T;
  multiply(a: T, b: T): T;
  divide(a: T, b: T): T;
  /** own / (own + rest), both >= 0: the operation of contests, which enclosures know a tight form of. */
  share(own: T, rest: T): T;
  /** base^exponent, base >= 0. */
  power(base: T, exponent: T): T;
  exp(a: T): T;
  log(a: T): T;
  /** log(1 + a) and exp(a) - 1, whose digits doubles would lose next to a = 0. */
  log1p(a: T): T;
  expm1(a: T): T;
  sqrt(a: T): T;
  abs(a: T): T;
  min(a: T, b: T): T;
  max(a: T, b: T): T;
  /**
   * Below, at or above 0 as a is below, at or above b.
   *
   * @throws BeyondArithmetic where the kind of number cannot tell
   */
  compare(a: T, b: T): number;
  /** Whether it is a finite number. */
  finite(a: T): boolean;
  /** A piecewise cubic, where the kind of number knows it as a whole; elsewhere it is put together from its pieces. */
  spline?(spline: Hermite, at: T): T;
}

/** A kind of number that has no answer to an operation: a root among fractions, a comparison of overlapping enclosures. */
export class BeyondArithmetic extends Error {}

/** Doubles. */
export const DOUBLES: Arithmetic<number> = {
  of: (number) => number,
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  share: (own, rest) => own / (own + rest),
  power: (base, exponent) => base ** exponent,
  exp: Math.exp,
  log: Math.log,
  log1p: Math.log1p,
  expm1: Math.expm1,
  sqrt: Math.sqrt,
  abs: Math.abs,
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  finite: Number.isFinite,
};
