import type { Mechanism, Rule } from "../../mechanism/mechanism.js";
import { decimalAbove } from "../../numeric/decimal.js";
import type { Unanswered } from "../setting.js";
import { auctionPlay } from "./auction.js";
import type { InterimRegret } from "./certify.js";
import type { Draws } from "./draws.js";
import type { BayesGame } from "./game.js";
import { smoothPlay } from "./smooth-play.js";
import type { Strategy } from "./strategy.js";

/** Strategies that are an equilibrium to within their certified regret, and what they lead to. */
export interface BayesPlay {
  readonly game: BayesGame;
  /** One a class. */
  readonly strategies: readonly Strategy[];
  readonly regret: InterimRegret;
  /** E sum p_i, value units. */
  readonly revenue: number;
  /** E of the geometric mean of the shares. */
  readonly fairness: number;
  /** E x_i, one a player. */
  readonly shares: readonly number[];
  /** E sum v_i x_i, value units. */
  readonly welfare: number;
  /** The rivals of a player of each class, as a quadrature of their types; null where the highest bid wins. */
  readonly rivals: readonly RivalDraws[] | null;
  /** Interim utility of a type of a class at its own bid, value units. */
  utilityAt(own: number, t: number): number;
}

/** Draws of rivals, and the bid of each of their nodes. */
export interface RivalDraws {
  readonly draws: Draws;
  readonly bids: ArrayLike<number>;
}

/** Largest interim regret of an equilibrium, relative to the largest value of any prior. */
const REGRET = 1e-6;

/**
 * An equilibrium of a game with private values: closed forms for the three auctions, Newton's method for the other rules;
 * both are judged by searches that share no code with them.
 *
 * @returns `unsupported-rule` where the highest bid wins and values are not identically distributed without atoms,
 *          `none-found` where the regret reached is above 1e-6 of the largest value
 */
export function playBayesGame(game: BayesGame): BayesPlay | Unanswered {
  const { shape } = game.mechanism;
  if (shape.kind === "highest-bid") return judged(auctionPlay(game, shape.price));
  if (takesHighest(game.mechanism)) {
    const { family } = game.mechanism.candidate;
    return {
      status: "unsupported-rule",
      reason: `${family}: a lottery over rules of which the highest bid wins one needs mixed strategies; give its parts`,
    };
  }
  return judged(smoothPlay(game));
}

function judged(play: BayesPlay | Unanswered): BayesPlay | Unanswered {
  if ("status" in play || play.regret.relative <= REGRET) return play;
  const { relative, value } = play.regret;
  const reached = Number.isFinite(relative) ? decimalAbove(relative, 3) : "without bound";
  return {
    status: "none-found",
    reason: `interim regret ${reached} of the largest value, at value ${Number(value.toPrecision(6))}; ${REGRET} was to be reached`,
  };
}

function takesHighest({ shape }: Mechanism | Rule): boolean {
  return shape.kind === "highest-bid" || (shape.kind === "mixture" && shape.of.some(takesHighest));
}
