import type { Arithmetic } from "../../numeric/arithmetic.js";
import type { ShareCurve } from "./concentration.js";

/**
 * A polynomial that is `atZero` at q = 0 and 0 at q = 1, in Bernstein form:
 *
 *     atZero (1 - q) + q (1 - q) C(q),   C(q) = sum_k a_k binomial(m - 1, k - 1) q^(k-1) (1 - q)^(m-k),   k = 1..m.
 *
 * C is a mean of the a_k, so that it lies between the least and the largest of them, and falls where they do.
 * Source: Farin 2002, Curves and Surfaces for CAGD, chapter 5.
 */
export class BernsteinCurve implements ShareCurve {
  private readonly scaled: readonly number[];

  /**
   * @param coefficients a_1 to a_m
   */
  constructor(
    private readonly atZero: number,
    coefficients: readonly number[],
  ) {
    const last = coefficients.length - 1;
    this.scaled = coefficients.map((each, k) => each * binomial(last, k));
  }

  at(share: number, rest: number): number {
    const { scaled } = this;
    let [sum, power] = [0, 1];
    for (let k = 0; k < scaled.length; k++) {
      sum = sum * rest + scaled[k]! * power;
      power *= share;
    }
    return rest * (this.atZero + share * sum);
  }

  slope(share: number, rest: number): number {
    const { scaled } = this;
    let [sum, slope, power, lower] = [0, 0, 1, 0];
    for (let k = 0; k < scaled.length; k++) {
      slope = slope * rest - sum + scaled[k]! * k * lower;
      sum = sum * rest + scaled[k]! * power;
      lower = power;
      power *= share;
    }
    return rest * (sum + share * slope) - (this.atZero + share * sum);
  }

  formula<T>(a: Arithmetic<T>, share: T, rest: T): T {
    let sum = a.of(0);
    let power = a.of(1);
    for (const coefficient of this.scaled) {
      sum = a.add(a.multiply(sum, rest), a.multiply(a.of(coefficient), power));
      power = a.multiply(power, share);
    }
    return a.multiply(rest, a.add(a.of(this.atZero), a.multiply(share, sum)));
  }
}

function binomial(n: number, k: number): number {
  let product = 1;
  for (let j = 1; j <= k; j++) product = (product * (n - k + j)) / j;
  return product;
}
