import type { Mechanism } from "../mechanism/mechanism.js";
import { landmarkBids } from "./landmarks.js";
import { representatives } from "./representatives.js";
import { type Response, responseTo } from "./response.js";
import type { Regret } from "./solution.js";
import { OWN_REGRET, PURE_REGRET } from "./tolerance.js";

const DECADES = 18;
const POINTS_A_DECADE = 16;
const LINEAR_POINTS = 128;
const ZOOMED = 6;
const ZOOM_ROUNDS = 7;
const ZOOM_POINTS = 24;
/** Relative distance beyond which scanned bids count as neighbours to zoom between. */
const APART = 1e-7;

/**
 * The judge: the regret of a bid vector, by a global search of its own for every player. It shares no
 * search code with the solvers: a dense scan (16 points a decade over 18 decades, an even grid up to
 * twice the largest value, every bid in play and its neighbours, the constants and kinks of the rule), then repeated
 * zooming into the best few.
 *
 * The answer is a lower bound of the true regret, hence `searched`.
 *
 * @param bids   one bid a player
 * @param budget how much work is allowed, in players looked at
 * @param others further bids to look at
 * @returns null where the search would take more than that
 */
export function certify(
  mechanism: Mechanism,
  values: Float64Array,
  bids: Float64Array,
  budget: number,
  others: readonly number[] = [],
): Regret | null {
  let top = 0;
  let absolute = 0;
  for (const value of values) top = Math.max(top, value);
  let scale = top;
  for (const bid of bids) scale = Math.max(scale, bid);
  const response = responseTo(mechanism, bids);
  const players = representatives(mechanism, values, bids);
  const utilities = utilitiesAt(mechanism, values, bids);
  const even = scanPoints(scale, [...bids, ...others]);
  if (players.length * certificateSize(even) * response.cost > budget) return null;
  for (const i of players) {
    response.face(i, values[i]!);
    const scan = withLandmarks(even, mechanism, bids, i);
    const gain = largestGain(response, utilities[i]!, scan, new Float64Array(scan.length));
    absolute = Math.max(absolute, gain);
  }
  return { absolute, relative: absolute / top, kind: "searched" };
}

/** A gain, relative to the value, that rounding alone may show. */
const ROUNDING = 1e-15;
/** A player whose payment is less than this of its value is asked what a gain is to what it pays. */
const PALTRY = 1e-5;

/**
 * What a gain is to the player: relative to its value, or, where that is more than rounding, a thousandth of what it is
 * relative to the payment. Where the stakes are next to nothing, as the top player's are beside one of a millionth of its
 * value, a bid twice too high is no equilibrium though it costs little of the value.
 */
export function ownMeasure(gain: number, value: number, payment: number): number {
  const ofValue = gain / value;
  if (!(payment > 0 && payment < PALTRY * value && ofValue > ROUNDING)) return ofValue;
  return Math.max(ofValue, (gain / payment) * 1e-3);
}

/**
 * The most that a player gains by its own measure, of those to whom a regret that is nothing to the largest value may be
 * much. The same search of the same players, at the scale of each one's value, so that it takes no more than `certify`
 * does.
 *
 * @returns 0 where there is no such player
 */
export function largestOwnGain(
  mechanism: Mechanism,
  values: Float64Array,
  bids: Float64Array,
  others: readonly number[] = [],
): number {
  const small = values.reduce((most, value) => Math.max(most, value), 0) * (PURE_REGRET / OWN_REGRET);
  const [allocations, payments] = [new Float64Array(bids.length), new Float64Array(bids.length)];
  mechanism.outcome(bids, allocations, payments);
  const players = representatives(mechanism, values, bids).filter(
    (i) => values[i]! < small || (payments[i]! > 0 && payments[i]! < PALTRY * values[i]!),
  );
  const response = responseTo(mechanism, bids);
  let largest = 0;
  for (const i of players) {
    const scan = withLandmarks(scanPoints(values[i]!, [...bids, ...others]), mechanism, bids, i);
    response.face(i, values[i]!);
    const gain = largestGain(response, response.at(bids[i]!), scan, new Float64Array(scan.length));
    largest = Math.max(largest, ownMeasure(gain, values[i]!, payments[i]!));
  }
  return largest;
}

/** What the bids bring by the rule itself: next to a jump a response may round to the other side. */
function utilitiesAt(mechanism: Mechanism, values: Float64Array, bids: Float64Array): Float64Array {
  const [allocations, payments] = [new Float64Array(bids.length), new Float64Array(bids.length)];
  mechanism.outcome(bids, allocations, payments);
  return values.map((value, i) => value * allocations[i]! - payments[i]!);
}

function withLandmarks(
  scan: Float64Array,
  mechanism: Mechanism,
  bids: Float64Array,
  player: number,
): Float64Array {
  const landmarks = landmarkBids(mechanism, bids, player);
  return landmarks.length === 0 ? scan : Float64Array.from([...scan, ...landmarks]).sort();
}

/** How many utilities the search of one player takes. */
export function certificateSize(scan: Float64Array): number {
  return scan.length + ZOOMED * ZOOM_ROUNDS * ZOOM_POINTS;
}

/**
 * How much the player faced can gain over a utility: the scan, then zooming into the best few points.
 *
 * @param own     the utility it has
 * @param scan    rising bids to look at
 * @param heights room for as many utilities
 */
export function largestGain(
  response: Response,
  own: number,
  scan: Float64Array,
  heights: Float64Array,
): number {
  let best = Math.max(0, own);
  for (let k = 0; k < scan.length; k++) heights[k] = response.at(scan[k]!);
  for (let zoom = 0; zoom < ZOOMED; zoom++) {
    const k = highest(heights);
    if (heights[k] === Number.NEGATIVE_INFINITY) break;
    best = Math.max(best, heights[k]!);
    const below = apart(scan, k, -1);
    const above = apart(scan, k, 1);
    let low = scan[below]!;
    let high = scan[above]!;
    for (let round = 0; round < ZOOM_ROUNDS && high > low; round++) {
      const spacing = (high - low) / ZOOM_POINTS;
      let peak = low;
      let height = Number.NEGATIVE_INFINITY;
      for (let m = 0; m <= ZOOM_POINTS; m++) {
        const utility = response.at(low + m * spacing);
        if (utility > height) {
          height = utility;
          peak = low + m * spacing;
        }
      }
      best = Math.max(best, height);
      low = Math.max(low, peak - spacing);
      high = Math.min(high, peak + spacing);
    }
    heights[k] = Number.NEGATIVE_INFINITY;
    for (let near = below + 1; near < above; near++) heights[near] = Number.NEGATIVE_INFINITY;
  }
  return best - own;
}

/** The next point down or up that is truly apart from point k: bids in play stand beside their neighbours. */
function apart(scan: Float64Array, k: number, step: -1 | 1): number {
  let other = k;
  while (scan[other + step] !== undefined) {
    other += step;
    if (Math.abs(scan[other]! - scan[k]!) > APART * scan[k]!) break;
  }
  return other;
}

/** The bids that a search looks at: all magnitudes, an even grid, and the bids in play with their neighbours. */
export function scanPoints(scale: number, bids: Iterable<number>): Float64Array {
  const points: number[] = [];
  for (let k = 0; k <= DECADES * POINTS_A_DECADE; k++) {
    points.push(scale * 10 ** (3 - DECADES + k / POINTS_A_DECADE));
  }
  for (let k = 1; k <= LINEAR_POINTS; k++) points.push((2 * scale * k) / LINEAR_POINTS);
  for (const bid of new Set(bids)) {
    if (bid > 0) points.push(bid * (1 - 1e-9), bid, bid * (1 + 1e-15), bid * (1 + 1e-9));
  }
  return Float64Array.from(points).sort();
}

function highest(heights: Float64Array): number {
  let peak = 0;
  for (let k = 1; k < heights.length; k++) if (heights[k]! > heights[peak]!) peak = k;
  return peak;
}
