import type { Interval } from "../../../numeric/interval.js";
import type { Place } from "./single-bid.js";

/** A box of places. */
export interface Box {
  readonly share: Interval;
  readonly part: Interval;
}

/** All places: staying out and bids beyond all bounds at the ends of the share, a vanishing second bid at part 0. */
export const EVERYWHERE: Box = { share: { lo: 0, hi: 1 }, part: { lo: 0, hi: 0.5 } };

/** Boxes are not halved below it: what fails there is refuted, or undefined. */
const NARROWEST = 2 ** -32;
/** A side may be so much longer than the other. */
const LONGEST = 16;

export function middle({ lo, hi }: Interval): number {
  return (lo + hi) / 2;
}

export function width({ lo, hi }: Interval): number {
  return hi - lo;
}

/**
 * The halves of a box across the side that causes more doubt, as far as it is known and the box keeps its
 * shape, else across the longer one.
 *
 * @returns null for a box that is as small as they get
 */
export function halves(box: Box, doubt: Place): [Box, Box] | null {
  const [wide, high] = [width(box.share), width(box.part)];
  if (Math.max(wide, high) < NARROWEST) return null;
  const shaped = wide < LONGEST * high && high < LONGEST * wide;
  const known = Number.isFinite(doubt.share + doubt.part);
  const side = (shaped && known ? doubt.share >= doubt.part : wide >= high) ? "share" : "part";
  const { lo, hi } = box[side];
  const centre = middle(box[side]);
  return [
    { ...box, [side]: { lo, hi: centre } },
    { ...box, [side]: { lo: centre, hi } },
  ];
}
