import { naturalSpline, type SplineExponent } from "../mechanism/shape/spline-exponent.js";

/**
 * The directions in which a scale-free rule is tilted: with D = 2 K coordinates t,
 *
 *     f(q) exp(sum_k t_k phi_k(q)),   c(q) exp(sum_k t_(K+k) phi_k(q)),
 *
 * phi_k the natural spline that is 1 at the k-th graded knot and 0 at the others. These are the parameters
 * z_1..z_K, e_1..e_K of `share-tilt`.
 */
export class Tilt {
  readonly dimensions: number;
  private readonly cardinals: readonly SplineExponent[];

  /** @param knots K, 4 to 16 */
  constructor(readonly knots: number) {
    this.dimensions = 2 * knots;
    this.cardinals = Array.from({ length: knots }, (_, k) =>
      naturalSpline(Array.from({ length: knots }, (_, j) => (j === k ? 1 : 0))),
    );
  }

  /** phi_1(q)..phi_K(q). */
  at(share: number): Float64Array {
    return Float64Array.from(this.cardinals, (cardinal) => cardinal.at(share));
  }

  /** phi_1'(q)..phi_K'(q). */
  slopesAt(share: number): Float64Array {
    return Float64Array.from(this.cardinals, (cardinal) => cardinal.slopeAt(share));
  }

  /** The parameters of `share-tilt` at t, to be joined by `of`. */
  parameters(t: ArrayLike<number>): Record<string, number> {
    const named: Record<string, number> = { knots: this.knots };
    for (let k = 0; k < this.knots; k++) {
      named[`z${k + 1}`] = t[k]!;
      named[`e${k + 1}`] = t[this.knots + k]!;
    }
    return named;
  }
}
