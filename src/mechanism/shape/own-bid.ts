import { type OwnBidFormula, weighted } from "../formula.js";
import type { Claims, Rule } from "../mechanism.js";
import { ownBidSeat } from "./seat.js";

/**
 * Own-bid rules: weight and cost depend on the own bid alone,
 *
 *     x_i = f(b_i) / sum_j f(b_j),   p_i = c(b_i)     over the positive bids.
 *
 * f > 0 is increasing and c >= 0 nondecreasing on b > 0. Both may jump at 0, since a bid of 0 is staying out.
 *
 * Seen in weights w = f(b) every such rule is a proportional contest with the cost function
 * C(w) = c(f^-1(w)), and its equilibria follow from the marginal cost of weight alone, here called the
 * price of weight, C'(w) = c'(b) / f'(b).
 * Source: Cornes and Hartley 2005, "Asymmetric contests with general technologies", section 2.
 */
export interface OwnBidRule {
  /** f(b), b > 0. */
  weight(bid: number): number;
  /** c(b), b > 0, value units. */
  cost(bid: number): number;
  /** The price of weight C'(w) = c'(b) / f'(b) at a bid b > 0 and its weight w = f(b). */
  price(bid: number, weight: number): number;
  /** f^-1(w). */
  bidAt(weight: number): number;
  /** log C'(w) as a function of log w. */
  logPrice(logWeight: number): number;
  /** Its slope, d log C'(w) / d log w: 0 where weight has a constant price, above 0 where C is convex. */
  logPriceSlope(logWeight: number): number;
  /** The limits of f and c as b falls to 0: the weight and the fee of a vanishing bid. */
  readonly weightAtZero: number;
  readonly costAtZero: number;
  /** The limit of C' as b falls to 0; 0 where the first weight is free, so that everybody takes part. */
  readonly priceAtZero: number;
  /** C(w) = costAtZero + priceAtZero w: weight has a constant price, as in PAP. */
  readonly linear: boolean;
  /**
   * C is convex: then every utility v w / (w + R) - C(w) is concave in the own weight, the first-order
   * condition is sufficient, and without a fee or a weight at zero the equilibrium is unique.
   */
  readonly convexCost: boolean;
  /** f(a + b) >= f(a) + f(b) and c(a + b) <= c(a) + c(b): parts weigh no more than the whole and cost no less. */
  readonly splitProof: boolean;
}

/**
 * The rule of a weight and a cost. Where it is scale-free, f is a power and the weights are taken of
 * b_i / max b, which leaves the shares as they are and cannot overflow.
 */
export function ownBidRule(
  rule: OwnBidRule,
  claims: Pick<Claims, "scaleFree"> & Partial<Pick<Claims, "withholds">>,
  formula: OwnBidFormula,
): Rule {
  return {
    formula: weighted(
      (a, { bid }) => formula.weight(a, bid),
      (a, { bid }) => formula.cost(a, bid),
    ),
    ...(claims.scaleFree
      ? {
          inShares: {
            weight: (a, share) => formula.weight(a, share),
            price: (a, share) => formula.cost(a, share),
          },
        }
      : {}),
    shape: { kind: "own-bid", rule },
    seat: ownBidSeat(rule, claims.scaleFree),
    claims: { withholds: false, ...claims, monotone: true, tiesByIndex: false },
    outcome(bids, allocations, payments) {
      const unit = claims.scaleFree ? largest(bids) : 1;
      let total = 0;
      for (let i = 0; i < bids.length; i++) {
        const bid = bids[i]!;
        const weight = bid > 0 ? rule.weight(bid / unit) : 0;
        allocations[i] = weight;
        payments[i] = bid > 0 ? rule.cost(bid) : 0;
        total += weight;
      }
      if (total > 0) for (let i = 0; i < bids.length; i++) allocations[i] = allocations[i]! / total;
    },
  };
}

function largest(bids: Float64Array): number {
  let highest = 0;
  for (let i = 0; i < bids.length; i++) if (bids[i]! > highest) highest = bids[i]!;
  return highest;
}
