import type { Arithmetic } from "./arithmetic.js";
import { EVERYTHING, hull, INTERVALS, type Interval, isZero, minusOne, SLOPES } from "./interval.js";

/** Enclosures of a function of one variable, of its first and of its second derivative, over one interval. */
export interface Curve {
  readonly value: Interval;
  readonly slope: Interval;
  readonly bend: Interval;
}

const I = INTERVALS;
const S = SLOPES;
const [ZERO, ONE, TWO] = [I.of(0), I.of(1), I.of(2)];

/** The variable itself. */
export function argument(value: Interval): Curve {
  return { value, slope: ONE, bend: ZERO };
}

/**
 * Forward differentiation of second order over enclosures. Where two branches of abs, min or max may meet,
 * the second derivative is unbounded.
 */
export const CURVES: Arithmetic<Curve> = {
  of: (number) => ({ value: I.of(number), slope: ZERO, bend: ZERO }),
  add: (a, b) => each(I.add, S.add, a, b),
  subtract: (a, b) => each(I.subtract, S.subtract, a, b),
  multiply: (a, b) => ({
    value: I.multiply(a.value, b.value),
    slope: S.add(S.multiply(a.slope, b.value), S.multiply(a.value, b.slope)),
    bend: S.add(
      S.add(S.multiply(a.bend, b.value), S.multiply(a.value, b.bend)),
      S.multiply(TWO, S.multiply(a.slope, b.slope)),
    ),
  }),
  divide: (a, b) => quotient(I.divide(a.value, b.value), a, b),
  share: (own, rest) => quotient(I.share(own.value, rest.value), own, each(I.add, S.add, own, rest)),
  power(base, exponent) {
    const value = I.power(base.value, exponent.value);
    if (!isZero(exponent.slope) || !isZero(exponent.bend)) {
      return { ...CURVES.exp(CURVES.multiply(exponent, CURVES.log(base))), value };
    }
    const [less, least] = [minusOne(exponent.value), minusOne(minusOne(exponent.value))];
    const slope = S.multiply(exponent.value, S.power(base.value, less));
    return chain(
      value,
      slope,
      S.multiply(S.multiply(exponent.value, less), S.power(base.value, least)),
      base,
    );
  },
  exp(a) {
    const value = I.exp(a.value);
    return chain(value, value, value, a);
  },
  log(a) {
    const slope = S.divide(ONE, a.value);
    return chain(I.log(a.value), slope, S.subtract(ZERO, S.multiply(slope, slope)), a);
  },
  log1p(a) {
    const slope = S.divide(ONE, S.add(ONE, a.value));
    return chain(I.log1p(a.value), slope, S.subtract(ZERO, S.multiply(slope, slope)), a);
  },
  expm1(a) {
    const slope = I.exp(a.value);
    return chain(I.expm1(a.value), slope, slope, a);
  },
  sqrt: (a) => CURVES.power(a, CURVES.of(0.5)),
  abs(a) {
    if (a.value.lo > 0) return a;
    const opposite = each(I.subtract, S.subtract, CURVES.of(0), a);
    return a.value.hi < 0 ? opposite : either(I.abs(a.value), a, opposite);
  },
  min(a, b) {
    if (a.value.hi < b.value.lo) return a;
    return b.value.hi < a.value.lo ? b : either(I.min(a.value, b.value), a, b);
  },
  max(a, b) {
    if (a.value.lo > b.value.hi) return a;
    return b.value.lo > a.value.hi ? b : either(I.max(a.value, b.value), a, b);
  },
  compare: (a, b) => I.compare(a.value, b.value),
  finite: (a) => I.finite(a.value),
};

type Operation = (a: Interval, b: Interval) => Interval;

/** A sum or a difference, whose derivatives are those of its terms. */
function each(ofValues: Operation, ofSlopes: Operation, a: Curve, b: Curve): Curve {
  return {
    value: ofValues(a.value, b.value),
    slope: ofSlopes(a.slope, b.slope),
    bend: ofSlopes(a.bend, b.bend),
  };
}

/** w = a / b from its value: w' = (a' - w b') / b and w'' = (a'' - 2 w' b' - w b'') / b. */
function quotient(value: Interval, a: Curve, b: Curve): Curve {
  const slope = S.divide(S.subtract(a.slope, S.multiply(value, b.slope)), b.value);
  const lost = S.add(S.multiply(TWO, S.multiply(slope, b.slope)), S.multiply(value, b.bend));
  return { value, slope, bend: S.divide(S.subtract(a.bend, lost), b.value) };
}

/** f(u): f' u' and f'' u'^2 + f' u''. */
function chain(value: Interval, first: Interval, second: Interval, inner: Curve): Curve {
  const square = S.power(inner.slope, TWO);
  return {
    value,
    slope: S.multiply(first, inner.slope),
    bend: S.add(S.multiply(second, square), S.multiply(first, inner.bend)),
  };
}

function either(value: Interval, a: Curve, b: Curve): Curve {
  return { value, slope: hull(a.slope, b.slope), bend: EVERYTHING };
}
