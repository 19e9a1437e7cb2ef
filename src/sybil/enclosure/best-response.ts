import type { Mechanism } from "../../mechanism/mechanism.js";
import { heapOf } from "../../numeric/heap.js";
import type { Interval } from "../../numeric/interval.js";
import { type Box, gainBound } from "./gain-bound.js";

export interface EnclosureOptions {
  /** Largest gain, as a share of value, that counts as a proof. */
  readonly tolerance: number;
  /** A proof that is found is sharpened down to it, as far as the boxes last; default the tolerance. */
  readonly goal?: number;
  /** Largest value, over the rival's bid; default 1,000. */
  readonly valueRatio?: number;
  /** How many boxes may be looked at. */
  readonly boxes: number;
}

/** A proof: no two identities gain more than that share of the value against one rival. */
export interface EnclosureProof {
  readonly gainShare: number;
  readonly boxes: number;
}

const VALUE_RATIO = 1000;
/** Boxes are not halved below it: what fails there is refuted, or undefined. */
const NARROWEST = 2 ** -32;

/**
 * Best-response (S2), proved for two identities against one rival: for all bids of theirs and every value up
 * to `valueRatio` times the rival's bid, their utility exceeds that of the best single bid, or of staying
 * out, by at most the tolerance. Scale-free rules with a formula only.
 *
 * Interval branch and bound: of all boxes of places, the one with the largest bound is halved.
 *
 * @returns null where nothing was proved, which says nothing about the rule
 */
export function encloseBestResponse(mechanism: Mechanism, options: EnclosureOptions): EnclosureProof | null {
  const { tolerance, goal = tolerance, valueRatio = VALUE_RATIO } = options;
  if (!mechanism.claims.scaleFree || mechanism.formula === undefined) return null;
  const boundOf = gainBound(mechanism, mechanism.formula, valueRatio);
  const bounded = heapOf<{ box: Box; bound: number }>(({ bound }) => bound);
  const everywhere: Box = { share: { lo: 0, hi: 1 }, part: { lo: 0, hi: 0.5 } };
  bounded.push({ box: everywhere, bound: boundOf(everywhere) });
  let boxes = 1;
  for (let worst = bounded.peek()!; worst.bound > goal && boxes < options.boxes; worst = bounded.peek()!) {
    const halves = halve(worst.box);
    if (halves === null) break;
    bounded.pop();
    for (const box of halves) bounded.push({ box, bound: Math.min(worst.bound, boundOf(box)) });
    boxes += 2;
  }
  const gainShare = bounded.peek()!.bound;
  return gainShare <= tolerance ? { gainShare, boxes } : null;
}

/** The two halves of a box across its longer side; null for one that is as small as they get. */
function halve({ share, part }: Box): [Box, Box] | null {
  const [wide, high] = [share.hi - share.lo, part.hi - part.lo];
  if (Math.max(wide, high) < NARROWEST) return null;
  return wide >= high
    ? (split(share).map((half) => ({ share: half, part })) as [Box, Box])
    : (split(part).map((half) => ({ share, part: half })) as [Box, Box]);
}

function split({ lo, hi }: Interval): [Interval, Interval] {
  const middle = (lo + hi) / 2;
  return [
    { lo, hi: middle },
    { lo: middle, hi },
  ];
}
