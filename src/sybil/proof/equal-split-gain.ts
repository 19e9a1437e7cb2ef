import type { OwnBidRule } from "../../mechanism/shape/own-bid.js";
import { EqualIdentities } from "./own-bid-response.js";

/** What several identities gain over the best single bid, or staying out, at fixed bids of the others. */
export interface EqualSplitGain {
  /** max over k = 2..K of u_k, minus max(0, u_1); below 0 where every split loses. Value units. */
  readonly gain: number;
  /** The k of that maximum, the smallest one. */
  readonly identities: number;
  /** No split into 2..K identities, equal or not, gains more: by concavity, up to rounding. */
  readonly atMost: number;
}

/**
 * The largest gain of acting through 2 up to K identities under an own-bid rule of convex cost, every
 * number of them solved on its own.
 *
 * @param othersWeight the others' total weight, >= 0
 * @param identities   K >= 2
 * @param utilities    takes u_1 .. u_K at 0 .. K - 1
 */
export function equalSplitGain(
  rule: OwnBidRule,
  value: number,
  othersWeight: number,
  identities: number,
  utilities: Float64Array = new Float64Array(identities),
  response: EqualIdentities = new EqualIdentities(),
): EqualSplitGain {
  let most = Number.NEGATIVE_INFINITY;
  let atMost = Number.NEGATIVE_INFINITY;
  let best = 0;
  for (let k = 1; k <= identities; k++) {
    response.solve(rule, value, othersWeight, k, k === 1 ? 0 : response.weight);
    utilities[k - 1] = response.utility;
    if (k === 1) continue;
    if (response.atMost > atMost) atMost = response.atMost;
    if (response.utility > most) {
      most = response.utility;
      best = k;
    }
  }
  const single = Math.max(0, utilities[0]!);
  return { gain: most - single, identities: best, atMost: atMost - single };
}

/**
 * The same largest gain, with a few solves in place of one for every number of identities.
 *
 * With X = k w the weight of all identities, u_k = max over X of v X / (X + R) - k C(X / k). That is concave in
 * X and k together (k C(X / k) is the perspective of a convex function), so its maximum u_k is concave in k,
 * real or whole, and so lies below every tangent u_j + (k - j) u'_j, where u'_j = w C'(w) - C(w) by the
 * envelope theorem. So what cannot beat a floor is seen from tangents alone, and the best k is found
 * where the tangents on either side of it cross, again and again. A search allocates nothing.
 * Source: Boyd and Vandenberghe 2004, Convex Optimization, sections 3.2.5 and 3.2.6.
 */
export class SplitGainSearch {
  /** max(0, u_1) of the last search: what the best single bid gets, or staying out. */
  single = 0;
  private readonly response = new EqualIdentities();

  /**
   * @param most  K >= 2
   * @param floor a gain, value units: only more than it matters
   * @param start a guess of the weight of the best single bid; 0 for none
   * @returns the largest gain where it is above the floor; elsewhere a number no higher than the floor
   */
  gainAbove(
    rule: OwnBidRule,
    value: number,
    othersWeight: number,
    most: number,
    floor: number,
    start = 0,
  ): number {
    const { response } = this;
    response.solve(rule, value, othersWeight, 1, start);
    const { utility, identityGain } = response;
    const single = Math.max(0, utility);
    this.single = single;
    const last = identityGain > 0 ? most : 2;
    const ceiling = utility + (last - 1) * identityGain - single;
    if (ceiling <= floor) return ceiling;
    response.solve(rule, value, othersWeight, last, response.weight);
    if (last === 2 || response.identityGain >= 0) return response.utility - single;
    return this.peakBelow(rule, value, othersWeight, most, single + floor, utility, identityGain) - single;
  }

  /** The largest u_k of 2..K, K just solved and past the peak; where it is above the floor. */
  private peakBelow(
    rule: OwnBidRule,
    value: number,
    othersWeight: number,
    most: number,
    floor: number,
    single: number,
    singleSlope: number,
  ): number {
    const { response } = this;
    let [low, lowUtility, lowSlope] = [1, single, singleSlope];
    let [high, highUtility, highSlope] = [most, response.utility, response.identityGain];
    let best = response.utility;
    while (high - low > 1) {
      const crossing = (highUtility - lowUtility - highSlope * (high - low)) / (lowSlope - highSlope);
      if (lowUtility + lowSlope * crossing <= Math.max(floor, best)) break;
      const k = Math.min(high - 1, Math.max(low + 1, low + Math.round(crossing)));
      response.solve(rule, value, othersWeight, k, response.weight);
      if (response.utility > best) best = response.utility;
      if (response.identityGain > 0)
        [low, lowUtility, lowSlope] = [k, response.utility, response.identityGain];
      else [high, highUtility, highSlope] = [k, response.utility, response.identityGain];
    }
    return best;
  }
}
