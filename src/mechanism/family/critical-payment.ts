import { integrate } from "../../numeric/integrate.js";
import type { MechanismFamily, Rule } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { highestBidRule } from "../shape/highest-bid.js";
import { shareRule } from "../shape/share.js";

/** Families that allocate in proportion to bids, whatever they charge. */
const PROPORTIONAL: readonly string[] = ["pap", "pap-fee", "power-payment", "winner-pays"];
/** Of the bid: bids below that share of it are left out of the integral, and the error aimed at on each of its pieces. */
const SMALLEST = 1e-18;
const ERROR = 1e-13;

/** The payments under which the value itself is the best bid, whatever the others do. */
export const criticalPayment: MechanismFamily = {
  name: "critical-payment",
  card: {
    title: "Critical payments: the value is the best bid",
    allocation: '"x as in the mechanism it is made of, which must be monotone"',
    payment: "p_i = b_i x_i(b) - int_0^(b_i) x_i(t, b_(-i)) dt",
    source: "Myerson 1981, Optimal Auction Design, lemma 2; Archer and Tardos 2001 for one parameter",
    models: ["slot-auction-pbs"],
    w4h: answersOf(
      "slot-auction-pbs",
      "as in another mechanism, at payments that make the value the best bid",
    ),
    note:
      "Bidding the value is dominant, so the equilibrium needs no player to know another's value. The values here " +
      "are known, and the truthful equilibrium is one of several where an allocation has flat parts (a second-price " +
      "auction). Closed form for proportional allocation, p = B (1 - q) (-log(1 - q) - q), and for the highest bid; " +
      "elsewhere by quadrature to about 1e-12 of the bid where the allocation is smooth, without an exact replay. A lone bid pays nothing.",
  },
  parameters: [],
  of: { count: 1, default: [{ family: "pap" }], monotone: true },
  build({ of }) {
    const allocating = of[0]!;
    if (allocating.shape.kind === "highest-bid") return highestBidRule("second");
    return PROPORTIONAL.includes(allocating.candidate.family)
      ? proportionalCritical()
      : criticalOf(allocating);
  },
};

/** x_i = q_i and b q - integral of t / (t + R) from 0 to b = B (1 - q) (-log(1 - q) - q), with R = B (1 - q). */
function proportionalCritical(): Rule {
  return shareRule(
    {
      weight: (share) => share,
      weightSlope: () => 1,
      price: (share, rest) => (rest > 0 ? Math.max(0, rest * (-logRest(share, rest) - share)) : 0),
      priceSlope: (share, rest) => logRest(share, rest) + 2 * share,
      splitProof: false,
    },
    {
      weight: (_, share) => share,
      price(a, share, rest) {
        const zero = a.of(0);
        if (a.compare(rest, zero) === 0) return zero;
        return a.multiply(rest, a.subtract(a.subtract(zero, a.log(rest)), share));
      },
    },
  );
}

function logRest(share: number, rest: number): number {
  return share < 0.5 ? Math.log1p(-share) : Math.log(rest);
}

/** p_i = integral from 0 to b_i of x_i(b) - x_i(t) dt, over log t. */
function criticalOf({ outcome, claims }: Rule): Rule {
  return {
    shape: { kind: "general" },
    claims,
    outcome(bids, allocations, payments) {
      outcome(bids, allocations, payments);
      const played = Float64Array.from(bids);
      const won = new Float64Array(bids.length);
      const unused = new Float64Array(bids.length);
      for (let i = 0; i < bids.length; i++) {
        const bid = bids[i]!;
        payments[i] = 0;
        if (!(bid > 0)) continue;
        const integrand = {
          at(logRatio: number): number {
            const ratio = Math.exp(logRatio);
            played[i] = bid * ratio;
            outcome(played, won, unused);
            return ratio * Math.max(0, allocations[i]! - won[i]!);
          },
        };
        payments[i] = bid * integrate(integrand, Math.log(SMALLEST), 0, ERROR);
        played[i] = bid;
      }
    },
  };
}
