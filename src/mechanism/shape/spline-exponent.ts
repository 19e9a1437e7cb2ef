import type { Arithmetic } from "../../numeric/arithmetic.js";
import type { Hermite } from "../../numeric/hermite.js";
import { solveLinear } from "../../numeric/linear.js";
import type { Exponent } from "./exponent-share.js";

/** One piece: its rise above the knot on its left is s (first + s (second + s third)), s = q - left. */
interface Piece {
  readonly left: number;
  readonly right: number;
  readonly first: number;
  readonly second: number;
  readonly third: number;
}

/** A cubic spline on [0, 1] as an exponent, from its heights and slopes at knots; 0 at q = 0. */
export class SplineExponent implements Exponent, Hermite {
  readonly rises: boolean;
  readonly falls: boolean;
  readonly weightRises: boolean;
  private readonly pieces: readonly Piece[];

  /**
   * @param knots   rising from 0 to 1
   * @param heights at the knots, the first 0
   * @param slopes  at the knots
   */
  constructor(
    readonly knots: readonly number[],
    readonly heights: readonly number[],
    readonly slopes: readonly number[],
  ) {
    this.pieces = piecesThrough(knots, heights, slopes);
    this.rises = rises(knots, heights, slopes, 1);
    this.falls = rises(knots, heights, slopes, -1);
    this.weightRises = this.pieces.every((piece) => 1 + piece.right * Math.min(0, leastSlope(piece)) >= 0);
  }

  at(share: number): number {
    const k = this.indexOf(share);
    const { left, first, second, third } = this.pieces[k]!;
    const s = share - left;
    return this.heights[k]! + s * (first + s * (second + s * third));
  }

  slopeAt(share: number): number {
    const { left, first, second, third } = this.pieces[this.indexOf(share)]!;
    const s = share - left;
    return first + s * (2 * second + 3 * s * third);
  }

  /** The sum of every piece's rise up to the share, without a comparison, so that enclosures may span knots. */
  factor<T>(a: Arithmetic<T>, share: T): T {
    if (a.spline !== undefined) return a.exp(a.spline(this, share));
    let exponent = a.of(0);
    for (const { left, right, first, second, third } of this.pieces) {
      if (first === 0 && second === 0 && third === 0) continue;
      const s = a.subtract(a.min(a.max(share, a.of(left)), a.of(right)), a.of(left));
      const curved = a.add(a.of(second), a.multiply(s, a.of(third)));
      exponent = a.add(exponent, a.multiply(s, a.add(a.of(first), a.multiply(s, curved))));
    }
    return a.exp(exponent);
  }

  private indexOf(share: number): number {
    let k = 0;
    while (k < this.pieces.length - 1 && share >= this.knots[k + 1]!) k++;
    return k;
  }
}

/**
 * Through 0 at q = 0 and given values at q = 1/K, 2/K, ..., 1. Slopes at knots are the harmonic mean of the two
 * secants, or 0 where these differ in sign, and at the two ends the secant: continuously differentiable, and
 * monotone between any two knots, so that it never leaves the values there.
 * Source: Fritsch and Butland 1984, with equal spacing.
 *
 * @param values at q = 1/K, ..., 1
 */
export function monotoneSpline(values: readonly number[]): SplineExponent {
  const heights = [0, ...values];
  const secants = values.map((value, k) => (value - heights[k]!) * values.length);
  const slopes = heights.map((_, k) =>
    harmonicMean(secants[k - 1] ?? secants[k]!, secants[k] ?? secants[k - 1]!),
  );
  return new SplineExponent(
    heights.map((_, k) => k / values.length),
    heights,
    slopes,
  );
}

function harmonicMean(a: number, b: number): number {
  return a * b > 0 ? (2 * a * b) / (a + b) : 0;
}

/** Knots that lie closest at both ends, q_k = sin^2(pi k / 2K), k = 0..K: where shares of few rivals and small parts are. */
export function gradedKnots(count: number): number[] {
  return Array.from({ length: count + 1 }, (_, k) =>
    k === count ? 1 : Math.sin((Math.PI * k) / (2 * count)) ** 2,
  );
}

/**
 * The natural cubic spline through 0 at q = 0 and given values at the graded knots: twice continuously
 * differentiable, its second derivative 0 at both ends, and linear in the values, so that sums of splines are
 * splines of sums. Its slopes s solve, with h the widths and d the secants of the pieces,
 *
 *     s_(k-1) / h_k + 2 s_k (1 / h_k + 1 / h_(k+1)) + s_(k+1) / h_(k+1) = 3 (d_k / h_k + d_(k+1) / h_(k+1)),
 *     2 s_0 + s_1 = 3 d_1,   s_(K-1) + 2 s_K = 3 d_K.
 *
 * Source: de Boor 1978, A Practical Guide to Splines, chapter IV.
 *
 * @param values at the knots after the first
 */
export function naturalSpline(values: readonly number[]): SplineExponent {
  const knots = gradedKnots(values.length);
  const heights = [0, ...values];
  return new SplineExponent(knots, heights, smoothSlopes(knots, heights, "natural"));
}

/**
 * The clamped cubic spline through 0 at q = 0 and given values at q = 1/K, 2/K, ..., 1: as the natural one, but flat at
 * both ends, s_0 = s_K = 0, so that it goes on there as a constant without a kink.
 *
 * @param values at the knots after the first
 */
export function clampedSpline(values: readonly number[]): SplineExponent {
  const heights = [0, ...values];
  const knots = heights.map((_, k) => k / values.length);
  return new SplineExponent(knots, heights, smoothSlopes(knots, heights, "clamped"));
}

/** The slopes at knots that make a cubic spline twice continuously differentiable. */
function smoothSlopes(
  knots: readonly number[],
  heights: readonly number[],
  ends: "natural" | "clamped",
): number[] {
  const last = knots.length - 1;
  const right = new Float64Array(knots.length);
  const rows = knots.map((_, k) => {
    const row = new Float64Array(knots.length);
    if (ends === "clamped" && (k === 0 || k === last)) {
      row[k] = 1;
      return row;
    }
    for (const piece of [k - 1, k]) {
      if (piece < 0 || piece >= last) continue;
      const width = knots[piece + 1]! - knots[piece]!;
      const secant = (heights[piece + 1]! - heights[piece]!) / width;
      row[k] = row[k]! + 2 / width;
      row[piece === k ? k + 1 : k - 1] = 1 / width;
      right[k] = right[k]! + (3 * secant) / width;
    }
    return row;
  });
  return [...solveLinear(rows, right)!];
}

function piecesThrough(
  knots: readonly number[],
  heights: readonly number[],
  slopes: ArrayLike<number>,
): Piece[] {
  return knots.slice(1).map((right, k) => {
    const left = knots[k]!;
    const width = right - left;
    const secant = (heights[k + 1]! - heights[k]!) / width;
    const [before, after] = [slopes[k]!, slopes[k + 1]!];
    return {
      left,
      right,
      first: before,
      second: (3 * secant - 2 * before - after) / width,
      third: (before + after - 2 * secant) / width ** 2,
    };
  });
}

/**
 * Whether each piece is monotone by the test of Fritsch and Carlson 1980 (theorem 2, sufficient): slopes at its ends
 * between 0 and three times the secant. Nothing is left to rounding.
 *
 * @param sign 1 for rising, -1 for falling
 */
function rises(
  knots: readonly number[],
  heights: readonly number[],
  slopes: ArrayLike<number>,
  sign: 1 | -1,
): boolean {
  return knots.slice(1).every((right, k) => {
    const secant = (sign * (heights[k + 1]! - heights[k]!)) / (right - knots[k]!);
    return [slopes[k]!, slopes[k + 1]!].every((slope) => sign * slope >= 0 && sign * slope <= 3 * secant);
  });
}

/** The least slope of a piece, which is a quadratic. */
function leastSlope({ left, right, first, second, third }: Piece): number {
  const slope = (s: number) => first + s * (2 * second + 3 * s * third);
  const bottom = -second / (3 * third);
  const inside = third > 0 && bottom > 0 && bottom < right - left;
  return Math.min(slope(0), slope(right - left), inside ? slope(bottom) : Number.POSITIVE_INFINITY);
}
