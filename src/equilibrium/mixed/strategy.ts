import type { SolverReport } from "../solver-report.js";

/** A player's mixed strategy: atoms, and pieces spread evenly; the probabilities sum to 1. */
export interface MixedStrategy {
  /** Bids played with positive probability, rising; 0 is staying out. */
  readonly support: readonly number[];
  readonly probabilities: readonly number[];
  /** Uniform pieces beside the atoms. */
  readonly uniform?: readonly { readonly from: number; readonly to: number; readonly probability: number }[];
}

/** What a solver proposes, before anybody has judged it. */
export interface MixedProposal {
  readonly strategies: readonly MixedStrategy[];
  readonly solver: SolverReport;
}

/** A bid played for certain. */
export function pureStrategy(bid: number): MixedStrategy {
  return { support: [bid], probabilities: [1] };
}

/** Whether a strategy stays out for certain. */
export function isOut({ support, uniform = [] }: MixedStrategy): boolean {
  return uniform.length === 0 && support.every((bid) => bid === 0);
}

/** Every bid at which a strategy has an atom, or a spread piece begins or ends. */
export function endsOf({ support, uniform = [] }: MixedStrategy): number[] {
  return [...support, ...uniform.flatMap(({ from, to }) => [from, to])];
}

/** The strategies of all players where some mix and the others stay out. */
export function withOthersOut(
  players: number,
  mixing: readonly number[],
  strategies: readonly MixedStrategy[],
): MixedStrategy[] {
  return Array.from({ length: players }, (_, i) => strategies[mixing.indexOf(i)] ?? pureStrategy(0));
}

/** The strategy of weights on bids: tiny weights dropped, the rest normalised, bids rising. */
export function strategyOf(
  bids: readonly number[],
  weights: ArrayLike<number>,
  negligible = 1e-12,
): MixedStrategy {
  const atoms = bids
    .map((bid, k) => ({ bid, weight: weights[k]! }))
    .filter(({ weight }) => weight > negligible)
    .sort((a, b) => a.bid - b.bid);
  const total = atoms.reduce((sum, { weight }) => sum + weight, 0);
  return {
    support: atoms.map(({ bid }) => bid),
    probabilities: atoms.map(({ weight }) => weight / total),
  };
}

/** The strategy in another unit of value. */
export function scaledStrategy(strategy: MixedStrategy, unit: number): MixedStrategy {
  const { support, probabilities, uniform } = strategy;
  return {
    support: support.map((bid) => bid * unit),
    probabilities,
    ...(uniform
      ? { uniform: uniform.map((piece) => ({ ...piece, from: piece.from * unit, to: piece.to * unit })) }
      : {}),
  };
}
