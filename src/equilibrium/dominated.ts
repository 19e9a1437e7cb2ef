import type { Mechanism } from "../mechanism/mechanism.js";
import { randomStream } from "../numeric/random.js";
import { type Response, responseTo } from "./response.js";
import { INDIFFERENCE } from "./tolerance.js";

/** Vectors of rivals' bids: the bids in play at scales 4 a decade, then random ones. */
const SCALINGS = { each: 4, decades: 4 };
const RANDOM_VECTORS = 192;
/** How far below the smaller of the two bids, and above all bids and values, random rivals bid, in decades. */
const DECADES_BEYOND = 3;
const OFFSET = 1e-3;
/** Gain, as a share of the value, by which a bid must be better somewhere. */
const BETTER = 1e-9;
/** Players of larger games beyond these are not looked at. */
const PLAYERS_TRIED = 64;

/**
 * Whether some player's bid is weakly dominated: another bid is at least as good against every sampled
 * vector of rivals' bids and better against one. The bid's neighbours must be dominated too, since a
 * limit of undominated bids (a loser bidding its value at first price) is not what the term is about.
 *
 * Only a bid with another best reply beside it can be weakly dominated at an equilibrium, so strict best responses are
 * passed over. Rounding may make a strict one look otherwise; the samples then tell them apart, which is why they reach
 * from far below both bids to far above everybody's value, where a needless bid costs most. The other bids tried are
 * multiples of the value and the bid, and the constants of formulas, at which prices may begin to rise.
 * The answer is searched: more samples could only clear a bid.
 */
export function inDominatedBids(mechanism: Mechanism, values: Float64Array, bids: Float64Array): boolean {
  const response = responseTo(mechanism, bids);
  const reach = Math.max(...values, ...bids);
  const { seat, traits = seat } = mechanism;
  const constants = (traits?.constants ?? []).filter((each) => each > 0);
  for (let i = 0; i < Math.min(bids.length, PLAYERS_TRIED); i++) {
    const value = values[i]!;
    const bid = bids[i]!;
    response.face(i, value);
    const least = response.at(bid) - INDIFFERENCE * value;
    const alternatives = [0, value, value / 2, value / 10, 2 * value, bid / 2, bid * 2, ...constants];
    for (const alternative of alternatives) {
      if (Math.abs(alternative - bid) <= 2 * OFFSET * bid) continue;
      response.face(i, value);
      if (response.at(alternative) < least) continue;
      if (dominates(mechanism, value, bids, i, alternative, reach)) return true;
    }
  }
  return false;
}

function dominates(
  mechanism: Mechanism,
  value: number,
  bids: Float64Array,
  player: number,
  alternative: number,
  reach: number,
): boolean {
  const own = bids[player]!;
  const neighbourhood = own === 0 ? [0] : [own * (1 - OFFSET), own, own * (1 + OFFSET)];
  const rivals = Float64Array.from(bids);
  const response = responseTo(mechanism, rivals);
  const better = neighbourhood.map(() => false);
  for (const largest of rivalsVectors(rivals, bids, player, alternative, reach)) {
    const scale = Math.max(value, own, alternative, largest);
    if (!compare(response, player, value, scale, neighbourhood, alternative, better)) return false;
  }
  return better.every(Boolean);
}

/**
 * Writes vectors of rivals' bids, one after the other: nobody; the bids in play, at all scales; and random ones, whose
 * largest lies between the two bids, where threshold rules tell them apart, or anywhere.
 *
 * @returns the largest bid of each
 */
function* rivalsVectors(
  rivals: Float64Array,
  bids: Float64Array,
  player: number,
  alternative: number,
  reach: number,
): Generator<number> {
  rivals.fill(0);
  yield 0;
  const { each, decades } = SCALINGS;
  for (let step = -each * decades; step <= each * decades; step++) {
    const factor = 10 ** (step / each);
    let largest = 0;
    for (let j = 0; j < rivals.length; j++) {
      rivals[j] = bids[j]! * factor;
      if (j !== player) largest = Math.max(largest, rivals[j]!);
    }
    yield largest;
  }
  const low = Math.min(alternative, bids[player]!);
  const high = Math.max(alternative, bids[player]!);
  const beyond = 10 ** DECADES_BEYOND;
  const from = (low > 0 ? low : high) / beyond;
  const to = Math.max(high, reach) * beyond;
  const random = randomStream(1, player);
  for (let sample = 0; sample < RANDOM_VECTORS; sample++) {
    const top = sample % 2 === 0 ? low + random() * (high - low) : from * (to / from) ** random();
    for (let j = 0; j < rivals.length; j++) rivals[j] = sample % 3 === 0 ? 0 : top * random();
    rivals[player === 0 ? Math.min(1, rivals.length - 1) : 0] = top;
    yield top;
  }
}

/**
 * False where the alternative is worse than one of the bids; marks the bids it is better than.
 *
 * @param scale largest amount in play, whose rounding is no difference
 */
function compare(
  response: Response,
  player: number,
  value: number,
  scale: number,
  neighbourhood: readonly number[],
  alternative: number,
  better: boolean[],
): boolean {
  response.face(player, value);
  const other = response.at(alternative);
  for (let k = 0; k < neighbourhood.length; k++) {
    const gain = other - response.at(neighbourhood[k]!);
    if (gain < -INDIFFERENCE * scale) return false;
    if (gain > BETTER * value) better[k] = true;
  }
  return true;
}
