import type { HighestBidPrice } from "../../mechanism/shape/shape.js";
import type { InterimRegret } from "./certify.js";
import type { Strategy } from "./strategy.js";

/** Types judged, bids of other types looked at, and zooms into the best of them. */
const JUDGED = 21;
const SCANNED = 400;
const ZOOMS = 3;
const ZOOM_POINTS = 8;
/** A bid that falls by more than this of the largest value as the value rises wins less often than its type. */
const ROUNDING = 1e-12;

/**
 * The judge of a rising strategy where the highest bid wins and all players follow it: a bid within its range is the bid
 * of some type s and wins with probability F(s)^(n-1), one below wins nothing, one above is no better than the highest.
 * What a second price is on average is a sum by the trapezoidal rule over the scanned types. A scan with zooms; no
 * integral of the closed forms takes part.
 *
 * @returns an infinite regret where the strategy does not rise, or is no number somewhere
 */
export function auctionRegret(strategy: Strategy, players: number, price: HighestBidPrice): InterimRegret {
  const { types, bidAt } = strategy;
  const top = types.highest;
  let worst: InterimRegret = { absolute: 0, relative: 0, class: 0, value: top };
  const won = (t: number) => types.probabilityBelow(t) ** (players - 1);
  const grid = evenly(types.from, types.to, SCANNED);
  const bids = grid.map(bidAt);
  const rises = bids.every(
    (bid, k) => Number.isFinite(bid) && (k === 0 || bid >= bids[k - 1]! - ROUNDING * top),
  );
  if (!rises) return { ...worst, absolute: Number.POSITIVE_INFINITY, relative: Number.POSITIVE_INFINITY };
  const wins = grid.map(won);
  const prices = cumulated(bids, wins);
  const paid = (t: number): number => {
    if (price === "first") return bidAt(t) * won(t);
    if (price === "all-pay") return bidAt(t);
    const k = Math.min(SCANNED - 2, Math.floor(((t - types.from) / (types.to - types.from)) * (SCANNED - 1)));
    return prices[k]! + 0.5 * (bids[k]! + bidAt(t)) * (won(t) - wins[k]!);
  };
  const costs = grid.map(paid);
  for (const t of evenly(types.from, types.to, JUDGED)) {
    const value = types.valueAt(t);
    const at = (s: number) => value * won(s) - paid(s);
    const heights = costs.map((cost, k) => value * wins[k]! - cost);
    const absolute = Math.max(0, bestNear(at, grid, heights)) - at(t);
    if (absolute > worst.absolute) worst = { absolute, relative: absolute / top, class: 0, value };
  }
  return worst;
}

function evenly(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => from + (to - from) * (k / (count - 1)));
}

/** What the winner's price comes to up to each scanned type: the rival's bid, by the probability that it is the highest. */
function cumulated(bids: readonly number[], wins: readonly number[]): number[] {
  const sums = [0];
  for (let k = 1; k < bids.length; k++)
    sums.push(sums[k - 1]! + 0.5 * (bids[k]! + bids[k - 1]!) * (wins[k]! - wins[k - 1]!));
  return sums;
}

/** The largest of the heights on a grid, or of what zooms around it find. */
function bestNear(at: (t: number) => number, grid: readonly number[], heights: readonly number[]): number {
  const peak = heights.indexOf(Math.max(...heights));
  let best = heights[peak]!;
  let [low, high] = [grid[Math.max(0, peak - 1)]!, grid[Math.min(grid.length - 1, peak + 1)]!];
  for (let zoom = 0; zoom < ZOOMS; zoom++) {
    const step = (high - low) / ZOOM_POINTS;
    let centre = 0.5 * (low + high);
    for (let k = 0; k <= ZOOM_POINTS; k++) {
      const height = at(low + k * step);
      if (height > best) [best, centre] = [height, low + k * step];
    }
    [low, high] = [Math.max(grid[0]!, centre - step), Math.min(grid.at(-1)!, centre + step)];
  }
  return best;
}
