/** Half a rounding step, relative and absolute: u (1 + 2 u) with u = 2^-53, and the smallest double. */
const STEP = 2 ** -53 + 2 ** -105;
const SMALLEST = 5e-324;

/**
 * A number at or below every number that rounds to x.
 * Source: Rump, Zimmermann, Boldo and Melquiond 2009, "Computing predecessor and successor in rounding to
 * nearest", algorithm 1.
 */
export function below(x: number): number {
  return x === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : x - (Math.abs(x) * STEP + SMALLEST);
}

/** A number at or above every number that rounds to x. */
export function above(x: number): number {
  return x === Number.NEGATIVE_INFINITY ? -Number.MAX_VALUE : x + (Math.abs(x) * STEP + SMALLEST);
}

/** exp, log and powers are left to the engine by the language: two units in the last place, at least. */
const FAR = 2 ** -51;
export const farBelow = (x: number) =>
  x === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : x - (Math.abs(x) * FAR + 4 * SMALLEST);
export const farAbove = (x: number) => -farBelow(-x);

/** 2^27 + 1: a double times it falls into two halves of 26 bits. */
const SPLITTER = 2 ** 27 + 1;

/**
 * Whether k x >= y, without rounding: both halves of x times k are doubles, and k high - y is exact where it is small.
 * Source: Dekker 1971, "A floating-point technique for extending the available precision" (Veltkamp's splitting).
 *
 * @param k a whole number, 0 to 2^24
 * @param x 0 to 1e290
 * @param y 0 or more
 */
export function isTimesAtLeast(k: number, x: number, y: number): boolean {
  const scaled = SPLITTER * x;
  const high = scaled - (scaled - x);
  const low = x - high;
  return k * high - y >= -k * low;
}
