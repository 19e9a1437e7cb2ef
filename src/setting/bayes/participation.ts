import { brentMaximise } from "../../numeric/maximise.js";
import type { NodeGame } from "./first-order.js";
import { Interim } from "./interim.js";

const POINTS = 80;
/** Bids looked at, from this share of the value up to all of it. */
const LEAST = 1e-7;

/**
 * sup over b > 0 of U(b) / b for a value of a class: above 0 where a bid pays, below 0 where none does. It crosses 0 as the
 * value rises through a threshold, whether the bid jumps there (a cost of entry: some U(b) = 0) or rises from 0 (the
 * marginal utility at 0 is 0), so that both thresholds are roots of it.
 *
 * @param bids by node
 */
export function entry(nodes: NodeGame, bids: Float64Array, own: number, value: number): number {
  const interim = new Interim(nodes.game.mechanism, nodes.rivals[own]!, bids);
  const at = (log: number) => interim.utility(value, Math.exp(log)) / Math.exp(log);
  const logs = Array.from({ length: POINTS }, (_, k) => Math.log(value * LEAST ** (1 - k / (POINTS - 1))));
  const heights = logs.map(at);
  const top = heights.indexOf(Math.max(...heights));
  if (top === 0) return heights[0]!;
  const near = brentMaximise({ at }, logs[top - 1]!, logs[Math.min(POINTS - 1, top + 1)]!, 60);
  return Math.max(heights[top]!, near.value);
}
