import type { Mechanism } from "../mechanism/mechanism.js";
import { randomStream } from "../numeric/random.js";
import { type Response, responseTo } from "./response.js";
import { INDIFFERENCE } from "./tolerance.js";

const RIVAL_SAMPLES = 96;
const OFFSET = 1e-3;
/** Players of larger games beyond these are not looked at. */
const PLAYERS_TRIED = 64;
/**
 * A player whose share is this close to none or all, but neither, loses about the share's square of the value by another
 * bid: less than is told from indifference.
 */
const SMALLEST_SHARE = 1e-6;

/**
 * Whether some player's bid is weakly dominated: another bid is at least as good against every sampled
 * vector of rivals' bids and better against one. The bid's neighbours must be dominated too, since a
 * limit of undominated bids (a loser bidding its value at first price) is not what the term is about.
 *
 * Only a bid with another best reply beside it can be weakly dominated at an equilibrium, so strict
 * best responses are passed over, and so are bids of which rounding hides whether they are, unless the rule depends on the
 * number of bids: one that is next to nothing then changes what everybody meets, and stands at the edge of another game.
 * The answer is searched: more samples could only clear a bid.
 */
export function inDominatedBids(mechanism: Mechanism, values: Float64Array, bids: Float64Array): boolean {
  const response = responseTo(mechanism, bids);
  const shares = new Float64Array(bids.length);
  mechanism.outcome(bids, shares, new Float64Array(bids.length));
  for (let i = 0; i < Math.min(bids.length, PLAYERS_TRIED); i++) {
    const value = values[i]!;
    if (mechanism.shape.kind !== "by-count" && isHidden(shares, i)) continue;
    const alternatives = [0, value, value / 2, value / 10, 2 * value, bids[i]! / 2, bids[i]! * 2];
    response.face(i, value);
    const own = response.at(bids[i]!);
    for (const alternative of alternatives) {
      if (Math.abs(alternative - bids[i]!) <= 2 * OFFSET * bids[i]!) continue;
      response.face(i, value);
      if (response.at(alternative) < own - INDIFFERENCE * value) continue;
      if (dominates(mechanism, value, bids, i, alternative)) return true;
    }
  }
  return false;
}

/** Whether a player has nearly none of what is shared, or nearly all of it, which may round to all. */
function isHidden(shares: Float64Array, player: number): boolean {
  const share = shares[player]!;
  const isShared = shares.some((other, j) => j !== player && other > 0);
  return isShared && share > 0 && Math.min(share, 1 - share) < SMALLEST_SHARE;
}

function dominates(
  mechanism: Mechanism,
  value: number,
  bids: Float64Array,
  player: number,
  alternative: number,
): boolean {
  const own = bids[player]!;
  const neighbourhood = own === 0 ? [0] : [own * (1 - OFFSET), own, own * (1 + OFFSET)];
  const rivals = Float64Array.from(bids);
  const response = responseTo(mechanism, rivals);
  const random = randomStream(1, player);
  const low = Math.min(alternative, own);
  const high = Math.max(alternative, own);
  const better = neighbourhood.map(() => false);
  for (let sample = 0; sample < RIVAL_SAMPLES; sample++) {
    // Half of the samples put a rival between the two bids, where threshold rules tell them apart.
    const top = sample % 2 === 0 ? low + random() * (high - low) : high * 10 ** (4 * random() - 3);
    for (let j = 0; j < rivals.length; j++) {
      if (j !== player) rivals[j] = sample % 3 === 0 ? 0 : top * random();
    }
    rivals[player === 0 ? Math.min(1, rivals.length - 1) : 0] = top;
    if (!compare(response, player, value, neighbourhood, alternative, better)) return false;
  }
  return better.every(Boolean);
}

/** False where the alternative is worse than one of the bids; marks the bids it is better than. */
function compare(
  response: Response,
  player: number,
  value: number,
  neighbourhood: readonly number[],
  alternative: number,
  better: boolean[],
): boolean {
  response.face(player, value);
  const other = response.at(alternative);
  for (let k = 0; k < neighbourhood.length; k++) {
    const gain = other - response.at(neighbourhood[k]!);
    if (gain < -INDIFFERENCE * value) return false;
    if (gain > 1e-9 * value) better[k] = true;
  }
  return true;
}
