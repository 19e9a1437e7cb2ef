import type { Arithmetic } from "./arithmetic.js";
import { hull, INTERVALS, type Interval, intersection, isZero, minusOne, SLOPES } from "./interval.js";

/** Enclosures of a function's value and of its slope in each variable, over one box. */
export interface Jet {
  readonly value: Interval;
  readonly slopes: readonly Interval[];
}

const I = INTERVALS;
const S = SLOPES;
const ZERO = I.of(0);
const ONE = I.of(1);
const TWO = I.of(2);

/** The variable of that index, over an interval. */
export function variable(value: Interval, index: number, variables: number): Jet {
  return { value, slopes: Array.from({ length: variables }, (_, k) => (k === index ? ONE : ZERO)) };
}

/**
 * Forward differentiation over enclosures, so that any formula can be enclosed with its gradient. Where two
 * branches of abs, min or max meet, the slopes are those of both, which is what the mean value theorem for
 * Lipschitz functions needs; where a slope has no bound, as that of a root at 0, it is unbounded.
 * Source: Moore, Kearfott and Cloud 2009, Introduction to Interval Analysis, chapter 6; Lebourg 1975.
 *
 * @param variables how many variables the jets have
 */
export function jets(variables: number): Arithmetic<Jet> {
  const flat: readonly Interval[] = Array.from({ length: variables }, () => ZERO);
  /** A function of one argument, by the chain rule. */
  const chain = (value: Interval, slope: Interval, inner: Jet): Jet => ({
    value,
    slopes: inner.slopes.map((each) => S.multiply(slope, each)),
  });
  const both = (
    value: Interval,
    a: Jet,
    b: Jet,
    slope: (own: Interval, other: Interval) => Interval,
  ): Jet => ({
    value,
    slopes: a.slopes.map((each, k) => slope(each, b.slopes[k]!)),
  });
  const subtract = (a: Jet, b: Jet) => both(I.subtract(a.value, b.value), a, b, S.subtract);
  const multiply = (a: Jet, b: Jet) =>
    both(I.multiply(a.value, b.value), a, b, (s, t) => S.add(S.multiply(s, b.value), S.multiply(a.value, t)));
  const constant = (a: Jet) => a.slopes.every(isZero);
  const exp = (a: Jet) => {
    const value = I.exp(a.value);
    return chain(value, value, a);
  };
  const log = (a: Jet) => chain(I.log(a.value), S.divide(ONE, a.value), a);

  return {
    of: (number) => ({ value: I.of(number), slopes: flat }),
    add: (a, b) => both(I.add(a.value, b.value), a, b, S.add),
    subtract,
    multiply,
    divide(a, b) {
      const value = I.divide(a.value, b.value);
      return both(value, a, b, (s, t) => S.divide(S.subtract(s, S.multiply(value, t)), b.value));
    },
    share(own, rest) {
      const value = I.share(own.value, rest.value);
      const others = I.share(rest.value, own.value);
      const sum = S.add(own.value, rest.value);
      return both(value, own, rest, (s, t) =>
        S.divide(S.subtract(S.multiply(others, s), S.multiply(value, t)), sum),
      );
    },
    power(base, exponent) {
      const value = I.power(base.value, exponent.value);
      if (!constant(exponent)) return { ...exp(multiply(exponent, log(base))), value };
      const less = minusOne(exponent.value);
      return chain(value, S.multiply(exponent.value, S.power(base.value, less)), base);
    },
    exp,
    log,
    log1p: (a) => chain(I.log1p(a.value), S.divide(ONE, S.add(ONE, a.value)), a),
    expm1: (a) => chain(I.expm1(a.value), I.exp(a.value), a),
    sqrt(a) {
      const value = I.sqrt(a.value);
      return chain(value, S.divide(ONE, S.multiply(TWO, value)), a);
    },
    abs(a) {
      const slope = a.value.lo > 0 ? ONE : a.value.hi < 0 ? { lo: -1, hi: -1 } : { lo: -1, hi: 1 };
      return chain(I.abs(a.value), slope, a);
    },
    min(a, b) {
      if (a.value.hi < b.value.lo) return a;
      return b.value.hi < a.value.lo ? b : both(I.min(a.value, b.value), a, b, hull);
    },
    max(a, b) {
      if (a.value.lo > b.value.hi) return a;
      return b.value.lo > a.value.hi ? b : both(I.max(a.value, b.value), a, b, hull);
    },
    compare: (a, b) => I.compare(a.value, b.value),
    finite: (a) => I.finite(a.value),
  };
}

/**
 * The tighter of two enclosures of F over a box X with centre c: F(X) as it is, and the mean value form
 * F(c) + F'(X) (X - c), whose excess shrinks with the square of the box.
 *
 * @param over    F and its slopes over X
 * @param centre  F(c)
 * @param offsets X - c
 */
export function meanValue(over: Jet, centre: Interval, offsets: readonly Interval[]): Interval {
  const form = over.slopes.reduce((sum, slope, k) => S.add(sum, S.multiply(slope, offsets[k]!)), centre);
  return intersection(over.value, form);
}
