import { geometricMean } from "../../metric/fairness.js";
import { sum } from "../../numeric/sum.js";
import { interimRegret } from "./certify.js";
import type { BayesGame } from "./game.js";
import { Interim } from "./interim.js";
import type { BayesPlay } from "./play.js";
import { type SmoothSolution, solveSmooth } from "./solve-smooth.js";

/** Play of a rule that is smooth in the bids; figures are sums over the draws of all players' nodes. */
export function smoothPlay(game: BayesGame): BayesPlay {
  const solution = solveSmooth(game);
  const { strategies, nodes, bids } = solution;
  const interims = nodes.rivals.map((draws) => new Interim(game.mechanism, draws, bids));
  return {
    ...{ game, strategies, regret: interimRegret(game, strategies) },
    ...expectedFigures(game, solution),
    rivals: nodes.rivals.map((draws) => ({ draws, bids })),
    utilityAt(own, t) {
      const { types, bidAt } = strategies[own]!;
      return interims[own]!.utility(types.valueAt(t), bidAt(t));
    },
  };
}

type Expected = Pick<BayesPlay, "revenue" | "fairness" | "shares" | "welfare">;

/** Means over every draw of the types of all players; a draw in which nobody bids yields nothing. */
function expectedFigures(
  { mechanism, classes, classOf, players }: BayesGame,
  { nodes, bids }: SmoothSolution,
): Expected {
  const draws = nodes.drawsOf(classes.map(({ count }) => count));
  const classAt = classes.flatMap(({ count }, k) => new Array<number>(count).fill(k));
  const valueAt = valuesByNode(nodes);
  const byClass = classes.map(() => 0);
  const played = new Float64Array(players);
  const [allocations, payments] = [new Float64Array(players), new Float64Array(players)];
  let [revenue, fairness, welfare] = [0, 0, 0];
  for (let draw = 0; draw < draws.size; draw++) {
    const own = draws.nodes.subarray(draw * players, (draw + 1) * players);
    for (let s = 0; s < players; s++) played[s] = bids[own[s]!]!;
    if (!played.some((bid) => bid > 0)) continue;
    mechanism.outcome(played, allocations, payments);
    const probability = draws.probabilities[draw]!;
    revenue += probability * sum([...payments]);
    fairness += probability * geometricMean([...allocations]);
    for (let s = 0; s < players; s++) {
      byClass[classAt[s]!]! += (probability * allocations[s]!) / classes[classAt[s]!]!.count;
      welfare += probability * allocations[s]! * valueAt[own[s]!]!;
    }
  }
  return { revenue, fairness, welfare, shares: classOf.map((k) => byClass[k]!) };
}

/** Values of nodes that bid; 0 for those who stay out, who win nothing. */
function valuesByNode({ grids, first, size }: SmoothSolution["nodes"]): Float64Array {
  const values = new Float64Array(size);
  for (const [k, grid] of grids.entries()) values.set(grid.values, first[k]!);
  return values;
}
