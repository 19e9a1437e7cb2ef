import { brentMaximise, type Maximum } from "../numeric/maximise.js";
import type { Response } from "./response.js";

const POINTS_A_DECADE = 8;
const DECADES_BELOW = 9;
const POLISHED = 3;
/** In larger games a rival's bid is no step worth a look of its own. */
const STEPS_UP_TO = 256;
/** Relative distance beyond which points are places of their own. */
const APART = 1e-9;
const JUST_ABOVE = 1 + 4e-16;
const LARGEST_STRETCH = 1e6;
/** Magnitudes beyond these are not told apart from 0 and infinity. */
const SMALLEST_BID = 1e-305;
const LARGEST_BID = 1e305;

/**
 * A player's best response: the best of staying out, of a scan over all magnitudes of bid, of the rivals'
 * bids and the bids just above them (where ties and steps are), and of the constants of formulas, each of the best few scanned points
 * polished by Brent's method between its neighbours. Global up to the resolution of the scan.
 *
 * The scan runs from far below the smaller of the value and the rivals' total up to the first bid that
 * is not worth its price, 64 times the largest of value and rivals' bids, stretched while a bid still pays.
 */
export class BestResponse {
  private points = new Float64Array(256);
  private utilities = new Float64Array(256);
  private count = 0;
  evaluations = 0;

  /** @param polished how many of the best scanned places are polished; against mixtures there are many peaks */
  constructor(private readonly polished = POLISHED) {}

  /**
   * @param response faces the player
   * @param value    v_i > 0
   * @param rivals   bids of all players, the own one at `player` left out of account
   * @param landmarks further bids to look at
   * @returns the bid and its utility; bid 0 and utility 0 where nothing better was found
   */
  find(
    response: Response,
    value: number,
    rivals: Float64Array,
    player: number,
    landmarks: readonly number[] = [],
  ): Maximum {
    this.scan(response, value, rivals, player, landmarks);
    let best: Maximum = { argument: 0, value: 0 };
    for (let round = 0; round < this.polished; round++) {
      const peak = this.highestPeak();
      if (peak < 0) break;
      if (this.utilities[peak]! > best.value) {
        best = { argument: this.points[peak]!, value: this.utilities[peak]! };
      }
      // A rival's bid and the bid just above it, or equal rivals' bids, are one place to polish around.
      const place = this.points[peak]!;
      let below = peak;
      while (below >= 0 && this.points[below]! > place * (1 - APART)) below--;
      let above = peak;
      while (above < this.count && this.points[above]! < place * (1 + APART)) above++;
      const low = below >= 0 ? this.points[below]! : 0;
      const high = above < this.count ? this.points[above]! : place * 2;
      const polished = brentMaximise(response, low, high);
      this.evaluations += 40;
      if (polished.value > best.value) best = polished;
      this.utilities.fill(Number.NEGATIVE_INFINITY, below + 1, above);
    }
    return best;
  }

  /** Fills the sorted points and their utilities. */
  private scan(
    response: Response,
    value: number,
    rivals: Float64Array,
    player: number,
    landmarks: readonly number[],
  ): void {
    let top = value;
    let total = 0;
    for (let j = 0; j < rivals.length; j++) {
      if (j === player) continue;
      total += rivals[j]!;
      if (rivals[j]! > top) top = rivals[j]!;
    }
    const low = Math.max(Math.min(value, total > 0 ? total : value) * 10 ** -DECADES_BELOW, SMALLEST_BID);
    let high = Math.min(4 * top, LARGEST_BID);
    const limit = Math.min(LARGEST_STRETCH * top, LARGEST_BID / 4);
    while (high < limit && response.at(high) > 0) high *= 4;
    const ratio = 10 ** (1 / POINTS_A_DECADE);
    const scanned = Math.ceil((Math.log(high) - Math.log(low)) / Math.log(ratio)) + 1;
    this.reserve(scanned + 2 * rivals.length + landmarks.length);
    this.count = 0;
    for (let k = 0; k < scanned; k++) this.points[this.count++] = low * ratio ** k;
    for (let j = 0; j < rivals.length && rivals.length <= STEPS_UP_TO; j++) {
      if (j === player || !(rivals[j]! > 0)) continue;
      this.points[this.count++] = rivals[j]!;
      this.points[this.count++] = rivals[j]! * JUST_ABOVE;
    }
    for (const bid of landmarks) this.points[this.count++] = bid;
    this.points.subarray(0, this.count).sort();
    for (let k = 0; k < this.count; k++) this.utilities[k] = response.at(this.points[k]!);
    this.evaluations += this.count;
  }

  private reserve(size: number): void {
    if (this.points.length >= size) return;
    this.points = new Float64Array(2 * size);
    this.utilities = new Float64Array(2 * size);
  }

  /** The scanned point of highest utility among those not below their neighbours; -1 where none is left. */
  private highestPeak(): number {
    let peak = -1;
    let height = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < this.count; k++) {
      const u = this.utilities[k]!;
      if (!(u > height)) continue;
      if (k > 0 && this.utilities[k - 1]! > u) continue;
      if (k + 1 < this.count && this.utilities[k + 1]! > u) continue;
      peak = k;
      height = u;
    }
    return peak;
  }
}
