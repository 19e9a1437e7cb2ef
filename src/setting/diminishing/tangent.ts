import type { Equilibrium, Solution } from "../../equilibrium/solution.js";
import { type SolveOptions, solve } from "../../equilibrium/solve.js";
import { MIXED_REGRET, PURE_REGRET } from "../../equilibrium/tolerance.js";
import type { Mechanism } from "../../mechanism/mechanism.js";
import type { Game, Unanswered } from "../setting.js";
import { worthOf } from "./efficient.js";
import { searchedRegret } from "./judge.js";

/** Steps of the iteration, where play is pure and where it is mixed, which takes longer. */
const [PURE_STEPS, MIXED_STEPS] = [300, 40];
/** The shares have settled where a step moves none by more. */
const [PURE_SETTLED, MIXED_SETTLED] = [1e-14, 1e-6];
/** A pure point that moves no more than this at the last step counts too: rounding of the solver. */
const NEARLY_SETTLED = 1e-10;
/** Tangent values are at least this part of the value: those who have everything at gamma = 1 value no more. */
const LEAST_TANGENT = 1e-9;
/** Shares that differ by less are one equilibrium. */
const SAME = 1e-6;

/**
 * Equilibria of the game in which U_i = v_i (x_i - gamma x_i^2 / 2) - p_i, x_i the expected share, by games of the engine.
 *
 * The worth of a share, g(x) = x - gamma x^2 / 2, is concave, so that g(y) <= g(x) + (1 - gamma x)(y - x). Whoever has
 * share x and gains by a deviation therefore gains at least as much by it at the fixed value v (1 - gamma x) a share. So an
 * equilibrium of the game with values v_i (1 - gamma x_i), in which the shares are those x_i, is one here, its regret
 * no more than there; where utilities are concave in the bid every interior equilibrium is of this kind, by its
 * first-order conditions. The shares are found by damped iteration from those at gamma = 0 and from equal ones.
 */
export function tangentEquilibria(
  { mechanism, values }: Game,
  gamma: number,
  options: SolveOptions,
): Solution | Unanswered {
  const linear = solve(mechanism, values, options);
  if (gamma === 0 || linear.status === "invalid-mechanism") return linear;
  const equal = values.map(() => 1 / values.length);
  const starts = [...scored(linear).map(({ allocations }) => allocations), equal];
  const equilibria: Equilibrium[] = [];
  let [failure, reason] = ["no-equilibrium" as Unanswered["status"], linear.reason ?? "none was found"];
  for (const start of starts) {
    const point = settle(mechanism, values, gamma, start, options);
    if ("reason" in point) [failure, reason] = [point.status, point.reason];
    else if (!equilibria.some((known) => sameShares(known, point))) equilibria.push(point);
  }
  if (equilibria.length === 0) return { status: failure, reason };
  return { status: equilibria.some(({ kind }) => kind === "pure") ? "pure" : "mixed", equilibria };
}

function scored({ equilibria }: Solution): Equilibrium[] {
  return equilibria.filter(({ dominated }) => !dominated);
}

function sameShares(a: Equilibrium, b: Equilibrium): boolean {
  return largestMove(a.allocations, b.allocations) <= SAME;
}

function largestMove(a: readonly number[], b: readonly number[]): number {
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0);
}

/** Follows shares to where they are those of the game with tangent values. */
function settle(
  mechanism: Mechanism,
  values: readonly number[],
  gamma: number,
  start: readonly number[],
  options: SolveOptions,
): Equilibrium | Unanswered {
  let [shares, damping, before] = [start, 0.5, Number.POSITIVE_INFINITY];
  for (let step = 1; step <= PURE_STEPS; step++) {
    const tangent = values.map((value, i) => value * Math.max(LEAST_TANGENT, 1 - gamma * shares[i]!));
    const solution = solve(mechanism, tangent, options);
    const nearest = nearestTo(shares, scored(solution));
    if (nearest === null) {
      return {
        status: "no-equilibrium",
        reason: `at values v (1 - gamma x): ${solution.reason ?? solution.status}`,
      };
    }
    const move = largestMove(nearest.allocations, shares);
    const isMixed = nearest.kind === "mixed";
    const isLast = step === (isMixed ? MIXED_STEPS : PURE_STEPS);
    if (move <= (isMixed ? MIXED_SETTLED : PURE_SETTLED) || (isLast && !isMixed && move <= NEARLY_SETTLED)) {
      return judged(mechanism, values, gamma, nearest, move, step);
    }
    if (isLast) break;
    if (move > before) damping /= 2;
    before = move;
    shares = shares.map((x, i) => x + damping * (nearest.allocations[i]! - x));
  }
  return { status: "not-settled", reason: "the shares at values v (1 - gamma x) do not settle" };
}

function nearestTo(shares: readonly number[], equilibria: readonly Equilibrium[]): Equilibrium | null {
  const moves = equilibria.map(({ allocations }) => largestMove(allocations, shares));
  return equilibria[moves.indexOf(Math.min(...moves))] ?? null;
}

/** The equilibrium here of one with tangent values: its regret by the bound above, and by a search on the true payoffs. */
function judged(
  mechanism: Mechanism,
  values: readonly number[],
  gamma: number,
  linear: Equilibrium,
  move: number,
  steps: number,
): Equilibrium | Unanswered {
  const top = Math.max(...values);
  const bound = linear.regret.absolute + gamma * top * move;
  const searched = linear.kind === "mixed" ? 0 : searchedRegret(mechanism, values, gamma, linear.bids);
  const absolute = Math.max(bound, searched);
  if (!(absolute <= (linear.kind === "mixed" ? MIXED_REGRET : PURE_REGRET) * top)) {
    return {
      status: "not-settled",
      reason: `a player gains ${(absolute / top).toExponential(1)} of the top value`,
    };
  }
  const { stability: _, solver, ...rest } = linear;
  return {
    ...rest,
    utilities: values.map((value, i) => value * worthOf(linear.allocations[i]!, gamma) - linear.payments[i]!),
    regret: { absolute, relative: absolute / top, kind: linear.regret.kind },
    solver: { name: "tangent-values", outcome: `${solver.name}, settled in ${steps} steps` },
  };
}
