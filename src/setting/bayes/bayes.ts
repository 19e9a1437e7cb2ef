import { geometricMean } from "../../metric/fairness.js";
import type { Setting } from "../setting.js";
import { type BayesGame, bayesGame } from "./game.js";
import { largestLevy } from "./levy.js";
import { type BayesPlay, playBayesGame } from "./play.js";
import type { Prior } from "./prior.js";
import { type InterimSybil, interimSybil } from "./sybil.js";

export interface BayesInput {
  /** One a player, 2 to 5 of them. */
  readonly priors: readonly Prior[];
  /** Values at which bids and utilities are listed; for players of one prior alone. */
  readonly atValues?: readonly number[];
  /** PAP alone: the largest phi at which PAP + phi B keeps every type in. */
  readonly phi?: "largest";
  /** Sybil notion `bayes`: at most so many identities of one player. */
  readonly identities?: number;
}

/** A type's bid, for the table of strategies. */
export interface BidOfType {
  /** Players of this strategy, counted from 1. */
  readonly players: string;
  readonly value: number;
  /** Value units; what it bids where it bids. */
  readonly bid: number;
  /** Probability that it bids; between 0 and 1 where a type of a discrete prior mixes. */
  readonly participation: number;
  readonly utility: number;
  /** PAP's under the same priors, where it is known. */
  readonly papBid?: number;
}

export interface BayesFigures extends Partial<InterimSybil> {
  /** Value units. */
  readonly expectedRevenue: number;
  /** E of the geometric mean of the shares. */
  readonly expectedFairness: number;
  /** The geometric mean of E x_i. */
  readonly fairnessOfExpectedShares: number;
  readonly expectedShares: readonly number[];
  /** E sum v_i x_i, value units. */
  readonly expectedWelfare: number;
  /** Probability that a player bids, mean over players. */
  readonly participation: number;
  /** The lowest value that bids, by player. */
  readonly thresholds: readonly number[];
  /** Of the lowest type of any prior, value units; the least where priors differ. */
  readonly lowestTypeUtility: number;
  /** The most that a type gains by another bid, relative to the largest value: a search of its own (`certify`). */
  readonly interimRegret: number;
  /** expectedRevenue and expectedFairness over PAP's; left out where PAP has none. */
  readonly revenueOverPap?: number;
  readonly fairnessOverPap?: number;
  readonly bidsAt?: readonly number[];
  readonly interimUtilityAt?: readonly number[];
  readonly phiMax?: number;
  readonly revenueAtPhiMax?: number;
  readonly strategies: readonly BidOfType[];
}

/**
 * *What if nobody knows the others' values?* Values are independent, each from a prior that everybody knows; a player knows
 * its own. A strategy is a bid for each value; figures are expected over the priors, at the equilibrium found. Section 4
 * of the notes on settings; the solvers are those of `play.ts`, and no game with known values is played.
 */
export const bayes: Setting<BayesInput, BayesFigures> = {
  name: "bayes",
  games: () => [],
  figures(input, _, [mechanism]) {
    const game = bayesGame(mechanism!, input.priors);
    const levied = input.phi === undefined || mechanism!.candidate.family === "pap";
    if (!levied) {
      const { family } = mechanism!.candidate;
      return { status: "unsupported-rule", reason: `${family}: the largest phi is PAP's; leave phi out` };
    }
    const play = playBayesGame(game);
    return "status" in play ? play : figuresOf(input, play);
  },
  beside(own, pap) {
    return {
      ...own,
      revenueOverPap: own.expectedRevenue / pap.expectedRevenue,
      fairnessOverPap: own.expectedFairness / pap.expectedFairness,
      strategies: own.strategies.map((row) => ({ ...row, ...papBidOf(row, pap) })),
    };
  },
};

/** PAP's bid at the value of a row, where PAP's table has it: it has no threshold of another rule. */
function papBidOf({ players, value }: BidOfType, { strategies }: BayesFigures): { readonly papBid?: number } {
  const same = strategies.find((row) => row.players === players && row.value === value);
  return same === undefined ? {} : { papBid: same.bid };
}

function figuresOf({ atValues, phi, identities }: BayesInput, play: BayesPlay): BayesFigures {
  const { game, strategies, regret } = play;
  const byPlayer = <T>(of: (own: number) => T) => game.classOf.map(of);
  const bidding = byPlayer((k) => 1 - strategies[k]!.types.probabilityBelow(strategies[k]!.cut));
  return {
    expectedRevenue: play.revenue,
    expectedFairness: play.fairness,
    fairnessOfExpectedShares: geometricMean(play.shares),
    expectedShares: play.shares,
    expectedWelfare: play.welfare,
    participation: bidding.reduce((total, each) => total + each, 0) / game.players,
    thresholds: byPlayer((k) => strategies[k]!.types.valueAt(strategies[k]!.cut)),
    lowestTypeUtility: Math.min(...strategies.map(({ types }, k) => play.utilityAt(k, types.from))),
    interimRegret: regret.relative,
    ...(atValues === undefined ? {} : figuresAt(atValues, play)),
    ...(phi === undefined ? {} : largestLevy(play)),
    ...(identities === undefined ? {} : interimSybil(play, identities, atValues)),
    strategies: strategies.flatMap((_, k) => strategyRows(game, play, k)),
  };
}

function figuresAt(
  values: readonly number[],
  play: BayesPlay,
): Pick<BayesFigures, "bidsAt" | "interimUtilityAt"> {
  const [{ types, bidAt }] = play.strategies as [BayesPlay["strategies"][number]];
  const coordinates = values.map((value) => types.coordinateOf(value));
  return {
    bidsAt: coordinates.map(bidAt),
    interimUtilityAt: coordinates.map((t) => play.utilityAt(0, t)),
  };
}

/** Values of the table of strategies, for a prior without atoms. */
const ROWS = 11;

function strategyRows({ classOf }: BayesGame, play: BayesPlay, own: number): BidOfType[] {
  const { types, cut, bidAt } = play.strategies[own]!;
  const { from, to, breaks, stepwise } = types;
  const players = classOf.flatMap((k, i) => (k === own ? [i + 1] : [])).join(", ");
  const rowAt = (t: number, participation: number) => {
    const bid = participation > 0 ? bidAt(t) : 0;
    const utility = participation > 0 ? play.utilityAt(own, t) : 0;
    return { players, value: types.valueAt(t), bid, participation, utility };
  };
  if (stepwise) {
    return breaks.slice(1).map((end, k) => {
      const start = breaks[k]!;
      const within = Math.max(start, Math.min(cut, end));
      return rowAt(0.5 * (within + end), (end - within) / (end - start));
    });
  }
  const rows = Array.from({ length: ROWS }, (_, k) => {
    const t = from + (to - from) * (k / (ROWS - 1));
    return rowAt(t, t >= cut ? 1 : 0);
  });
  if (cut === from) return rows;
  // The threshold on both sides: the bid may jump there.
  const first = rows.findIndex(({ participation }) => participation > 0);
  return [...rows.slice(0, first), rowAt(cut, 0), rowAt(cut, 1), ...rows.slice(first)];
}
