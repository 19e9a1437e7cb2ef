import type { HighestBidPrice } from "../../mechanism/shape/shape.js";
import { integrate } from "../../numeric/integrate.js";
import type { Unanswered } from "../setting.js";
import type { BayesGame } from "./game.js";
import { auctionRegret } from "./judge-auction.js";
import type { BayesPlay } from "./play.js";
import type { Types } from "./prior.js";
import type { Strategy } from "./strategy.js";

/** Error of an integral, relative to the largest value. */
const ERROR = 1e-13;

/**
 * Play where the highest bid wins, n players of one prior F without atoms. With A(v) the integral of w d F(w)^(n-1) up to v,
 * a type v bids
 *
 *     second price  v
 *     first price   A(v) / F(v)^(n-1), the lowest type its value
 *     all-pay       A(v)
 *
 * The figures are worked out from these bids, each by its own rule, so that revenue equivalence is a result.
 * Source: Vickrey 1961; Krishna, Auction Theory, chapters 2 and 3.
 */
export function auctionPlay(game: BayesGame, price: HighestBidPrice): BayesPlay | Unanswered {
  const [{ types }] = game.classes as [BayesGame["classes"][number]];
  if (game.classes.length > 1 || types.stepwise) {
    const { family } = game.mechanism.candidate;
    const why = game.classes.length > 1 ? "players of different priors" : "values of positive probability";
    return {
      status: "unsupported-rule",
      reason: `${family}: the highest bid wins, and has no closed form with ${why}; give all players one uniform or lognormal prior`,
    };
  }
  const { players: n, top } = game;
  const strategy: Strategy = {
    ...{ types, cut: types.from, edges: [types.from, types.to] },
    bidAt: auctionBids(types, n, price),
  };
  const { bidAt } = strategy;
  const mean = (at: (t: number) => number) =>
    integrate({ at: (t) => at(t) * types.densityAt(t) }, types.from, types.to, ERROR * top);
  const below = (t: number) => types.probabilityBelow(t);
  const winning = (t: number) => n * below(t) ** (n - 1);
  const second = (t: number) => n * (n - 1) * below(t) ** (n - 2) * (1 - below(t));
  const paidWith = { first: winning, second, "all-pay": () => n }[price];
  return {
    ...{ game, strategies: [strategy], regret: auctionRegret(strategy, n, price) },
    revenue: mean((t) => bidAt(t) * paidWith(t)),
    ...{ fairness: 0, rivals: null },
    shares: game.classOf.map(() => mean((t) => below(t) ** (n - 1))),
    welfare: mean((t) => types.valueAt(t) * winning(t)),
    utilityAt(_, t) {
      const won = below(t) ** (n - 1);
      const paid = {
        first: () => bidAt(t) * won,
        second: () => againstHighest(types, n, bidAt, t, ERROR * top),
        "all-pay": () => bidAt(t),
      }[price]();
      return types.valueAt(t) * won - paid;
    },
  };
}

function auctionBids(types: Types, n: number, price: HighestBidPrice): (t: number) => number {
  if (price === "second") return types.valueAt;
  const smallest = types.highest * ERROR;
  if (price === "all-pay") return (t) => againstHighest(types, n, types.valueAt, t, smallest);
  return (t) => {
    const won = types.probabilityBelow(t) ** (n - 1);
    // Next to the lowest type both integrals vanish, and their ratio tends to its value.
    if (!(won > Number.MIN_VALUE)) return types.lowest;
    return againstHighest(types, n, types.valueAt, t, smallest * won) / won;
  };
}

/** The integral of `at` up to t with respect to the distribution F^(n-1) of the highest rival's type. */
function againstHighest(
  types: Types,
  n: number,
  at: (t: number) => number,
  t: number,
  error: number,
): number {
  const integrand = (s: number) =>
    at(s) * (n - 1) * types.probabilityBelow(s) ** (n - 2) * types.densityAt(s);
  return integrate({ at: integrand }, types.from, t, error);
}
