import type { LinearProgramme, LinearProgrammeSolver } from "../../numeric/linear-programme.js";
import type { FiniteGame } from "./finite-game.js";

/** Parts of a step that are tried, until one lessens the regret. */
const PARTS = [1, 0.7, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02] as const;
/** A step that lessens the regret by a smaller part of it is the last. */
const WORTHWHILE = 1e-3;
/** A step that leaves no more regret than the programme foresaw, to this part of it, is the last: it was exact. */
const FORESEEN = 1e-2;

export interface LeastRegretOptions {
  /** How many linear programmes at most. */
  readonly steps: number;
  /** Total regret, in shares of the own values, at which it stops. */
  readonly target: number;
}

/**
 * Mixed strategies of small total regret, by a sequence of linear programmes from a start. The total regret of
 * strategies s, sum over roles r of max_b U_r(b, s) - U_r(s) with b the trials of the role and 0, is made linear around the strategies so far,
 *
 *     minimise sum_r (u_r - U_r(s) - U_r'(s) (t - s))   subject to   U_r(b, s) + U_r'(b, s) (t - s) <= u_r,  0 <= u_r,
 *
 * over distributions t; a line search keeps the regret falling. Where two players' payoffs in shares of their values
 * sum to 1 but for terms of the own bids alone (the strategically zero-sum games), the first programme is exact.
 * Elsewhere the sequence may end at a local minimum: the regret is for the certifier to say.
 *
 * Source: sequential linear programming, Griffith and Stewart 1961, Management Science 7, applied to the regret that
 * is 0 at equilibria alone (Mangasarian and Stone 1964, for two players).
 *
 * @param start one distribution over lots a role
 */
export function leastRegret(
  game: FiniteGame,
  start: readonly Float64Array[],
  solveProgramme: LinearProgrammeSolver,
  { steps, target }: LeastRegretOptions,
): readonly Float64Array[] {
  let strategies = start;
  let regret = totalRegret(game, strategies);
  for (let step = 0; step < steps && regret > target; step++) {
    const { programme, constant } = programmeAt(game, strategies);
    // A rule may have no outcome at bids far from all others; then there is no programme either.
    const optimum = programme.matrix.every(Number.isFinite) ? solveProgramme(programme) : null;
    if (optimum === null) break;
    const before = regret;
    for (const part of PARTS) {
      const moved = towards(strategies, optimum.solution, part);
      const next = totalRegret(game, moved);
      if (!(next < regret)) continue;
      [strategies, regret] = [moved, next];
      break;
    }
    const foreseen = constant - optimum.objective;
    if (!(regret < before * (1 - WORTHWHILE)) || regret <= foreseen * (1 + FORESEEN)) break;
  }
  return strategies;
}

/** What a player of a role can expect where all play their strategies: of each action and trial, and of its own play. */
function playOf(game: FiniteGame, role: number, strategies: readonly Float64Array[]) {
  const strategy = strategies[role]!;
  const payoffs = new Float64Array(strategy.length + game.trials[role]!);
  game.expect(role, strategies, payoffs);
  let own = 0;
  for (let a = 0; a < strategy.length; a++) own += strategy[a]! * payoffs[a]!;
  return { payoffs, own };
}

function totalRegret(game: FiniteGame, strategies: readonly Float64Array[]): number {
  return strategies.reduce((total, strategy, role) => {
    const { payoffs, own } = playOf(game, role, strategies);
    return (
      total + payoffs.subarray(strategy.length).reduce((best, payoff) => Math.max(best, payoff), 0) - own
    );
  }, 0);
}

/**
 * The linear programme around strategies: the weights of all roles' actions, then the roles' best payoffs. The regret
 * that it foresees is `constant` less its objective.
 */
function programmeAt(
  game: FiniteGame,
  strategies: readonly Float64Array[],
): { programme: LinearProgramme; constant: number } {
  const roles = strategies.length;
  const firsts = offsets(game.roles.map(({ actions }) => actions));
  const lines = offsets(game.trials);
  const weights = firsts[roles]!;
  const columns = weights + roles;
  const rows = lines[roles]! + roles;
  const matrix = new Float64Array(rows * columns);
  const cost = new Float64Array(columns).fill(-1, weights);
  const rowLower = new Float64Array(rows).fill(Number.NEGATIVE_INFINITY);
  const rowUpper = new Float64Array(rows);
  let constant = 0;
  for (let role = 0; role < roles; role++) {
    const { payoffs, own } = playOf(game, role, strategies);
    const [actions, first, line] = [strategies[role]!.length, firsts[role]!, lines[role]!];
    constant -= own;
    for (let a = 0; a < actions; a++) cost[first + a] = cost[first + a]! + payoffs[a]!;
    for (let k = 0; k < game.trials[role]!; k++) {
      rowUpper[line + k] = -payoffs[actions + k]!;
      matrix[(line + k) * columns + weights + role] = -1;
    }
    for (let of = 0; of < roles; of++) {
      const slopes = game.slopes(role, of, strategies);
      const width = strategies[of]!.length;
      addRows(cost.subarray(firsts[of]!, firsts[of + 1]!), strategies[role]!, slopes);
      for (let k = 0; k < game.trials[role]!; k++) {
        const row = slopes.subarray((actions + k) * width, (actions + k + 1) * width);
        matrix.set(row, (line + k) * columns + firsts[of]!);
        rowUpper[line + k] = rowUpper[line + k]! + product(row, strategies[of]!);
      }
    }
    const total = lines[roles]! + role;
    matrix.fill(1, total * columns + first, total * columns + firsts[role + 1]!);
    rowLower[total] = 1;
    rowUpper[total] = 1;
  }
  strategies.forEach((strategy, role) => {
    constant += product(strategy, cost.subarray(firsts[role]!));
  });
  const lower = new Float64Array(columns);
  const upper = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  return { programme: { rows, columns, cost, matrix, lower, upper, rowLower, rowUpper }, constant };
}

/** Adds to `sums` the first rows of a matrix as wide as it, each times its weight. */
function addRows(sums: Float64Array, weights: Float64Array, matrix: Float64Array): void {
  for (let a = 0; a < weights.length; a++) {
    const weight = weights[a]!;
    if (weight === 0) continue;
    for (let b = 0; b < sums.length; b++) sums[b] = sums[b]! + weight * matrix[a * sums.length + b]!;
  }
}

/** The sum of the products of two lists' entries, as many as the first has. */
function product(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let k = 0; k < a.length; k++) total += a[k]! * b[k]!;
  return total;
}

/** Strategies moved a part of the way to a programme's solution, rounding below 0 cut. */
function towards(
  strategies: readonly Float64Array[],
  aim: Float64Array,
  part: number,
): readonly Float64Array[] {
  let first = 0;
  return strategies.map((strategy) => {
    const moved = strategy.map((weight, a) => weight + part * (Math.max(0, aim[first + a]!) - weight));
    first += strategy.length;
    const total = moved.reduce((sum, weight) => sum + weight, 0);
    return moved.map((weight) => weight / total);
  });
}

/** Where each of consecutive lists begins, and last where they all end. */
function offsets(lengths: readonly number[]): number[] {
  const starts = [0];
  for (const length of lengths) starts.push(starts.at(-1)! + length);
  return starts;
}
