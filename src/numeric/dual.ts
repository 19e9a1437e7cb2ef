import type { Arithmetic } from "./arithmetic.js";

/** The value of a function of one variable, its first and its second derivative, at one point. */
export interface Dual {
  readonly value: number;
  readonly slope: number;
  readonly bend: number;
}

/** The variable itself, at a point. */
export function dualAt(value: number): Dual {
  return { value, slope: 1, bend: 0 };
}

/**
 * Forward differentiation of second order in doubles: a formula evaluated in it yields its derivatives. Where two
 * branches of abs, min or max meet, they are those of one of them.
 * Source: Griewank and Walther 2008, Evaluating Derivatives, chapter 13.
 */
export const DUALS: Arithmetic<Dual> = {
  of: (value) => ({ value, slope: 0, bend: 0 }),
  add: (a, b) => ({ value: a.value + b.value, slope: a.slope + b.slope, bend: a.bend + b.bend }),
  subtract: (a, b) => ({ value: a.value - b.value, slope: a.slope - b.slope, bend: a.bend - b.bend }),
  multiply: (a, b) => ({
    value: a.value * b.value,
    slope: times(a.slope, b.value) + times(b.slope, a.value),
    bend: times(a.bend, b.value) + 2 * times(a.slope, b.slope) + times(b.bend, a.value),
  }),
  divide: (a, b) => quotient(a.value / b.value, a, b),
  share: (own, rest) => quotient(own.value / (own.value + rest.value), own, DUALS.add(own, rest)),
  power(base, exponent) {
    if (exponent.slope !== 0 || exponent.bend !== 0) {
      return DUALS.exp(DUALS.multiply(exponent, DUALS.log(base)));
    }
    const k = exponent.value;
    const first = k === 0 ? 0 : k * base.value ** (k - 1);
    const second = k === 0 || k === 1 ? 0 : k * (k - 1) * base.value ** (k - 2);
    return chain(base.value ** k, first, second, base);
  },
  exp(a) {
    const value = Math.exp(a.value);
    return chain(value, value, value, a);
  },
  log: (a) => chain(Math.log(a.value), 1 / a.value, -1 / a.value ** 2, a),
  log1p: (a) => chain(Math.log1p(a.value), 1 / (1 + a.value), -1 / (1 + a.value) ** 2, a),
  expm1(a) {
    const slope = Math.exp(a.value);
    return chain(Math.expm1(a.value), slope, slope, a);
  },
  sqrt(a) {
    const value = Math.sqrt(a.value);
    return chain(value, 0.5 / value, -0.25 / (value * a.value), a);
  },
  abs: (a) => (a.value < 0 ? DUALS.subtract(DUALS.of(0), a) : a),
  min: (a, b) => (b.value < a.value ? b : a),
  max: (a, b) => (b.value > a.value ? b : a),
  compare: (a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0),
  finite: (a) => Number.isFinite(a.value),
};

/** Constants keep a slope of exactly 0, whatever they are multiplied with. */
function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

/** w = a / b from its value: w' = (a' - w b') / b and w'' = (a'' - 2 w' b' - w b'') / b. */
function quotient(value: number, a: Dual, b: Dual): Dual {
  const slope = (a.slope - times(value, b.slope)) / b.value;
  return { value, slope, bend: (a.bend - 2 * times(slope, b.slope) - times(value, b.bend)) / b.value };
}

/** f(u): f' u' and f'' u'^2 + f' u''. */
function chain(value: number, first: number, second: number, inner: Dual): Dual {
  return {
    value,
    slope: times(first, inner.slope),
    bend: times(times(second, inner.slope), inner.slope) + times(first, inner.bend),
  };
}
