/**
 * Bounds as decimals that still hold when they are printed: a lower bound rounded down, an upper bound rounded up.
 *
 * A double counts as the shortest decimal that reads as it, which is what JSON and people see; so the digits are cut
 * without a product or a quotient that rounds. A double whose own decimal is longer than that lies on the right side of
 * the result exactly; another one prints as the result.
 */

/**
 * The largest decimal of so many significant digits that is x 10^shift or less.
 *
 * @param digits 1 to 15, so that the decimal prints as it is
 * @param shift  2 for a share as a percentage
 */
export function decimalBelow(x: number, digits: number, shift = 0): number {
  return decimalOf(x, digits, shift, x < 0);
}

/** The smallest decimal of so many significant digits that is x 10^shift or more. */
export function decimalAbove(x: number, digits: number, shift = 0): number {
  return decimalOf(x, digits, shift, x > 0);
}

/** The first digits of x, one unit in the last place further from 0 where digits are cut off and `away` is set. */
function decimalOf(x: number, digits: number, shift: number, away: boolean): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const [mantissa, exponent] = Math.abs(x).toExponential().split("e") as [string, string];
  const all = mantissa.replace(".", "");
  const kept = all.slice(0, digits);
  const whole = Number(kept) + (away && all.length > digits ? 1 : 0);
  return Math.sign(x) * Number(`${whole}e${Number(exponent) + 1 - kept.length + shift}`);
}
