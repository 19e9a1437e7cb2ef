import { type Arithmetic, BeyondArithmetic } from "./arithmetic.js";
import { above, below, farAbove, farBelow } from "./rounding.js";

/** All numbers from lo to hi. Ends may be infinite: lo is never +Infinity, hi never -Infinity. */
export interface Interval {
  readonly lo: number;
  readonly hi: number;
}

export const EVERYTHING: Interval = { lo: Number.NEGATIVE_INFINITY, hi: Number.POSITIVE_INFINITY };
const ZERO: Interval = { lo: 0, hi: 0 };
const ONE: Interval = { lo: 1, hi: 1 };

/** A product of ends, where 0 times an unbounded end is 0: the numbers within are finite. */
const product = (x: number, y: number) => (x === 0 || y === 0 ? 0 : x * y);

/** The smallest interval that holds both. */
export function hull(a: Interval, b: Interval): Interval {
  return { lo: Math.min(a.lo, b.lo), hi: Math.max(a.hi, b.hi) };
}

/** What two enclosures of the same number leave. */
export function intersection(a: Interval, b: Interval): Interval {
  return { lo: Math.max(a.lo, b.lo), hi: Math.min(a.hi, b.hi) };
}

/**
 * Enclosures, rounded outward: an operation on intervals holds its result for all numbers within them. Where
 * it may be no number for some of them (a root of a negative one, 0 / 0, infinity - infinity), it throws
 * `BeyondArithmetic`: in doubles such a point answers every comparison, so that no enclosure could speak for it.
 *
 * Comparisons of overlapping intervals, and whether an unbounded one is finite, throw as well.
 */
export const INTERVALS: Arithmetic<Interval> = {
  of(number) {
    if (!Number.isFinite(number)) throw new BeyondArithmetic(`${number} has no enclosure`);
    return printsExactly(number) ? { lo: number, hi: number } : { lo: below(number), hi: above(number) };
  },
  add(a, b) {
    const opposed = (c: Interval, d: Interval) =>
      c.hi === Number.POSITIVE_INFINITY && d.lo === Number.NEGATIVE_INFINITY;
    if (opposed(a, b) || opposed(b, a)) throw new BeyondArithmetic("infinity less infinity");
    return add(a, b);
  },
  subtract: (a, b) => (isZero(b) ? a : INTERVALS.add(a, negative(b))),
  multiply(a, b) {
    if ((holdsZero(a) && isUnbounded(b)) || (holdsZero(b) && isUnbounded(a))) {
      throw new BeyondArithmetic("0 times infinity");
    }
    return multiply(a, b);
  },
  divide(a, b) {
    if (holdsZero(a) && holdsZero(b)) throw new BeyondArithmetic("0 divided by 0");
    if (isUnbounded(a) && isUnbounded(b)) throw new BeyondArithmetic("infinity divided by infinity");
    return divide(a, b);
  },
  share(own, rest) {
    if (own.lo < 0 || rest.lo < 0) return INTERVALS.divide(own, INTERVALS.add(own, rest));
    // It rises with own and falls with rest, so that its ends lie at ends.
    const least = divide(point(own.lo), add(point(own.lo), point(rest.hi)));
    const most = divide(point(own.hi), add(point(own.hi), point(rest.lo)));
    return { lo: least.lo, hi: Math.min(1, most.hi) };
  },
  power,
  exp: (a) => ({ lo: Math.max(0, farBelow(Math.exp(a.lo))), hi: farAbove(Math.exp(a.hi)) }),
  log(a) {
    const { lo, hi } = nonnegative(a, "log");
    return { lo: farBelow(Math.log(lo)), hi: farAbove(Math.log(hi)) };
  },
  log1p(a) {
    if (a.lo < -1) throw new BeyondArithmetic("log of a negative number");
    return { lo: farBelow(Math.log1p(a.lo)), hi: farAbove(Math.log1p(a.hi)) };
  },
  expm1: (a) => ({ lo: Math.max(-1, farBelow(Math.expm1(a.lo))), hi: farAbove(Math.expm1(a.hi)) }),
  sqrt(a) {
    const { lo, hi } = nonnegative(a, "sqrt");
    return { lo: Math.max(0, below(Math.sqrt(lo))), hi: above(Math.sqrt(hi)) };
  },
  abs: (a) => (a.lo >= 0 ? a : a.hi <= 0 ? negative(a) : { lo: 0, hi: Math.max(-a.lo, a.hi) }),
  min: (a, b) => ({ lo: Math.min(a.lo, b.lo), hi: Math.min(a.hi, b.hi) }),
  max: (a, b) => ({ lo: Math.max(a.lo, b.lo), hi: Math.max(a.hi, b.hi) }),
  compare(a, b) {
    if (a.hi < b.lo) return -1;
    if (a.lo > b.hi) return 1;
    if (a.lo === a.hi && b.lo === b.hi) return 0;
    throw new BeyondArithmetic("enclosures that overlap cannot be compared");
  },
  finite(a) {
    if (Number.isFinite(a.lo) && Number.isFinite(a.hi)) return true;
    throw new BeyondArithmetic("an unbounded enclosure may be finite or not");
  },
};

/**
 * The same for slopes, which no comparison ever sees: what they hold is the slope wherever there is one, 0 times
 * an unbounded slope is 0, and a quotient by an interval that holds 0 is unbounded.
 */
export const SLOPES = {
  add,
  subtract: (a: Interval, b: Interval): Interval => (isZero(b) ? a : add(a, negative(b))),
  multiply,
  divide,
  power,
} as const;

/** Whether it is one whole number. */
function isInteger({ lo, hi }: Interval): boolean {
  return lo === hi && Number.isInteger(lo);
}

/** An exponent less 1, exactly so where it is one whole number. */
export function minusOne(exponent: Interval): Interval {
  const { lo, hi } = exponent;
  return isInteger(exponent) ? { lo: lo - 1, hi: hi - 1 } : add(exponent, { lo: -1, hi: -1 });
}

function point(x: number): Interval {
  return { lo: x, hi: x };
}

/** Whether the decimal that a double prints as is the double: here, if it takes 15 digits at most. */
function printsExactly(number: number): boolean {
  return Math.abs(number) <= 2 ** 16 && Number.isInteger(number * 2 ** 10);
}

function negative({ lo, hi }: Interval): Interval {
  return { lo: -hi, hi: -lo };
}

/** Exactly 0: what it is added to or multiplied with needs no rounding, so that constants keep slopes of 0. */
export function isZero({ lo, hi }: Interval): boolean {
  return lo === 0 && hi === 0;
}

function holdsZero({ lo, hi }: Interval): boolean {
  return lo <= 0 && hi >= 0;
}

function isUnbounded({ lo, hi }: Interval): boolean {
  return lo === Number.NEGATIVE_INFINITY || hi === Number.POSITIVE_INFINITY;
}

/** A sum of doubles that is 0 is exactly so, and needs no rounding: 1 - q stays at 0 or above up to q = 1. */
function add(a: Interval, b: Interval): Interval {
  if (isZero(a)) return b;
  if (isZero(b)) return a;
  const [least, most] = [a.lo + b.lo, a.hi + b.hi];
  const lo = least === 0 ? 0 : below(least);
  return { lo: a.lo >= 0 && b.lo >= 0 ? Math.max(0, lo) : lo, hi: most === 0 ? 0 : above(most) };
}

function divide(a: Interval, b: Interval): Interval {
  if (isZero(a) && !isZero(b)) return ZERO;
  if (b.lo > 0 || b.hi < 0) return quotient(a, b);
  if (b.lo === 0 && b.hi > 0) return overPositive(a, b.hi);
  if (b.hi === 0 && b.lo < 0) return negative(overPositive(a, -b.lo));
  return EVERYTHING;
}

function multiply(a: Interval, b: Interval): Interval {
  if (isZero(a) || isZero(b)) return ZERO;
  if (a.lo >= 0 && b.lo >= 0) {
    return { lo: Math.max(0, below(product(a.lo, b.lo))), hi: above(product(a.hi, b.hi)) };
  }
  if (a.lo >= 0 && b.hi <= 0) return negative(multiply(a, negative(b)));
  if (a.hi <= 0 && b.lo >= 0) return negative(multiply(negative(a), b));
  const [p, q, r, s] = [product(a.lo, b.lo), product(a.lo, b.hi), product(a.hi, b.lo), product(a.hi, b.hi)];
  return { lo: below(Math.min(p, q, r, s)), hi: above(Math.max(p, q, r, s)) };
}

/** a / b where b does not hold 0; an unbounded end over an unbounded one may be anything from 0 on. */
function quotient(a: Interval, b: Interval): Interval {
  const ends = [a.lo / b.lo, a.lo / b.hi, a.hi / b.lo, a.hi / b.hi];
  if (ends.some(Number.isNaN)) return EVERYTHING;
  const least = below(Math.min(...ends));
  return { lo: a.lo >= 0 && b.lo > 0 ? Math.max(0, least) : least, hi: above(Math.max(...ends)) };
}

/** a / b for b in (0, top]. */
function overPositive(a: Interval, top: number): Interval {
  return {
    lo: a.lo >= 0 ? Math.max(0, below(a.lo / top)) : Number.NEGATIVE_INFINITY,
    hi: a.hi <= 0 ? Math.min(0, above(a.hi / top)) : Number.POSITIVE_INFINITY,
  };
}

function nonnegative(a: Interval, operation: string): Interval {
  if (a.lo < 0) throw new BeyondArithmetic(`${operation} of a negative number`);
  return a;
}

function power(base: Interval, exponent: Interval): Interval {
  if (base.lo < 0 && isInteger(exponent)) return integerPower(base, exponent.lo);
  if (isZero(base) && exponent.lo > 0) return ZERO;
  const { lo, hi } = nonnegative(base, "a power");
  // y log x is bilinear in y and log x, so that its least and its largest value lie at corners.
  const corners = [lo ** exponent.lo, lo ** exponent.hi, hi ** exponent.lo, hi ** exponent.hi];
  if (corners.some(Number.isNaN)) throw new BeyondArithmetic("a power of 1 or 0 without bound");
  return { lo: Math.max(0, farBelow(Math.min(...corners))), hi: farAbove(Math.max(...corners)) };
}

/** Powers of a base that may be negative. */
function integerPower(base: Interval, exponent: number): Interval {
  if (exponent < 0) return divide(ONE, integerPower(base, -exponent));
  if (exponent % 2 === 0) return power(INTERVALS.abs(base), { lo: exponent, hi: exponent });
  return { lo: farBelow(base.lo ** exponent), hi: farAbove(base.hi ** exponent) };
}
