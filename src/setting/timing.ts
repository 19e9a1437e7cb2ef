import { geometricMean } from "../metric/fairness.js";
import { sum } from "../numeric/sum.js";
import type { PlayedGame, Setting } from "./setting.js";

/** A state of the world: what the slot is worth to each player, and the signal that players get of it. */
export interface State {
  /** Above 0; those of all states sum to 1. */
  readonly probability: number;
  /** v_i > 0, one a player. */
  readonly values: readonly number[];
  /** States of one signal are not told apart; with mode `signal` only. */
  readonly signal?: string;
}

export interface TimingInput {
  /**
   * What is known when the slot is sold. `in-slot`: the state. `ahead`: nothing. `ahead-resale`: nothing, and the slot
   * is sold on. `signal`: the state's signal.
   */
  readonly mode: "in-slot" | "ahead" | "ahead-resale" | "signal";
  readonly states: readonly State[];
  /** Probability that the slot is sold on just in time, in [0, 1]; 0 where it is left out, and in the slot. */
  readonly resale?: number;
}

export interface TimingFigures {
  /** E R, value units. */
  readonly expectedRevenue: number;
  /** E R / E M, M(w) = max_i v_i(w). */
  readonly revenueShare: number;
  /** Corr(R, M) over states; 0 where R or M is constant. */
  readonly correlation: number;
  /** max(0, correlation)^2. */
  readonly tracking: number;
  /** min over a >= 0 of E |M - a R| / E M. */
  readonly oracleError: number;
  /** E sum_i v_i(w) x_i / E M, at the values of the state; after a resale the top player has the slot. */
  readonly welfare: number;
  /** E of the geometric mean of the allocations. */
  readonly ticketFairness: number;
  /** The geometric mean of `buildShares`. */
  readonly productionFairness: number;
  /** (1 - resale) E x_i + resale Pr(i has the top value); equal top values share it evenly. */
  readonly buildShares: readonly number[];
  /** Values and allocations of the game, where there is one for all states. */
  readonly gameValues?: readonly number[];
  readonly shares?: readonly number[];
}

/** States that players do not tell apart when the slot is sold. */
interface Cell {
  readonly name: string;
  readonly states: readonly State[];
}

/**
 * *When* is the slot sold? Players know a signal of the state, common to all, and play one game for each signal, at
 *
 *     (1 - resale) E[v_i | signal] + resale E[v_(2) | signal],
 *
 * v_(2) the second value: holding the slot is worth v_(2) more than not holding it to whoever knows that it is sold on
 * in a second-price auction in which everybody, the holder included, bids its own value.
 * Players are risk-neutral. In the slot the signal is the state; ahead it tells nothing.
 */
export const timing: Setting<TimingInput, TimingFigures> = {
  name: "timing",
  games([mechanism], input) {
    const resale = input.resale ?? 0;
    return cellsOf(input).map(({ name, states }) => ({
      name,
      mechanism: mechanism!,
      values: valuesKnowing(states, resale),
    }));
  },
  figures: timingFigures,
};

function cellsOf({ mode, states }: TimingInput): Cell[] {
  if (mode === "in-slot") return states.map((state, k) => ({ name: `state ${k + 1}`, states: [state] }));
  if (mode !== "signal") return [{ name: "all states", states }];
  const signals = [...new Set(states.map(({ signal }) => signal))];
  return signals.map((signal) => ({
    name: `signal ${signal}`,
    states: states.filter((state) => state.signal === signal),
  }));
}

function valuesKnowing(states: readonly State[], resale: number): number[] {
  const seconds = resale > 0 ? resale * mean(states, ({ values }) => secondOf(values)) : 0;
  return states[0]!.values.map((_, i) => (1 - resale) * mean(states, ({ values }) => values[i]!) + seconds);
}

/** The mean of a figure over states, exactly that of the state where there is one. */
function mean(states: readonly State[], figure: (state: State) => number): number {
  if (states.length === 1) return figure(states[0]!);
  const total = sum(states.map(({ probability }) => probability));
  return sum(states.map((state) => state.probability * figure(state))) / total;
}

function topOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

function secondOf(values: readonly number[]): number {
  let [top, second] = [0, 0];
  for (const value of values) {
    if (value > top) [top, second] = [value, top];
    else if (value > second) second = value;
  }
  return second;
}

/** What happens in a state: R, M, and the allocations of its game. */
interface Happening {
  readonly probability: number;
  readonly values: readonly number[];
  readonly revenue: number;
  readonly top: number;
  readonly allocations: readonly number[];
}

function timingFigures(input: TimingInput, games: readonly PlayedGame[]): TimingFigures {
  const resale = input.resale ?? 0;
  const happenings = cellsOf(input).flatMap(({ states }, k): Happening[] => {
    const { allocations, payments } = games[k]!.played;
    const revenue = sum(payments);
    return states.map(({ probability, values }) => ({
      ...{ probability, values, revenue, allocations },
      top: topOf(values),
    }));
  });
  const expected = (figure: (each: Happening) => number) =>
    sum(happenings.map((each) => each.probability * figure(each)));
  const expectedTop = expected(({ top }) => top);
  const expectedRevenue = expected(({ revenue }) => revenue);
  const produced = expected(({ values, allocations }) => sum(allocations.map((x, i) => values[i]! * x)));
  const buildShares = happenings[0]!.values.map(
    (_, i) =>
      (1 - resale) * expected(({ allocations }) => allocations[i]!) +
      resale * expected(({ values, top }) => shareOfTop(values, top, i)),
  );
  const correlation = correlationOf(happenings);
  const only = games.length === 1 ? games[0]! : null;
  return {
    expectedRevenue,
    revenueShare: expectedRevenue / expectedTop,
    correlation,
    tracking: Math.max(0, correlation) ** 2,
    oracleError: leastError(happenings) / expectedTop,
    welfare: (1 - resale) * (produced / expectedTop) + resale,
    ticketFairness: expected(({ allocations }) => geometricMean(allocations)),
    productionFairness: geometricMean(buildShares),
    buildShares,
    ...(only === null ? {} : { gameValues: only.values, shares: only.played.allocations }),
  };
}

function shareOfTop(values: readonly number[], top: number, player: number): number {
  return values[player] === top ? 1 / values.filter((value) => value === top).length : 0;
}

/** Figures that vary over states by less than this, relative to their mean, are constant: rounding. */
const CONSTANT = 1e-12;

function correlationOf(happenings: readonly Happening[]): number {
  const expected = (figure: (each: Happening) => number) =>
    sum(happenings.map((each) => each.probability * figure(each)));
  const [revenue, top] = [expected((each) => each.revenue), expected((each) => each.top)];
  const spreadR = Math.sqrt(expected((each) => (each.revenue - revenue) ** 2));
  const spreadM = Math.sqrt(expected((each) => (each.top - top) ** 2));
  if (!(spreadR > CONSTANT * revenue && spreadM > CONSTANT * top)) return 0;
  const covariance = expected((each) => ((each.revenue - revenue) / spreadR) * ((each.top - top) / spreadM));
  return Math.min(1, Math.max(-1, covariance));
}

/**
 * min over a >= 0 of E |M - a R|: at a weighted median of M / R with weights pi R, where the slope of this convex
 * function of a changes sign.
 */
function leastError(happenings: readonly Happening[]): number {
  const paying = happenings
    .filter(({ revenue }) => revenue > 0)
    .map(({ top, revenue, probability }) => ({ ratio: top / revenue, weight: probability * revenue }))
    .sort((a, b) => a.ratio - b.ratio);
  const half = 0.5 * sum(paying.map(({ weight }) => weight));
  let [scale, below] = [0, 0];
  for (const { ratio, weight } of paying) {
    if (below >= half) break;
    below += weight;
    scale = ratio;
  }
  return sum(
    happenings.map(({ probability, top, revenue }) => probability * Math.abs(top - scale * revenue)),
  );
}
