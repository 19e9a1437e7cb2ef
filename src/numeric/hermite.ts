/** A piecewise cubic on [0, 1] by its heights and slopes at knots that rise from 0 to 1. */
export interface Hermite {
  readonly knots: readonly number[];
  readonly heights: readonly number[];
  readonly slopes: readonly number[];
}
