import type { Arithmetic } from "../../numeric/arithmetic.js";
import type { Exponent } from "./exponent-share.js";

/** One piece: its rise above the knot on its left is s (first + s (second + s third)), s = q - left. */
interface Piece {
  readonly left: number;
  readonly right: number;
  readonly first: number;
  readonly second: number;
  readonly third: number;
}

/**
 * The cubic spline through 0 at q = 0 and given values at q = 1/K, 2/K, ..., 1. Slopes at knots are the harmonic
 * mean of the two secants, or 0 where these differ in sign, and at the two ends the secant: continuously
 * differentiable, and monotone between any two knots, so that it never leaves the values there.
 * Source: Fritsch and Butland 1984, with equal spacing.
 */
export class SplineExponent implements Exponent {
  readonly rises: boolean;
  readonly falls: boolean;
  readonly weightRises: boolean;
  private readonly pieces: readonly Piece[];
  private readonly heights: readonly number[];

  /** @param values at q = 1/K, ..., 1 */
  constructor(values: readonly number[]) {
    this.heights = [0, ...values];
    this.pieces = piecesThrough(this.heights);
    const steps = values.map((value, k) => value - this.heights[k]!);
    this.rises = steps.every((step) => step >= 0);
    this.falls = steps.every((step) => step <= 0);
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
    return Math.min(Math.floor(share * this.pieces.length), this.pieces.length - 1);
  }
}

function piecesThrough(heights: readonly number[]): Piece[] {
  const count = heights.length - 1;
  const width = 1 / count;
  const secants = Array.from({ length: count }, (_, k) => (heights[k + 1]! - heights[k]!) / width);
  const slopes = heights.map((_, k) =>
    harmonicMean(secants[k - 1] ?? secants[k]!, secants[k] ?? secants[k - 1]!),
  );
  return secants.map((secant, k) => {
    const [before, after] = [slopes[k]!, slopes[k + 1]!];
    return {
      left: k / count,
      right: (k + 1) / count,
      first: before,
      second: (3 * secant - 2 * before - after) / width,
      third: (before + after - 2 * secant) / width ** 2,
    };
  });
}

function harmonicMean(a: number, b: number): number {
  return a * b > 0 ? (2 * a * b) / (a + b) : 0;
}

/** The least slope of a piece, which is a quadratic. */
function leastSlope({ left, right, first, second, third }: Piece): number {
  const slope = (s: number) => first + s * (2 * second + 3 * s * third);
  const bottom = -second / (3 * third);
  const inside = third > 0 && bottom > 0 && bottom < right - left;
  return Math.min(slope(0), slope(right - left), inside ? slope(bottom) : Number.POSITIVE_INFINITY);
}
