import type { Mechanism } from "../../mechanism/mechanism.js";
import { BestResponse } from "../best-response.js";
import { FiniteGame, payoffCount, type Role } from "./finite-game.js";
import { startingGrid } from "./grid.js";
import { MixtureResponse } from "./mixture-response.js";
import { regretMatching } from "./regret-matching.js";
import { type MixedProposal, type MixedStrategy, strategyOf } from "./strategy.js";

const EVEN_BIDS = 10;
const ROUNDS = 10;
const POLISHED = 12;
const ITERATIONS = 4_000;
const LARGEST_TABLE = 2_000_000;
/** Averages keep a trace of every action ever tried; what is rarer than this is dropped. */
const NEGLIGIBLE = 1e-5;

/**
 * Mixed strategies of three players or more by regret matching on grids of bids, players of equal value
 * sharing one strategy; each round adds every role's best response to its grid. Regret matching need not
 * find an equilibrium among three or more: the exploitability reached is for the certifier to say.
 *
 * @returns null where the tables of the finite game would grow too large
 */
export function mixedAmongMany(mechanism: Mechanism, values: Float64Array): MixedProposal | null {
  const classes = [...new Set(values)].sort((a, b) => b - a);
  const second = Float64Array.from(values).sort().at(-2)!;
  const grids = classes.map((value) => startingGrid(mechanism, second, value, EVEN_BIDS));
  const members = classes.map((value) => values.filter((each) => each === value).length);
  const search = new BestResponse(POLISHED);
  let best: { strategies: MixedStrategy[]; gain: number } | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const roles = grids.map((grid, role) => ({ players: members[role]!, actions: grid.length }));
    if (payoffCount(roles) > LARGEST_TABLE) break;
    const game = new FiniteGame(roles, payoffOf(mechanism, classes, grids, roles));
    const { strategies } = regretMatching(game, { iterations: ITERATIONS, target: 1e-9 });
    const mixtures = strategies.map((weights, role) => strategyOf(grids[role]!, weights, NEGLIGIBLE));
    const played = Array.from(values, (value) => mixtures[classes.indexOf(value)]!);
    const response = new MixtureResponse(mechanism, played);
    let gain = 0;
    classes.forEach((value, role) => {
      response.face(values.indexOf(value), value);
      const { support, probabilities } = mixtures[role]!;
      const expected = support.reduce((sum, bid, k) => sum + probabilities[k]! * response.at(bid), 0);
      const reply = search.find(response, value, Float64Array.from(support), -1);
      gain = Math.max(gain, (reply.value - expected) / value);
      if (!grids[role]!.includes(reply.argument)) grids[role]!.push(reply.argument);
    });
    if (best === null || gain < best.gain) best = { strategies: played, gain };
    if (gain < 1e-9) break;
  }
  if (best === null) return null;
  return {
    strategies: best.strategies,
    solver: { name: "regret-matching", outcome: `${ROUNDS} rounds at most` },
  };
}

/** The payoff, as a share of the value, of a player of a role on the grids of bids. */
function payoffOf(
  mechanism: Mechanism,
  classes: readonly number[],
  grids: readonly (readonly number[])[],
  roles: readonly Role[],
) {
  const n = roles.reduce((total, { players }) => total + players, 0);
  const bids = new Float64Array(n);
  const allocations = new Float64Array(n);
  const payments = new Float64Array(n);
  return (role: number, own: number, others: Int32Array): number => {
    bids[0] = grids[role]![own]!;
    let seat = 0;
    roles.forEach(({ players }, each) => {
      const count = each === role ? players - 1 : players;
      for (let k = 0; k < count; k++, seat++) bids[seat + 1] = grids[each]![others[seat]!]!;
    });
    mechanism.outcome(bids, allocations, payments);
    return allocations[0]! - payments[0]! / classes[role]!;
  };
}
