import { proposeEquilibria } from "../../equilibrium/proposals.js";
import { provedRegret } from "../../equilibrium/regret.js";
import type { Equilibrium, Solution } from "../../equilibrium/solution.js";
import { DEFAULT_EFFORT, type SolveOptions, solve } from "../../equilibrium/solve.js";
import { MIXED_REGRET, OWN_REGRET, PURE_REGRET } from "../../equilibrium/tolerance.js";
import type { Mechanism } from "../../mechanism/mechanism.js";
import type { Game, Unanswered } from "../setting.js";
import { worthOf } from "./efficient.js";
import { searchedGain } from "./judge.js";

/** How far the shares are followed: most steps, and the move of a share at which they have settled. */
interface Patience {
  readonly steps: number;
  readonly settled: number;
}

const PURE: Patience = { steps: 300, settled: 1e-14 };
/** Mixed equilibria are known to about 1e-9 of the top value, and take longer to solve for. */
const MIXED: Patience = { steps: 40, settled: 1e-6 };
/** Pure shares that move by less at the last step have settled too: rounding of the solver. */
const NEARLY_SETTLED = 1e-10;
/** Tangent values are at least this part of the value: at gamma = 1 whoever has everything values no more. */
const LEAST_TANGENT = 1e-9;
/** Shares that differ by less are one equilibrium. */
const SAME = 1e-6;

/** A point of play: bids, what they bring, and strategies where players mix. */
type Play = Omit<Equilibrium, "utilities" | "regret"> & Partial<Pick<Equilibrium, "regret">>;

/** Play that is its own at the tangent values of its shares. */
interface SettledPlay {
  readonly play: Play;
  /** How far a share still moved at the last step. */
  readonly move: number;
  readonly steps: number;
}

/**
 * Equilibria of the game in which U_i = v_i (x_i - gamma x_i^2 / 2) - p_i, x_i the expected share, by games of the engine.
 *
 * With g(x) = x - gamma x^2 / 2 the first-order condition of a bid is that of the game with *tangent values*
 * v_i g'(x_i) = v_i (1 - gamma x_i). So shares are followed, by damped iteration from those at gamma = 0 and from equal
 * ones, to points of first order of the engine whose tangent values are those that they were found at; a dense search on
 * the true payoffs then decides. Since g is concave, g(y) <= g(x) + g'(x) (y - x), a deviation gains no more here than at
 * the tangent values: regrets proved there hold here, and so do mixed equilibria, which are looked for where no pure
 * one is found. Where utilities are concave in the own bid, all equilibria are points of first order.
 */
export function tangentEquilibria(
  { mechanism, values }: Game,
  gamma: number,
  options: SolveOptions,
): Solution | Unanswered {
  const linear = solve(mechanism, values, options);
  if (gamma === 0 || linear.status === "invalid-mechanism") return linear;
  const starts = [
    ...scored(linear).map(({ allocations }) => allocations),
    values.map(() => 1 / values.length),
  ];
  const follow = (
    playAt: (tangent: number[]) => readonly Play[],
    patience: Patience,
    judge: typeof judgedPure,
  ) =>
    starts.flatMap((start) => {
      const settled = settle(values, gamma, start, playAt, patience);
      return (settled && judge(mechanism, values, gamma, settled)) ?? [];
    });
  const pure = follow((tangent) => firstOrderPlay(mechanism, tangent, options), PURE, judgedPure);
  if (pure.length > 0) return { status: "pure", equilibria: distinct(pure) };
  const mixed = follow((tangent) => scored(solve(mechanism, tangent, options)), MIXED, judgedMixed);
  if (mixed.length > 0) return { status: "mixed", equilibria: distinct(mixed) };
  return {
    status: linear.equilibria.length > 0 ? "not-settled" : "no-equilibrium",
    reason: `slot: no equilibrium found at values v (1 - gamma x)${linear.reason ? `; at gamma 0: ${linear.reason}` : ""}`,
  };
}

function scored({ equilibria }: Solution): Equilibrium[] {
  return equilibria.filter(({ dominated }) => !dominated);
}

/** The points that the engine's solvers propose at fixed values, before anybody has judged them. */
function firstOrderPlay(mechanism: Mechanism, values: readonly number[], options: SolveOptions): Play[] {
  const effort = { ...DEFAULT_EFFORT, ...options };
  const { proposals } = proposeEquilibria(mechanism, Float64Array.from(values), effort);
  return proposals.map(({ bids, solver }) => {
    const [allocations, payments] = [new Float64Array(bids.length), new Float64Array(bids.length)];
    mechanism.outcome(bids, allocations, payments);
    return {
      ...{ kind: "pure", bids: [...bids], allocations: [...allocations], payments: [...payments], solver },
    };
  });
}

/** Follows shares, by the nearest play at their tangent values, to where they stay; null where they do not. */
function settle(
  values: readonly number[],
  gamma: number,
  start: readonly number[],
  playAt: (tangent: number[]) => readonly Play[],
  patience: Patience,
): SettledPlay | null {
  let [shares, damping, before] = [start, 0.5, Number.POSITIVE_INFINITY];
  for (let steps = 1; steps <= patience.steps; steps++) {
    const play = nearestTo(shares, playAt(tangentOf(values, gamma, shares)));
    if (play === null) return null;
    const move = largestMove(play.allocations, shares);
    if (move <= patience.settled || (steps === patience.steps && move <= NEARLY_SETTLED))
      return { play, move, steps };
    if (move > before) damping /= 2;
    before = move;
    shares = shares.map((x, i) => x + damping * (play.allocations[i]! - x));
  }
  return null;
}

function tangentOf(values: readonly number[], gamma: number, shares: readonly number[]): number[] {
  return values.map((value, i) => value * Math.max(LEAST_TANGENT, 1 - gamma * shares[i]!));
}

function nearestTo(shares: readonly number[], plays: readonly Play[]): Play | null {
  const moves = plays.map(({ allocations }) => largestMove(allocations, shares));
  return plays[moves.indexOf(Math.min(...moves))] ?? null;
}

function largestMove(a: readonly number[], b: readonly number[]): number {
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0);
}

function judgedPure(
  mechanism: Mechanism,
  values: readonly number[],
  gamma: number,
  settled: SettledPlay,
): Equilibrium | null {
  const { bids, allocations } = settled.play;
  const top = Math.max(...values);
  const { absolute, ownShare } = searchedGain(mechanism, values, gamma, bids);
  if (!(absolute <= PURE_REGRET * top && ownShare <= OWN_REGRET)) return null;
  const tangent = Float64Array.from(tangentOf(values, gamma, allocations));
  const proved = provedRegret(mechanism, tangent, Float64Array.from(bids));
  const regret = Math.max(absolute, proved?.absolute ?? 0);
  return equilibriumOf(values, gamma, settled, regret, proved === null ? "searched" : "proved");
}

/** Mixed play, or pure play among it, by the bound on its regret at the tangent values. */
function judgedMixed(
  _mechanism: Mechanism,
  values: readonly number[],
  gamma: number,
  settled: SettledPlay,
): Equilibrium | null {
  const top = Math.max(...values);
  const absolute = settled.play.regret!.absolute + gamma * top * settled.move;
  return absolute <= MIXED_REGRET * top ? equilibriumOf(values, gamma, settled, absolute, "searched") : null;
}

function equilibriumOf(
  values: readonly number[],
  gamma: number,
  { play, steps }: SettledPlay,
  absolute: number,
  kind: "searched" | "proved",
): Equilibrium {
  const { stability: _, solver, ...rest } = play;
  return {
    ...rest,
    utilities: values.map((value, i) => value * worthOf(play.allocations[i]!, gamma) - play.payments[i]!),
    regret: { absolute, relative: absolute / Math.max(...values), kind },
    solver: { name: "tangent-values", outcome: `${solver.name}, settled in ${steps} steps` },
  };
}

function distinct(equilibria: readonly Equilibrium[]): Equilibrium[] {
  return equilibria.filter(
    ({ allocations }, k) =>
      !equilibria.slice(0, k).some((known) => largestMove(known.allocations, allocations) <= SAME),
  );
}
