import type { Arithmetic } from "../../numeric/arithmetic.js";
import type { Exponent } from "./exponent-share.js";
import { clampedSpline, type SplineExponent } from "./spline-exponent.js";

/**
 * A spline in the log odds s = log(q / (1 - q)) of the share: through given values at K + 1 log odds evenly from -reach to
 * reach, flat at both ends and constant beyond them. Unlike splines in the share itself it tells small shares apart.
 */
export class LogOddsExponent implements Exponent {
  readonly rises: boolean;
  readonly falls: boolean;
  readonly weightRises: boolean;
  private readonly spline: SplineExponent;
  private readonly level: number;
  private readonly isConstant: boolean;

  /** @param values at the K + 1 knots, K >= 1 */
  constructor(
    values: readonly number[],
    private readonly reach: number,
  ) {
    this.level = values[0]!;
    this.isConstant = values.every((value) => value === this.level);
    this.spline = clampedSpline(values.slice(1).map((value) => value - this.level));
    this.rises = this.spline.rises;
    this.falls = this.spline.falls;
    // Sufficient: q exp(z(q)) rises at least where z does.
    this.weightRises = this.rises;
  }

  at(share: number, rest: number): number {
    return this.level + this.spline.at(this.placeOf(share, rest));
  }

  slopeAt(share: number, rest: number): number {
    const place = this.placeOf(share, rest);
    if (!(place > 0 && place < 1)) return 0;
    return this.spline.slopeAt(place) / (2 * this.reach * share * rest);
  }

  factor<T>(a: Arithmetic<T>, share: T, rest: T): T {
    if (this.isConstant) return this.level === 0 ? a.of(1) : a.exp(a.of(this.level));
    const odds = a.subtract(a.log(share), a.log(rest));
    const place = a.divide(a.add(odds, a.of(this.reach)), a.of(2 * this.reach));
    const within = a.min(a.max(place, a.of(0)), a.of(1));
    return a.multiply(a.exp(a.of(this.level)), this.spline.factor(a, within));
  }

  /** Where between the ends of the spline the log odds lie, from 0 to 1. */
  private placeOf(share: number, rest: number): number {
    const place = 0.5 + Math.log(share / rest) / (2 * this.reach);
    return Math.min(Math.max(place, 0), 1);
  }
}
