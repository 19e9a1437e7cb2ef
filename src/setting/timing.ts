import { sum } from "../numeric/sum.js";
import { type FiguresOverStates, type Happening, overStates } from "./over-states.js";
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

export interface TimingFigures extends FiguresOverStates {
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

function timingFigures(input: TimingInput, games: readonly PlayedGame[]): TimingFigures {
  const resale = input.resale ?? 0;
  const happenings = cellsOf(input).flatMap(({ states }, k) => {
    const { allocations, payments } = games[k]!.played;
    const revenue = sum(payments);
    return states.map((state) => happeningIn(state, allocations, revenue, resale));
  });
  const only = games.length === 1 ? games[0]! : null;
  return {
    ...overStates(happenings),
    ...(only === null ? {} : { gameValues: only.values, shares: only.played.allocations }),
  };
}

/** What happens in a state: after a resale the player of top value has the slot. */
function happeningIn(
  { probability, values }: State,
  allocations: readonly number[],
  revenue: number,
  resale: number,
): Happening {
  const top = topOf(values);
  return {
    ...{ probability, revenue, top, allocations },
    produced: (1 - resale) * sum(allocations.map((x, i) => values[i]! * x)) + resale * top,
    built: allocations.map((x, i) => (1 - resale) * x + resale * shareOfTop(values, top, i)),
  };
}

function shareOfTop(values: readonly number[], top: number, player: number): number {
  return values[player] === top ? 1 / values.filter((value) => value === top).length : 0;
}
