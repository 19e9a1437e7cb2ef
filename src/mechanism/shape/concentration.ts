import type { Arithmetic } from "../../numeric/arithmetic.js";
import { outcomeOfSeats, seatsOf } from "../formula.js";
import type { Rule } from "../mechanism.js";
import type { ShareRule } from "./share.js";

/** A smooth function of a share on [0, 1], which takes the rest 1 - q beside the share q. */
export interface ShareCurve {
  at(share: number, rest: number): number;
  slope(share: number, rest: number): number;
  formula<T>(arithmetic: Arithmetic<T>, share: T, rest: T): T;
}

/**
 * Proportional shares at a price that all bids move together:
 *
 *     x_i = q_i,   p_i = B (q_i + c(q_i) + q_i E),   E = sum_j e(q_j).
 */
export interface ConcentrationRule {
  /** c, from 0 up to what the limit of vanishing bids pays, a fee. */
  readonly own: ShareCurve;
  /** e, with e(0) = 0, so that vanishing bids move nobody's price. */
  readonly coupling: ShareCurve;
}

/** The rule of an own and a coupled price; payments must come out at 0 or more. */
export function concentrationRule(rule: ConcentrationRule): Rule {
  const { own, coupling } = rule;
  return {
    shape: { kind: "concentration", rule, pair: pairRule(rule) },
    traits: { reach: "share", smooth: true, constants: [] },
    claims: { scaleFree: true, monotone: true, tiesByIndex: false, withholds: false },
    formula(a, bids) {
      const seats = seatsOf(a, bids);
      const sum = seats.map(({ share, rest }) => coupling.formula(a, share, rest())).reduce(a.add);
      const common = a.add(a.of(1), sum);
      return outcomeOfSeats(
        a,
        seats,
        (_, { bid }) => bid,
        (_, { total, share, rest }) =>
          a.multiply(total, a.add(a.multiply(share, common), own.formula(a, share, rest()))),
      );
    },
    outcome(bids, allocations, payments) {
      let top = 0;
      for (let i = 1; i < bids.length; i++) if (bids[i]! > bids[top]!) top = i;
      let others = 0;
      for (let i = 0; i < bids.length; i++) if (i !== top) others += bids[i]!;
      const total = others + (bids[top] ?? 0);
      let common = 1;
      for (let i = 0; i < bids.length; i++) {
        allocations[i] = bids[i]! > 0 ? bids[i]! / total : 0;
        if (bids[i]! > 0) common += coupling.at(allocations[i]!, restOf(i));
      }
      for (let i = 0; i < bids.length; i++) {
        payments[i] =
          bids[i]! > 0 ? total * (allocations[i]! * common + own.at(allocations[i]!, restOf(i))) : 0;
      }

      function restOf(i: number): number {
        return i === top ? others / total : 1 - allocations[i]!;
      }
    },
  };
}

/** Of two players' shares each follows from the other: with two bids E = e(q) + e(1 - q), and the rule is one of shares. */
function pairRule({ own, coupling }: ConcentrationRule): ShareRule {
  return {
    weight: (share) => share,
    weightSlope: () => 1,
    price(share, rest) {
      const common = 1 + coupling.at(share, rest) + coupling.at(rest, share);
      return share * common + own.at(share, rest);
    },
    priceSlope(share, rest) {
      const common = 1 + coupling.at(share, rest) + coupling.at(rest, share);
      const moved = coupling.slope(share, rest) - coupling.slope(rest, share);
      return common + share * moved + own.slope(share, rest);
    },
    splitProof: false,
  };
}
