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
