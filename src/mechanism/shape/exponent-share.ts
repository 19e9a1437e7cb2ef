import type { Arithmetic } from "../../numeric/arithmetic.js";
import type { ShareFormula } from "../formula.js";
import type { Rule } from "../mechanism.js";
import type { OwnBidRule } from "./own-bid.js";
import { type RuleOfShares, type ShareRule, shareRule } from "./share.js";

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

/** A scale-free rule of weights, fast and as a formula, and whether its weight is the share itself. */
export interface ShareBase {
  readonly rule: ShareRule;
  readonly formula: ShareFormula;
  /** f(q) = q: then f(q) exp(z(q)) rises as soon as 1 + q z'(q) >= 0. */
  readonly proportional: boolean;
}

/** PAP: f(q) = c(q) = q. */
const PROPORTIONAL: ShareBase = {
  rule: {
    weight: (share) => share,
    weightSlope: () => 1,
    price: (share) => share,
    priceSlope: () => 1,
    splitProof: true,
    proportional: true,
  },
  formula: { weight: (_, share) => share, price: (_, share) => share },
  proportional: true,
};

/**
 * A scale-free share rule, tilted by two exponents:
 *
 *     x_i proportional to f(q_i) exp(z(q_i)),   p_i = B c(q_i) exp(e(q_i)),
 *
 * by default of f(q) = c(q) = q, which is PAP where z = e = 0.
 *
 * Neither exponent's constant matters, so that both are 0 at q = 0: one in z is normalised away, and one in e is
 * a change of the unit that bids are counted in.
 *
 * Where f is superadditive, c subadditive, z rises and e falls no split gains: with g rising
 * f(a + b) g(a + b) >= f(a) g(a) + f(b) g(b), and with g falling c(a + b) g(a + b) <= c(a) g(a) + c(b) g(b).
 *
 * @param z exponent of the weight
 * @param e exponent of the payment
 */
export function exponentShareRule(z: Exponent, e: Exponent, base: ShareBase = PROPORTIONAL): RuleOfShares {
  const { rule, formula, proportional } = base;
  return shareRule(
    {
      weight: (share, rest) => rule.weight(share, rest) * Math.exp(z.at(share, rest)),
      weightSlope: (share, rest) =>
        Math.exp(z.at(share, rest)) *
        (rule.weightSlope(share, rest) + rule.weight(share, rest) * z.slopeAt(share, rest)),
      price: (share, rest) => rule.price(share, rest) * Math.exp(e.at(share, rest)),
      priceSlope: (share, rest) =>
        Math.exp(e.at(share, rest)) *
        (rule.priceSlope(share, rest) + rule.price(share, rest) * e.slopeAt(share, rest)),
      splitProof: rule.splitProof && z.rises && e.falls,
    },
    {
      weight: (a, share, rest) => a.multiply(formula.weight(a, share, rest), z.factor(a, share, rest)),
      price: (a, share, rest) => a.multiply(formula.price(a, share, rest), e.factor(a, share, rest)),
    },
    { monotone: proportional ? z.weightRises : z.rises },
  );
}

/** A mechanism as a scale-free rule of weights; null where it is none. */
export function shareBaseOf({ shape, inShares, claims }: Rule): ShareBase | null {
  if (!claims.scaleFree || inShares === undefined) return null;
  if (shape.kind === "share") {
    return { rule: shape.rule, formula: inShares, proportional: shape.rule.proportional === true };
  }
  return shape.kind === "own-bid" ? ofOwnBid(shape.rule, inShares) : null;
}

/** Weight a power of the bid, cost in proportion to it: shares may stand for bids. */
function ofOwnBid(own: OwnBidRule, formula: ShareFormula): ShareBase {
  const unit = own.cost(1);
  return {
    rule: {
      weight: (share) => own.weight(share),
      weightSlope: (share) => unit / own.price(share, own.weight(share)),
      price: (share) => unit * share,
      priceSlope: () => unit,
      splitProof: own.splitProof,
    },
    formula,
    proportional: own.linear,
  };
}
