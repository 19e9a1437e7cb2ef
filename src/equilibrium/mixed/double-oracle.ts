import type { Mechanism } from "../../mechanism/mechanism.js";
import type { LinearProgrammeSolver } from "../../numeric/linear-programme.js";
import { BestResponse } from "../best-response.js";
import { MixtureResponse } from "./mixture-response.js";
import { type MixedProposal, type MixedStrategy, pureStrategy, strategyOf } from "./strategy.js";
import { payoffsOf, solveStrategicallyZeroSum } from "./zero-sum.js";

const STARTING_BIDS = 24;
const ROUNDS = 80;
const LARGEST_GRID = 160;

/**
 * A mixed equilibrium between the two players of highest value, the others staying out, by double oracle:
 * solve the game on a few bids each, add each player's best response to the other's mixture, repeat until
 * neither gains. The grid refines itself where bids are played. Whether the others would enter, and what
 * the answer is worth, is for the certifier to say.
 *
 * The restricted games are solved as strategically zero-sum ones, by linear programme.
 *
 * Source: McMahan, Gordon and Blum 2003, "Planning in the presence of cost functions controlled by an
 * adversary" (double oracle); Moulin and Vial 1978 (strategically zero-sum games).
 *
 * @param target gain, relative to the top value, at which it stops
 * @returns null where payments depend on the other's bid, so that the game is not of that class
 */
export function doubleOracle(
  mechanism: Mechanism,
  values: Float64Array,
  solveProgramme: LinearProgrammeSolver,
  target: number,
): MixedProposal | null {
  const n = values.length;
  const byValue = Array.from(values.keys()).sort((i, j) => values[j]! - values[i]! || i - j);
  const pair = [byValue[0]!, byValue[1]!] as const;
  const [v1, v2] = [values[pair[0]]!, values[pair[1]]!];
  const grids = [startingGrid(v2), startingGrid(v2)] as const;
  const search = new BestResponse();
  let strategies: MixedStrategy[] = [];
  let gain = Number.POSITIVE_INFINITY;
  let round = 0;
  for (; round < ROUNDS && gain > target * v1; round++) {
    const payoffs = payoffsOf(mechanism, n, pair, grids);
    const solution = solveStrategicallyZeroSum(payoffs, v1, v2, solveProgramme);
    if (solution === null) return null;
    strategies = Array.from({ length: n }, () => pureStrategy(0));
    strategies[pair[0]] = strategyOf(grids[0], solution.row);
    strategies[pair[1]] = strategyOf(grids[1], solution.column);
    const response = new MixtureResponse(mechanism, strategies);
    gain = 0;
    pair.forEach((player, side) => {
      const grid = grids[side as 0 | 1];
      response.face(player, values[player]!);
      const { support, probabilities } = strategies[player]!;
      const expected = support.reduce((sum, bid, k) => sum + probabilities[k]! * response.at(bid), 0);
      const rivals = Float64Array.from(strategies[pair[1 - side]!]!.support);
      const best = search.find(response, values[player]!, rivals, -1);
      gain = Math.max(gain, best.value - expected);
      if (!grid.includes(best.argument) && grid.length < LARGEST_GRID) grid.push(best.argument);
    });
  }
  const outcome = `double oracle, ${round} rounds, gain left ${(gain / v1).toExponential(1)}`;
  return { strategies, solver: { name: "double-oracle", outcome } };
}

/** Staying out, and bids over two decades up to the second value, above which the top player need not go. */
function startingGrid(second: number): number[] {
  const bids = [0];
  for (let k = 1; k <= STARTING_BIDS; k++) bids.push((second * k) / STARTING_BIDS);
  for (let k = 1; k <= 6; k++) bids.push(second * 10 ** (-1 - k / 3));
  return bids;
}
