import { integrate } from "../../numeric/integrate.js";
import { sum } from "../../numeric/sum.js";
import type { BayesFigures } from "./bayes.js";
import type { BayesPlay } from "./play.js";
import type { Strategy } from "./strategy.js";

const ERROR = 1e-14;

/**
 * The largest phi at which PAP + phi B keeps every type in, by PAP's own play: bids are PAP's over 1 + phi, shares stay, and
 * a type pays phi / (1 + phi) of what its rivals bid under PAP on top, so that phi / (1 + phi) is at most the lowest
 * type's utility over the rivals' expected bids. Each player then pays that much more whatever its type.
 *
 * @param play PAP's, all types in
 */
export function largestLevy(play: BayesPlay): Pick<BayesFigures, "phiMax" | "revenueAtPhiMax"> {
  const { game, strategies, revenue } = play;
  const room = strategies.map(({ types }, k) => {
    const others = revenue - meanBid(strategies[k]!);
    return { others, part: play.utilityAt(k, types.from) / others };
  });
  const part = Math.max(0, Math.min(...room.map((each) => each.part)));
  const more = sum(game.classOf.map((k) => part * room[k]!.others));
  return { phiMax: part / (1 - part), revenueAtPhiMax: revenue + more };
}

/** E b of a type of a strategy: PAP's payments are its bids. */
function meanBid({ types, edges, bidAt }: Strategy): number {
  const weighted = { at: (t: number) => bidAt(t) * types.densityAt(t) };
  let mean = 0;
  for (let piece = 0; piece + 1 < edges.length; piece++) {
    mean += integrate(weighted, edges[piece]!, edges[piece + 1]!, ERROR * types.highest);
  }
  return mean;
}
