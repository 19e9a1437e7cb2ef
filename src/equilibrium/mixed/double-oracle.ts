import type { Mechanism } from "../../mechanism/mechanism.js";
import type { LinearProgrammeSolver } from "../../numeric/linear-programme.js";
import { BestResponse } from "../best-response.js";
import { startingGrid } from "./grid.js";
import { lemkeHowsonEquilibria } from "./lemke-howson.js";
import { MixtureResponse } from "./mixture-response.js";
import { type MixedProposal, type MixedStrategy, pureStrategy, strategyOf } from "./strategy.js";
import { type GridPayoffs, payoffsOf, solveStrategicallyZeroSum } from "./zero-sum.js";

/** Against a mixture every atom makes a peak of its own. */
const POLISHED = 24;
/** Grids that grow beyond this are of strategies that no few bids come near. */
const MOST_BIDS = 56;
const SAME_BID = 1e-9;
/** Rounds after which a bid that is not played leaves the grid, so that programmes stay small. */
const IDLE_ROUNDS = 8;

/**
 * A mixed equilibrium between the two players of highest value, the others staying out, by double oracle:
 * solve the game on a few bids each, add each player's best response to the other's mixture, repeat until
 * neither gains. The grid refines itself where bids are played. Whether the others would enter, and what
 * the answer is worth, is for the certifier to say.
 *
 * Restricted games in which payments depend on the own bid only are strategically zero-sum and solved by
 * linear programme; the others, and all where no solver of programmes is given, by Lemke and Howson's
 * algorithm.
 *
 * Source: McMahan, Gordon and Blum 2003, "Planning in the presence of cost functions controlled by an
 * adversary" (double oracle).
 *
 * @param values two or more
 * @param target gain, relative to the top value, at which it stops
 * @param rounds how many at most
 * @returns null where no restricted game was solved
 */
export function doubleOracle(
  mechanism: Mechanism,
  values: Float64Array,
  solveProgramme: LinearProgrammeSolver | undefined,
  target: number,
  rounds: number,
): MixedProposal | null {
  const byValue = Array.from(values.keys()).sort((i, j) => values[j]! - values[i]! || i - j);
  const pair = [byValue[0]!, byValue[1]!] as const;
  const [v1, v2] = [values[pair[0]]!, values[pair[1]]!];
  const grids: [number[], number[]] = [startingGrid(mechanism, v2, v1), startingGrid(mechanism, v2, v2)];
  const lastPlayed = [new Map<number, number>(), new Map<number, number>()] as const;
  const search = new BestResponse(POLISHED);
  let mixtures: [MixedStrategy, MixedStrategy] = [pureStrategy(0), pureStrategy(0)];
  let gain = Number.POSITIVE_INFINITY;
  let round = 0;
  for (; round < rounds && gain > target * v1 && isSmall(grids); round++) {
    const solution = solveRestricted(payoffsOf(mechanism, grids), v1, v2, solveProgramme);
    if (solution === null) break;
    mixtures = [strategyOf(grids[0], solution.row), strategyOf(grids[1], solution.column)];
    const response = new MixtureResponse(mechanism, mixtures);
    gain = 0;
    for (const side of [0, 1] as const) {
      const value = values[pair[side]]!;
      response.face(side, value);
      const { support, probabilities } = mixtures[side];
      for (const bid of [0, ...support]) lastPlayed[side].set(bid, round);
      const expected = support.reduce((sum, bid, k) => sum + probabilities[k]! * response.at(bid), 0);
      const rivals = Float64Array.from(mixtures[1 - side]!.support);
      const best = search.find(response, value, rivals, -1);
      gain = Math.max(gain, best.value - expected);
      // A bid beside one that is there already would make the programme singular and refine nothing.
      const near = grids[side].some((bid) => Math.abs(bid - best.argument) <= SAME_BID * bid);
      if (!near) grids[side].push(best.argument);
      lastPlayed[side].set(best.argument, round);
      const idle = round - IDLE_ROUNDS;
      grids[side] = grids[side].filter((bid) => (lastPlayed[side].get(bid) ?? 0) >= idle);
    }
  }
  if (!Number.isFinite(gain)) return null;
  const strategies = Array.from({ length: values.length }, () => pureStrategy(0));
  strategies[pair[0]] = mixtures[0];
  strategies[pair[1]] = mixtures[1];
  const outcome = `${round} rounds, gain left ${(gain / v1).toExponential(1)} of the top value`;
  return { strategies, solver: { name: "double-oracle", outcome } };
}

function isSmall(grids: readonly (readonly number[])[]): boolean {
  return grids.every((grid) => grid.length <= MOST_BIDS);
}

function solveRestricted(
  payoffs: GridPayoffs,
  v1: number,
  v2: number,
  solveProgramme: LinearProgrammeSolver | undefined,
): { row: Float64Array; column: Float64Array } | null {
  const zeroSum = solveProgramme && solveStrategicallyZeroSum(payoffs, v1, v2, solveProgramme);
  if (zeroSum) return zeroSum;
  const { rows, columns, allocations, payments } = payoffs;
  const utilities = (side: 0 | 1, value: number) =>
    allocations[side].map((x, cell) => x - payments[side][cell]! / value);
  // Labels in turn until one leads to an equilibrium: a path may be too long to follow.
  return lemkeHowsonEquilibria(utilities(0, v1), utilities(1, v2), rows, columns, undefined, 1)[0] ?? null;
}
