import type { RandomStream } from "../../numeric/random.js";
import type { Effort } from "../options.js";

/** From this many identities on only the plainest divisions are tried. */
const CROWD = 9;

/**
 * Ways to divide a total among k identities, as k fractions that sum to 1: equal; one large and the rest
 * equal and smaller by a factor down to 1e-9; half large and half small; a falling ladder; at random over
 * all magnitudes. The factors are drawn anew at each call, so that repeated calls leave no gaps.
 */
export function divisions(k: number, random: RandomStream, { divisions }: Effort): Float64Array[] {
  const parts = (part: (j: number) => number) =>
    normalised(Float64Array.from({ length: k }, (_, j) => part(j)));
  const many = divisions === "many" && k < CROWD;
  const shift = random();
  const smaller = (steps: number) =>
    Array.from({ length: steps }, (_, j) => 10 ** ((-9 * (j + shift)) / steps));
  return [
    parts(() => 1),
    ...smaller(many ? 12 : 3).map((ratio) => parts((j) => (j === 0 ? 1 : ratio))),
    ...(k > 2 ? smaller(many ? 5 : 1).map((ratio) => parts((j) => (2 * j < k ? 1 : ratio))) : []),
    ...(k > 2 ? smaller(many ? 4 : 1).map((ratio) => parts((j) => ratio ** (j / (k - 1)))) : []),
    ...Array.from({ length: many ? 4 : 1 }, () => parts(() => -Math.log(1 - random()))),
    ...Array.from({ length: many ? 4 : 1 }, () => parts(() => 10 ** (-4 * random()))),
  ];
}

function normalised(parts: Float64Array): Float64Array {
  const total = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => part / total);
}

/** Beside a bid, to the next double or so above: where a tie is won. */
export const JUST_ABOVE = 1 + 4e-16;

/** Bids of k identities with one of them level with, or just above, a bid of the others. */
export function levelWith(k: number, bidsInPlay: readonly number[]): Float64Array[] {
  const levels = bidsInPlay.slice(-3).flatMap((bid) => [bid, bid * JUST_ABOVE]);
  return levels.flatMap((level) =>
    [1, 0.5, 1e-3].map((ratio) =>
      Float64Array.from({ length: k }, (_, j) => (j === 0 ? level : level * ratio)),
    ),
  );
}

/** How much of a total is not in its largest part: 0 where there is no division at all. */
export function dividedShare(parts: ArrayLike<number>): number {
  let total = 0;
  let largest = 0;
  for (let j = 0; j < parts.length; j++) {
    total += parts[j]!;
    if (parts[j]! > largest) largest = parts[j]!;
  }
  return total > 0 ? (total - largest) / total : 0;
}
