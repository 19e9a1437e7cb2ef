import { solve } from "../../equilibrium/solve.js";
import { geometricMean } from "../../metric/fairness.js";
import { sum } from "../../numeric/sum.js";
import type { Setting } from "../setting.js";
import { efficientShares, worthOf } from "./efficient.js";
import { tangentEquilibria } from "./tangent.js";

export interface DiminishingInput {
  /** v_i > 0. */
  readonly values: readonly number[];
  /** How fast the worth of a share falls, in [0, 1]. */
  readonly gamma: number;
}

export interface DiminishingFigures {
  readonly bids: readonly number[];
  readonly allocations: readonly number[];
  /** Value units, and as a share of the largest value. */
  readonly revenue: number;
  readonly revenueShare: number;
  /** The geometric mean of the allocations. */
  readonly fairness: number;
  readonly utilities: readonly number[];
  /** sum_i v_i (x_i - gamma x_i^2 / 2), value units. */
  readonly welfare: number;
  /** The split of largest welfare, its welfare and its fairness. */
  readonly efficientShares: readonly number[];
  readonly efficientWelfare: number;
  readonly efficientFairness: number;
  /** 1 - welfare / efficientWelfare. */
  readonly welfareLost: number;
}

/**
 * *Does a fair rule count the cost of centralisation twice?* Bidders bear such costs themselves: winning more is worth less,
 *
 *     U_i = v_i (x_i - gamma x_i^2 / 2) - p_i,   0 <= gamma <= 1,
 *
 * x_i the expected share of slots, in the long run. A deviation is another single bid: where the highest bid wins and sets
 * the price, a player has all slots or none, and the whole is worth v_i (1 - gamma / 2) to it. (Whoever could bid high in
 * some slots and low in others would like to.)
 * Source: the third reply to Neuder, Garimidi and Roughgarden 2024.
 */
export const diminishing: Setting<DiminishingInput, DiminishingFigures> = {
  name: "diminishing",
  games: ([mechanism], { values }) => [{ name: "slot", mechanism: mechanism!, values }],
  solve(game, { gamma }, options) {
    const { mechanism, values } = game;
    const { shape } = mechanism;
    if (shape.kind !== "highest-bid" || shape.price === "all-pay")
      return tangentEquilibria(game, gamma, options);
    return solve(
      mechanism,
      values.map((value) => value * worthOf(1, gamma)),
      options,
    );
  },
  figures({ values, gamma }, [game]) {
    const { bids, allocations, payments, utilities } = game!.played;
    const revenue = sum(payments);
    const welfareOf = (shares: readonly number[]) =>
      sum(shares.map((share, i) => values[i]! * worthOf(share, gamma)));
    const efficient = efficientShares(values, gamma);
    const [welfare, efficientWelfare] = [welfareOf(allocations), welfareOf(efficient)];
    return {
      ...{ bids, allocations, revenue, revenueShare: revenue / Math.max(...values) },
      ...{ fairness: geometricMean(allocations), utilities, welfare },
      ...{ efficientShares: efficient, efficientWelfare, efficientFairness: geometricMean(efficient) },
      welfareLost: Math.max(0, 1 - welfare / efficientWelfare),
    };
  },
};
