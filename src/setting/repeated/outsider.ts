import type { Mechanism } from "../../mechanism/mechanism.js";
import { brentMaximise } from "../../numeric/maximise.js";

const POINTS_A_DECADE = 16;
const [DECADES_BELOW, DECADES_ABOVE] = [14, 2];
const JUST_ABOVE = 1 + 4e-16;

/**
 * The least price of a share to somebody who joins fixed bids: inf over b > 0 of p(b) / x(b), by a scan of all
 * magnitudes and of the bids just above the others', polished. It is the value above which entering pays.
 *
 * @param bids of those who are in; 0 where none of them is positive
 */
export function entryPrice(mechanism: Mechanism, bids: readonly number[]): number {
  const total = bids.reduce((sum, bid) => sum + bid, 0);
  if (!(total > 0)) return 0;
  const played = Float64Array.from([...bids, 0]);
  const [allocations, payments] = [new Float64Array(played.length), new Float64Array(played.length)];
  const last = bids.length;
  const cheapness = {
    at(bid: number): number {
      played[last] = bid;
      mechanism.outcome(played, allocations, payments);
      return allocations[last]! > 0 ? -payments[last]! / allocations[last]! : Number.NEGATIVE_INFINITY;
    },
  };
  const steps = (DECADES_BELOW + DECADES_ABOVE) * POINTS_A_DECADE;
  const scan = Array.from(
    { length: steps + 1 },
    (_, k) => total * 10 ** (k / POINTS_A_DECADE - DECADES_BELOW),
  );
  const points = [...scan, ...bids.filter((bid) => bid > 0).map((bid) => bid * JUST_ABOVE)].sort(
    (a, b) => a - b,
  );
  const heights = points.map((point) => cheapness.at(point));
  const best = heights.reduce((most, height, k) => (height > heights[most]! ? k : most), 0);
  const [low, high] = [points[Math.max(0, best - 1)]!, points[Math.min(points.length - 1, best + 1)]!];
  return -Math.max(heights[best]!, brentMaximise(cheapness, low, high).value);
}
