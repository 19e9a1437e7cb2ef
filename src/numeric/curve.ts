import type { Arithmetic } from "./arithmetic.js";
import { EVERYTHING, hull, INTERVALS, type Interval, isZero, minusOne } from "./interval.js";

/** Enclosures of a function of one variable, of its first and of its second derivative, over one interval. */
export interface Curve {
  readonly value: Interval;
  readonly slope: Interval;
  readonly bend: Interval;
}

const I = INTERVALS;
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
  add: (a, b) => each(I.add, a, b),
  subtract: (a, b) => each(I.subtract, a, b),
  multiply: (a, b) => ({
    value: I.multiply(a.value, b.value),
    slope: I.add(I.multiply(a.slope, b.value), I.multiply(a.value, b.slope)),
    bend: I.add(
      I.add(I.multiply(a.bend, b.value), I.multiply(a.value, b.bend)),
      I.multiply(TWO, I.multiply(a.slope, b.slope)),
    ),
  }),
  divide: (a, b) => quotient(I.divide(a.value, b.value), a, b),
  share: (own, rest) => quotient(I.share(own.value, rest.value), own, each(I.add, own, rest)),
  power(base, exponent) {
    const value = I.power(base.value, exponent.value);
    if (!isZero(exponent.slope) || !isZero(exponent.bend)) {
      return { ...CURVES.exp(CURVES.multiply(exponent, CURVES.log(base))), value };
    }
    const [less, least] = [minusOne(exponent.value), minusOne(minusOne(exponent.value))];
    const slope = I.multiply(exponent.value, I.power(base.value, less));
    return chain(
      value,
      slope,
      I.multiply(I.multiply(exponent.value, less), I.power(base.value, least)),
      base,
    );
  },
  exp(a) {
    const value = I.exp(a.value);
    return chain(value, value, value, a);
  },
  log(a) {
    const slope = I.divide(ONE, I.max(a.value, ZERO));
    return chain(I.log(a.value), slope, I.subtract(ZERO, I.multiply(slope, slope)), a);
  },
  sqrt: (a) => CURVES.power(a, CURVES.of(0.5)),
  abs(a) {
    if (a.value.lo > 0) return a;
    const opposite = each(I.subtract, CURVES.of(0), a);
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

function each(operation: (a: Interval, b: Interval) => Interval, a: Curve, b: Curve): Curve {
  return {
    value: operation(a.value, b.value),
    slope: operation(a.slope, b.slope),
    bend: operation(a.bend, b.bend),
  };
}

/** w = a / b from its value: w' = (a' - w b') / b and w'' = (a'' - 2 w' b' - w b'') / b. */
function quotient(value: Interval, a: Curve, b: Curve): Curve {
  const slope = I.divide(I.subtract(a.slope, I.multiply(value, b.slope)), b.value);
  const lost = I.add(I.multiply(TWO, I.multiply(slope, b.slope)), I.multiply(value, b.bend));
  return { value, slope, bend: I.divide(I.subtract(a.bend, lost), b.value) };
}

/** f(u): f' u' and f'' u'^2 + f' u''. */
function chain(value: Interval, first: Interval, second: Interval, inner: Curve): Curve {
  const square = I.power(inner.slope, TWO);
  return {
    value,
    slope: I.multiply(first, inner.slope),
    bend: I.add(I.multiply(second, square), I.multiply(first, inner.bend)),
  };
}

function either(value: Interval, a: Curve, b: Curve): Curve {
  return { value, slope: hull(a.slope, b.slope), bend: EVERYTHING };
}
