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
  const byValue = Array.from(values.keys()).sort((i, j) => values[j]! - values[i]! || i - j);
  const pair = [byValue[0]!, byValue[1]!] as const;
  const [v1, v2] = [values[pair[0]]!, values[pair[1]]!];
  const grids = [startingGrid(mechanism, v2, v1), startingGrid(mechanism, v2, v2)] as const;
  const search = new BestResponse();
  let mixtures: [MixedStrategy, MixedStrategy] = [pureStrategy(0), pureStrategy(0)];
  let gain = Number.POSITIVE_INFINITY;
  let round = 0;
  for (; round < ROUNDS && gain > target * v1; round++) {
    const payoffs = payoffsOf(mechanism, grids);
    const solution = solveStrategicallyZeroSum(payoffs, v1, v2, solveProgramme);
    if (solution === null) return null;
    mixtures = [strategyOf(grids[0], solution.row), strategyOf(grids[1], solution.column)];
    const response = new MixtureResponse(mechanism, mixtures);
    gain = 0;
    for (const side of [0, 1] as const) {
      const value = values[pair[side]]!;
      const grid = grids[side];
      response.face(side, value);
      const { support, probabilities } = mixtures[side];
      const expected = support.reduce((sum, bid, k) => sum + probabilities[k]! * response.at(bid), 0);
      const rivals = Float64Array.from(mixtures[1 - side]!.support);
      const best = search.find(response, value, rivals, -1);
      gain = Math.max(gain, best.value - expected);
      if (!grid.includes(best.argument) && grid.length < LARGEST_GRID) grid.push(best.argument);
    }
  }
  const strategies = Array.from({ length: values.length }, () => pureStrategy(0));
  strategies[pair[0]] = mixtures[0];
  strategies[pair[1]] = mixtures[1];
  const outcome = `double oracle, ${round} rounds, gain left ${(gain / v1).toExponential(1)}`;
  return { strategies, solver: { name: "double-oracle", outcome } };
}

/**
 * Staying out, and bids over three decades up to the second value, above which the top player need not go;
 * but for bids that cost more than the value whatever the other does, which staying out beats.
 */
function startingGrid(mechanism: Mechanism, second: number, value: number): number[] {
  const bids: number[] = [];
  for (let k = 1; k <= STARTING_BIDS; k++) bids.push((second * k) / STARTING_BIDS);
  for (let k = 1; k <= 6; k++) bids.push(second * 10 ** (-1 - k / 3));
  const alone = payoffsOf(mechanism, [bids, [0]]).payments[0];
  return [0, ...bids.filter((_, k) => alone[k]! <= value)];
}
