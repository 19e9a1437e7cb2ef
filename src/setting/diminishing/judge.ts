import { largestGain, scanPoints } from "../../equilibrium/certify.js";
import { landmarkBids } from "../../equilibrium/landmarks.js";
import type { Response } from "../../equilibrium/response.js";
import type { Mechanism } from "../../mechanism/mechanism.js";
import { worthOf } from "./efficient.js";

/** One player's utility v (x - gamma x^2 / 2) - p as a function of the own bid, the others' bids fixed. */
class DiminishingResponse implements Response {
  readonly cost: number;
  private readonly played: Float64Array;
  private readonly allocations: Float64Array;
  private readonly payments: Float64Array;
  private player = 0;
  private value = 0;

  constructor(
    private readonly mechanism: Mechanism,
    private readonly bids: readonly number[],
    private readonly gamma: number,
  ) {
    this.cost = bids.length;
    this.played = Float64Array.from(bids);
    this.allocations = new Float64Array(bids.length);
    this.payments = new Float64Array(bids.length);
  }

  face(player: number, value: number): void {
    this.played.set(this.bids);
    this.player = player;
    this.value = value;
  }

  at(bid: number): number {
    if (!(bid > 0)) return 0;
    this.played[this.player] = bid;
    this.mechanism.outcome(this.played, this.allocations, this.payments);
    return this.value * worthOf(this.allocations[this.player]!, this.gamma) - this.payments[this.player]!;
  }
}

/** The most that a player gains by another single bid. */
export interface SearchedGain {
  /** Value units. */
  readonly absolute: number;
  /** The largest gain relative to the own value. */
  readonly ownShare: number;
}

/** The gains that the certifier's dense search finds on these payoffs. */
export function searchedGain(
  mechanism: Mechanism,
  values: readonly number[],
  gamma: number,
  bids: readonly number[],
): SearchedGain {
  const response = new DiminishingResponse(mechanism, bids, gamma);
  let [absolute, ownShare] = [0, 0];
  for (const [i, value] of values.entries()) {
    const scan = scanPoints(Math.max(value, ...bids), [...bids, ...landmarkBids(mechanism, bids, i)]);
    response.face(i, value);
    const own = response.at(bids[i]!);
    const gain = largestGain(response, own, scan, new Float64Array(scan.length));
    absolute = Math.max(absolute, gain);
    ownShare = Math.max(ownShare, gain / value);
  }
  return { absolute, ownShare };
}
