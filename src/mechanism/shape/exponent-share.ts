import type { Arithmetic } from "../../numeric/arithmetic.js";
import type { Rule } from "../mechanism.js";
import { shareRule } from "./share.js";

/** A function z(q) of a share on (0, 1), with z(0) = 0, that weights or prices carry in their exponent. */
export interface Exponent {
  /** z(q) and z'(q), from q and 1 - q. */
  at(share: number, rest: number): number;
  slopeAt(share: number, rest: number): number;
  /** exp(z(q)) in numbers of any kind. */
  factor<T>(arithmetic: Arithmetic<T>, share: T, rest: T): T;
  /** z' >= 0, and z' <= 0, on all of (0, 1). */
  readonly rises: boolean;
  readonly falls: boolean;
  /** 1 + q z'(q) >= 0 on all of (0, 1), so that q exp(z(q)) rises. */
  readonly weightRises: boolean;
}

/**
 * The scale-free share rule of two exponents:
 *
 *     x_i proportional to q_i exp(z(q_i)),   p_i = B q_i exp(e(q_i)),   PAP where z = e = 0.
 *
 * Neither exponent's constant matters, so that both are 0 at q = 0: one in z is normalised away, and one in e is
 * a change of the unit that bids are counted in.
 *
 * Where z rises and e falls no split gains: a weight q g(q) with g rising is superadditive,
 * (a + b) g(a + b) >= a g(a) + b g(b), and with g falling subadditive.
 *
 * @param z exponent of the weight
 * @param e exponent of the payment
 */
export function exponentShareRule(z: Exponent, e: Exponent): Rule {
  return shareRule(
    {
      weight: (share, rest) => share * Math.exp(z.at(share, rest)),
      weightSlope: (share, rest) => Math.exp(z.at(share, rest)) * (1 + share * z.slopeAt(share, rest)),
      price: (share, rest) => share * Math.exp(e.at(share, rest)),
      priceSlope: (share, rest) => Math.exp(e.at(share, rest)) * (1 + share * e.slopeAt(share, rest)),
      splitProof: z.rises && e.falls,
    },
    {
      weight: (a, share, rest) => a.multiply(share, z.factor(a, share, rest)),
      price: (a, share, rest) => a.multiply(share, e.factor(a, share, rest)),
    },
    { monotone: z.weightRises },
  );
}
