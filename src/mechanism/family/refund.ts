import type { Arithmetic } from "../../numeric/arithmetic.js";
import type { Formula } from "../formula.js";
import type { MechanismFamily, Rule } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { type ShareBase, shareBaseOf } from "../shape/exponent-share.js";
import { repaid } from "../shape/facing.js";
import { repriced } from "../shape/seat.js";
import { shareRule } from "../shape/share.js";

/** A share of what losers paid is given back: from all-pay (0) to winner-pays (1). */
export const refund: MechanismFamily = {
  name: "refund",
  card: {
    title: "Refund share for losers",
    allocation: '"x as in the mechanism refunded"',
    payment: 'p_i = p\'_i (1 - `share` (1 - x_i))  "in expectation"',
    source: "Matros and Armanios 2009, Tullock's Contest with Reimbursements",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "a share of every losing ticket is refunded"),
    note: "Of PAP: share 0 is PAP itself, share 1 is winner-pays.",
  },
  parameters: [
    { name: "share", meaning: "share of a loser's payment given back", minimum: 0, maximum: 1, default: 0.5 },
  ],
  pap: { share: 0 },
  of: { count: 1, default: [{ family: "pap" }] },
  build({ parameters, of }) {
    const share = parameters.share!;
    const refunded = of[0]!;
    const base = shareBaseOf(refunded);
    if (base?.proportional) return refundedShares(base, share);
    const kept = (paid: number, x: number) => paid * (1 - share * (1 - x));
    const facing = repaid(refunded, kept);
    return {
      shape: { kind: "general" },
      claims: refunded.claims,
      ...(facing ? { facing } : {}),
      ...(refunded.seat ? { seat: repriced(refunded.seat, kept) } : {}),
      ...(refunded.formula ? { formula: refundedIn(refunded.formula, share) } : {}),
      outcome(bids, allocations, payments) {
        refunded.outcome(bids, allocations, payments);
        for (let i = 0; i < bids.length; i++) {
          payments[i] = kept(payments[i]!, allocations[i]!);
        }
      },
    };
  },
};

/** Where x_i = q_i, the refund makes a rule of shares again: c(q) (1 - share (1 - q)). */
function refundedShares({ rule, formula }: ShareBase, share: number): Rule {
  return shareRule(
    {
      weight: (q) => q,
      weightSlope: () => 1,
      price: (q, rest) => rule.price(q, rest) * (1 - share * rest),
      priceSlope: (q, rest) => rule.priceSlope(q, rest) * (1 - share * rest) + share * rule.price(q, rest),
      splitProof: rule.splitProof && share === 0,
      proportional: true,
    },
    {
      weight: (_, q) => q,
      price: (a, q, rest) =>
        a.multiply(formula.price(a, q, rest), a.subtract(a.of(1), a.multiply(a.of(share), rest))),
    },
  );
}

function refundedIn(formula: Formula, share: number): Formula {
  return <T>(a: Arithmetic<T>, bids: readonly T[]) => {
    const { allocations, payments } = formula(a, bids);
    const kept = (x: T) => a.subtract(a.of(1), a.multiply(a.of(share), a.subtract(a.of(1), x)));
    return { allocations, payments: payments.map((p, i) => a.multiply(p, kept(allocations[i]!))) };
  };
}
