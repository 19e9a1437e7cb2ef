import { BeyondArithmetic } from "../../numeric/arithmetic.js";
import { EVERYTHING, INTERVALS, type Interval } from "../../numeric/interval.js";
import { operate } from "./evaluate.js";
import type { Operator, Syntax } from "./syntax.js";

/** What is shown of a function of b on all of b > 0; false says nothing. */
export interface Course {
  /** Encloses its values. */
  readonly range: Interval;
  readonly rises: boolean;
  readonly falls: boolean;
  readonly convex: boolean;
  readonly concave: boolean;
}

type Trend = Omit<Course, "range">;

const CONSTANT: Trend = { rises: true, falls: true, convex: true, concave: true };
const NOTHING: Trend = { rises: false, falls: false, convex: false, concave: false };
const ABOVE_ZERO: Interval = { lo: 0, hi: Number.POSITIVE_INFINITY };
const UNKNOWN: Course = { range: EVERYTHING, ...NOTHING };
const ONE: Course = { range: { lo: 1, hi: 1 }, ...CONSTANT };
const RISING_CONVEX: Trend = { ...NOTHING, rises: true, convex: true };
const RISING_CONCAVE: Trend = { ...NOTHING, rises: true, concave: true };
const FALLING_CONVEX: Trend = { ...NOTHING, falls: true, convex: true };

/**
 * The course of a formula of b, read off its syntax by the rules of composition: a rising convex function of a
 * convex one is convex, and so on. Rigorous, and often silent. Comparisons, abs, min and max are passed over.
 * Source: Grant, Boyd and Ye 2006, Disciplined Convex Programming.
 *
 * @param parameters the other symbols
 */
export function courseOf(syntax: Syntax, parameters: Readonly<Record<string, number>>): Course {
  switch (syntax.kind) {
    case "constant":
      return { range: INTERVALS.of(syntax.value), ...CONSTANT };
    case "symbol": {
      if (syntax.name === "b") return { range: ABOVE_ZERO, ...CONSTANT, falls: false };
      const value = parameters[syntax.name];
      return value === undefined ? UNKNOWN : { range: INTERVALS.of(value), ...CONSTANT };
    }
    case "choice":
      return UNKNOWN;
    case "operation": {
      const operands = syntax.operands.map((each) => courseOf(each, parameters));
      return { range: rangeOf(syntax.operator, operands), ...trendOf(syntax.operator, operands) };
    }
  }
}

function rangeOf(operator: Operator, operands: readonly Course[]): Interval {
  const ranges = operands.map(({ range }) => range);
  try {
    return tighter(operator, ranges, operate(INTERVALS, operator, ranges));
  } catch (error) {
    if (!(error instanceof BeyondArithmetic)) throw error;
    // 0 times infinity among ends: of numbers from 0 up, the product or quotient is one.
    const signless = operator === "multiply" || operator === "divide";
    return signless && ranges.every(({ lo }) => lo >= 0) ? ABOVE_ZERO : EVERYTHING;
  }
}

/** Bounds that hold exactly, and that outward rounding loses: log of 1 and more is not below 0, for instance. */
function tighter(operator: Operator, [first, second]: readonly Interval[], range: Interval): Interval {
  const [a, b] = [first!, second ?? first!];
  const atLeast = (least: number) => ({ ...range, lo: Math.max(range.lo, least) });
  if (operator === "add" && a.lo >= 0 && b.lo >= 0) return atLeast(Math.max(a.lo, b.lo));
  if (operator === "log" && a.lo >= 1) return atLeast(0);
  if (operator === "exp" && a.lo >= 0) return atLeast(1);
  if (operator === "divide" && a.lo >= 0 && b.lo >= 1) return { ...range, hi: Math.min(range.hi, a.hi) };
  return range;
}

function trendOf(operator: Operator, operands: readonly Course[]): Trend {
  const [first, second] = operands as [Course, Course?];
  switch (operator) {
    case "add":
      return sum(first, second!);
    case "subtract":
      return sum(first, opposite(second!));
    case "multiply":
      return product(first, second!);
    case "divide": {
      const inverse = after(FALLING_CONVEX, second!, 0);
      return product(first, { ...inverse, range: rangeOf("divide", [ONE, second!]) });
    }
    case "unaryMinus":
      return opposite(first);
    case "unaryPlus":
      return first;
    case "pow":
      return power(first, second!);
    case "exp":
      return after(RISING_CONVEX, first);
    case "log":
    case "sqrt":
      return after(RISING_CONCAVE, first, 0);
    default:
      return NOTHING;
  }
}

function sum(a: Trend, b: Trend): Trend {
  return {
    rises: a.rises && b.rises,
    falls: a.falls && b.falls,
    convex: a.convex && b.convex,
    concave: a.concave && b.concave,
  };
}

function opposite({ rises, falls, convex, concave }: Trend): Trend {
  return { rises: falls, falls: rises, convex: concave, concave: convex };
}

function product(a: Course, b: Course): Trend {
  if (isConstant(a)) return scaled(b, a.range);
  if (isConstant(b)) return scaled(a, b.range);
  if (!(a.range.lo >= 0 && b.range.lo >= 0)) return NOTHING;
  const [rises, falls] = [a.rises && b.rises, a.falls && b.falls];
  return { rises, falls, convex: a.convex && b.convex && (rises || falls), concave: false };
}

function scaled(trend: Trend, { lo, hi }: Interval): Trend {
  return lo >= 0 ? trend : hi <= 0 ? opposite(trend) : NOTHING;
}

function isConstant({ rises, falls }: Trend): boolean {
  return rises && falls;
}

/** A function of that trend, on numbers from `least`, of another. */
function after(outer: Trend, inner: Course, least = Number.NEGATIVE_INFINITY): Trend {
  if (!(inner.range.lo >= least)) return NOTHING;
  if (isConstant(inner)) return CONSTANT;
  const along = (bend: "convex" | "concave", opposed: "convex" | "concave") =>
    outer[bend] && ((outer.rises && inner[bend]) || (outer.falls && inner[opposed]));
  return {
    rises: (outer.rises && inner.rises) || (outer.falls && inner.falls),
    falls: (outer.rises && inner.falls) || (outer.falls && inner.rises),
    convex: along("convex", "concave"),
    concave: along("concave", "convex"),
  };
}

function power(base: Course, exponent: Course): Trend {
  const { lo, hi } = exponent.range;
  if (isConstant(exponent)) {
    if (isConstant(base)) return base.range.lo >= 0 ? CONSTANT : NOTHING;
    if (lo === 1 && hi === 1) return base;
    if (lo >= 1) return after(RISING_CONVEX, base, 0);
    if (lo >= 0 && hi <= 1) return after(RISING_CONCAVE, base, 0);
    return hi <= 0 ? after(FALLING_CONVEX, base, 0) : NOTHING;
  }
  if (!isConstant(base) || !(base.range.lo > 0)) return NOTHING;
  if (base.range.lo >= 1) return after(RISING_CONVEX, exponent);
  return base.range.hi <= 1 ? after(FALLING_CONVEX, exponent) : NOTHING;
}
