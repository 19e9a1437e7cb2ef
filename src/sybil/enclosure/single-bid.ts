import type { Mechanism } from "../../mechanism/mechanism.js";

/** A player's identities and one rival in shares of all bids: identities share (1 - part) and share part. */
export interface Place {
  /** The identities' share of all bids, in (0, 1). */
  readonly share: number;
  /** The smaller identity's part of it, in (0, 1/2]. */
  readonly part: number;
}

/** A single bid as a function of the place: bid + perShare (share - c.share) + perPart (part - c.part). */
export interface AffineBid {
  readonly bid: number;
  readonly perShare: number;
  readonly perPart: number;
}

const BISECTIONS = 60;
const LOG_RANGE = 36;

/** Proposes, in doubles, the single bids that get what two identities get; nothing rests on their quality. */
export function singleBids(mechanism: Mechanism) {
  const one = [0, 0].map(() => new Float64Array(2)) as [Float64Array, Float64Array];
  const two = [0, 0].map(() => new Float64Array(3)) as [Float64Array, Float64Array];
  const bids = [new Float64Array(2), new Float64Array(3)] as const;

  const allocationOfOne = (bid: number, rival: number) => {
    bids[0][0] = bid;
    bids[0][1] = rival;
    mechanism.outcome(bids[0], ...one);
    return one[0][0]!;
  };

  /** The single bid of the same allocation, by bisection of its logarithm. */
  function matching({ share, part }: Place): number {
    const rival = 1 - share;
    bids[1][0] = share * (1 - part);
    bids[1][1] = share * part;
    bids[1][2] = rival;
    mechanism.outcome(bids[1], ...two);
    const wanted = two[0][0]! + two[0][1]!;
    let [low, high] = [-LOG_RANGE, LOG_RANGE];
    for (let k = 0; k < BISECTIONS; k++) {
      const middle = (low + high) / 2;
      if (allocationOfOne(rival * Math.exp(middle), rival) < wanted) low = middle;
      else high = middle;
    }
    return rival * Math.exp((low + high) / 2);
  }

  /** The affine bid through the matching ones about a centre, at distances that stay within the box. */
  return (centre: Place, distance: Place): AffineBid => {
    const slope = (own: keyof Place) => {
      const [less, more] = [centre[own] - distance[own], centre[own] + distance[own]];
      const rise = matching({ ...centre, [own]: more }) - matching({ ...centre, [own]: less });
      return rise / (more - less);
    };
    return { bid: matching(centre), perShare: slope("share"), perPart: slope("part") };
  };
}
