import type { BigNumber, Fraction, MathJsInstance } from "mathjs";
import { type Arithmetic, BeyondArithmetic } from "./arithmetic.js";

/** Digits that decimals are computed in: 50, and 10 that absorb the rounding of long formulas. */
const DIGITS = 60;
const PRINTED_DIGITS = 30;
/** Below it two terms of a series have all digits. */
const TINY = 1e-30;
/** Integer powers of fractions beyond it would fill the memory. */
const LARGEST_POWER = 4096;

/** Numbers that can be printed, and rounded to a double. */
export interface PrintedArithmetic<T> extends Arithmetic<T> {
  print(a: T): string;
  toNumber(a: T): number;
}

/** Exact fractions, and decimals of 50 digits. */
export interface ExactArithmetics {
  /**
   * Fractions of integers of any length. Roots that are no fraction, exp, log and a division by 0 throw
   * `BeyondArithmetic`. Printed as 7/72.
   */
  readonly rational: PrintedArithmetic<Fraction>;
  /** Decimals of 50 significant digits and more, all operations; printed to 30. */
  readonly decimal: PrintedArithmetic<BigNumber>;
}

/** The arithmetics beyond doubles. Asynchronous because mathjs, which holds them, loads at the first use. */
export async function exactArithmetics(): Promise<ExactArithmetics> {
  const { create, bignumberDependencies, fractionDependencies } = await import("mathjs");
  const math = create({ ...bignumberDependencies, ...fractionDependencies }, { precision: DIGITS });
  return { rational: rationals(math), decimal: decimals(math) };
}

function rationals(math: MathJsInstance): PrintedArithmetic<Fraction> {
  const fraction = (numerator: bigint, denominator: bigint) => math.fraction(numerator, denominator);
  const beyond = (operation: string) => (): never => {
    throw new BeyondArithmetic(`${operation} has no exact fraction`);
  };
  const divide = (a: Fraction, b: Fraction) => (b.n === 0n ? beyond("a division by 0")() : a.div(b));
  const root = (a: Fraction) => {
    const [n, d] = [integerRoot(a.s * a.n), integerRoot(a.d)];
    return n === null || d === null ? beyond("the square root")() : fraction(n, d);
  };
  return {
    of: (number) => {
      const { digits, exponent } = decimalOf(number);
      const power = 10n ** BigInt(Math.abs(exponent));
      return exponent < 0 ? fraction(digits, power) : fraction(digits * power, 1n);
    },
    add: (a, b) => a.add(b),
    subtract: (a, b) => a.sub(b),
    multiply: (a, b) => a.mul(b),
    divide,
    share: (own, rest) => divide(own, own.add(rest)),
    power(base, exponent) {
      const steps = Number(exponent.s * exponent.n);
      if (Math.abs(steps) > LARGEST_POWER) return beyond("a power this high")();
      if (base.n === 0n && steps < 0) return beyond("a division by 0")();
      if (exponent.d === 1n) return base.pow(exponent);
      return exponent.d === 2n ? root(base).pow(fraction(BigInt(steps), 1n)) : beyond("a root")();
    },
    exp: (a) => (a.n === 0n ? fraction(1n, 1n) : beyond("exp")()),
    log: (a) => (a.equals(1) ? fraction(0n, 1n) : beyond("log")()),
    log1p: (a) => (a.n === 0n ? a : beyond("log")()),
    expm1: (a) => (a.n === 0n ? a : beyond("exp")()),
    sqrt: root,
    abs: (a) => a.abs(),
    min: (a, b) => (a.compare(b) <= 0 ? a : b),
    max: (a, b) => (a.compare(b) >= 0 ? a : b),
    compare: (a, b) => a.compare(b),
    finite: () => true,
    print: (a) => a.toFraction(),
    toNumber(a) {
      const shift = PRINTED_DIGITS - (`${a.n}`.length - `${a.d}`.length);
      const [up, down] = shift >= 0 ? [10n ** BigInt(shift), 1n] : [1n, 10n ** BigInt(-shift)];
      return Number(`${(a.s * a.n * up) / (a.d * down)}e${-shift}`);
    },
  };
}

function decimals(math: MathJsInstance): PrintedArithmetic<BigNumber> {
  const tiny = (a: BigNumber) => a.abs().lt(TINY);
  return {
    of: (number) => math.bignumber(String(number)),
    add: (a, b) => a.add(b),
    subtract: (a, b) => a.sub(b),
    multiply: (a, b) => a.mul(b),
    divide: (a, b) => a.div(b),
    share: (own, rest) => own.div(own.add(rest)),
    power: (base, exponent) => base.pow(exponent),
    exp: (a) => a.exp(),
    log: (a) => a.ln(),
    log1p: (a) => (tiny(a) ? a.mul(a.div(-2).add(1)) : a.add(1).ln()),
    expm1: (a) => (tiny(a) ? a.mul(a.div(2).add(1)) : a.exp().sub(1)),
    sqrt: (a) => a.sqrt(),
    abs: (a) => a.abs(),
    min: (a, b) => (a.lte(b) ? a : b),
    max: (a, b) => (a.gte(b) ? a : b),
    compare(a, b) {
      const order = a.cmp(b);
      if (Number.isNaN(order)) throw new BeyondArithmetic("what is not a number cannot be compared");
      return order;
    },
    finite: (a) => a.isFinite(),
    print: (a) => a.toSignificantDigits(PRINTED_DIGITS).toString(),
    toNumber: (a) => a.toNumber(),
  };
}

/** The decimal that a double prints as: digits 10^exponent. */
function decimalOf(number: number): { digits: bigint; exponent: number } {
  if (!Number.isFinite(number)) throw new BeyondArithmetic(`${number} is no fraction`);
  const [mantissa, exponent] = number.toExponential().split("e") as [string, string];
  const [whole, part = ""] = mantissa.split(".") as [string, string?];
  return { digits: BigInt(whole + part), exponent: Number(exponent) - part.length };
}

/** The root of a square, by Newton's iteration from above; null for any other integer. */
function integerRoot(square: bigint): bigint | null {
  if (square < 0n) return null;
  let root = 1n << BigInt(Math.ceil(square.toString(2).length / 2));
  for (let next = root; ; root = next) {
    next = (root + square / root) >> 1n;
    if (next >= root) return root * root === square ? root : null;
  }
}
