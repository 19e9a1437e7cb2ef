import { InputError } from "../input-error.js";
import { checkedValues } from "./value-profile.js";

/** A player and the number of auctions it won. */
export interface Winner {
  readonly player: string;
  /** A whole number from 1 up. */
  readonly wins: number;
}

/** Mean and sample standard deviation of the natural logarithms of positive amounts. */
export interface LogMoments {
  /** Log of the unit the amounts are in. */
  readonly mean: number;
  /** Without unit; exactly 0 where all amounts are equal. */
  readonly sd: number;
}

/** What the winners of a random-value auction say about the players' values. */
export interface BuilderStrengths {
  /** Frechet shape: small where values vary much from auction to auction, large where they hardly do. */
  readonly theta: number;
  /** One standard error of theta, under the model. */
  readonly thetaError: number;
  /** Winners, strongest first; equally strong ones by name. */
  readonly players: readonly string[];
  /** Typical value of each player, in the unit of the bids. */
  readonly values: readonly number[];
}

/**
 * Typical values of players of whom only the winners' bids are known, from how often each one won.
 *
 * Model: in each auction player i values the good at V_i = s_i eps_i, with eps_i independent and Frechet,
 * Pr(eps <= z) = exp(-z^-theta), and the highest value wins. With S^theta = sum_j s_j^theta the maximum is S
 * times such a Frechet variable, whoever wins, and i wins with probability
 *
 *     pi_i = s_i^theta / S^theta.
 *
 * Fit, with m and d the mean and standard deviation of the log winning bids, gamma Euler's constant and
 * w_i the wins:
 *
 *     theta = pi / (d sqrt 6)           since sd(log max V) = pi / (theta sqrt 6)
 *     pi_i  = w_i / sum_j w_j           the maximum-likelihood estimate
 *     log S = m - gamma / theta         since E log max V = log S + gamma / theta
 *
 * The value returned is the geometric mean exp(E log V_i) = s_i exp(gamma / theta) = exp(m) pi_i^(1/theta);
 * unlike the mean it exists for every theta. It is the typical bid of a winner, lowered for winning seldom.
 *
 * Winning bids are LOWER bounds of the winners' values. Taken for the values themselves they put all players
 * too low by the same factor where every winner keeps the same share of its value; ratios are then right.
 * Standard error of theta: theta sqrt(1.1 / n) over n auctions, as log max V is Gumbel with kurtosis 5.4.
 * Players who never won are unknown to it, and one player alone gets exp(m).
 *
 * Sources: Luce 1959, "Individual Choice Behavior" (choice in proportion to strength); Eaton and Kortum 2002,
 * "Technology, Geography, and Trade", equations 4 to 8 (Frechet productivities, shares in proportion to
 * s^theta); Johnson, Kotz and Balakrishnan 1995, chapter 22 (moments of the Gumbel distribution).
 *
 * @param winners each player once, in any order
 * @param logBids moments of the log winning bids; see logMoments
 * @param where   how messages call their place
 * @throws InputError without winners, for wins that are not whole and positive, or where the bids have no
 *         spread (one auction, or all bids equal), which leaves theta unbounded
 */
export function builderStrengths(
  winners: readonly Winner[],
  logBids: LogMoments,
  where: string,
): BuilderStrengths {
  if (winners.length === 0) throw new InputError(`${where}: no winning bids; give at least two`);
  for (const { player, wins } of winners) {
    if (!Number.isSafeInteger(wins) || wins < 1) {
      throw new InputError(`${where}: ${player} has ${wins} wins; give a whole number from 1 up`);
    }
  }
  const { mean, sd } = logBids;
  if (!Number.isFinite(mean) || !Number.isFinite(sd) || sd <= 0) {
    throw new InputError(
      `${where}: the winning bids have no spread to estimate from; give two or more, not all of one value`,
    );
  }
  const auctions = winners.reduce((total, { wins }) => total + wins, 0);
  const theta = Math.PI / (sd * Math.sqrt(6));
  const ranked = [...winners].sort((a, b) => b.wins - a.wins || (a.player < b.player ? -1 : 1));
  const values = ranked.map(({ wins }) => Math.exp(mean + Math.log(wins / auctions) / theta));
  return {
    theta,
    thetaError: theta * Math.sqrt(1.1 / auctions),
    players: ranked.map(({ player }) => player),
    values: checkedValues(values, where),
  };
}

/**
 * Moments of the natural logarithms of amounts > 0; sd has the divisor n - 1, and is 0 for a single amount.
 * Logs are taken relative to the first amount, so that equal amounts give exactly 0.
 */
export function logMoments(amounts: readonly number[]): LogMoments {
  const first = Math.log(amounts[0]!);
  const offsets = amounts.map((amount) => Math.log(amount) - first);
  const offset = offsets.reduce((total, x) => total + x, 0) / offsets.length;
  const squares = offsets.reduce((total, x) => total + (x - offset) ** 2, 0);
  return { mean: first + offset, sd: Math.sqrt(squares / Math.max(1, offsets.length - 1)) };
}
