import type { Mechanism } from "../../../mechanism/mechanism.js";
import { heapOf } from "../../../numeric/heap.js";
import { type Box, EVERYWHERE, halves } from "./box.js";
import { type GainBound, gainBound } from "./gain-bound.js";

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
  const bounded = heapOf<GainBound & { box: Box }>(({ bound }) => bound);
  bounded.push({ box: EVERYWHERE, ...boundOf(EVERYWHERE) });
  let boxes = 1;
  for (let worst = bounded.peek()!; worst.bound > goal && boxes < options.boxes; worst = bounded.peek()!) {
    const parts = halves(worst.box, worst.doubt);
    if (parts === null) break;
    bounded.pop();
    for (const box of parts) bounded.push({ box, ...boundOf(box) });
    boxes += 2;
  }
  const gainShare = bounded.peek()!.bound;
  return gainShare <= tolerance ? { gainShare, boxes } : null;
}
