import { brentMaximise } from "../numeric/maximise.js";

const LINE_SEARCH = 24;

/**
 * Climbs a function of positive numbers by line searches in their logarithms: one move after another, each
 * scaling a group of them by a common factor, with ever shorter reach.
 *
 * @param height  what is to be large at `point`
 * @param point   the start; holds the best point found afterwards
 * @param moves   which entries each move scales
 * @param rounds  times that every move is made
 * @param reach   largest factor of the first round; its root in the next, and so on
 * @returns the height reached
 */
export function ascend(
  height: (point: Float64Array) => number,
  point: Float64Array,
  moves: readonly (readonly number[])[],
  rounds: number,
  reach: number,
): number {
  const trial = Float64Array.from(point);
  let best = height(point);
  let window = Math.log(reach);
  for (let round = 0; round < rounds; round++, window *= 0.6) {
    const before = best;
    for (const move of moves) {
      const line = {
        at(shift: number) {
          const factor = Math.exp(shift);
          for (const j of move) trial[j] = point[j]! * factor;
          return height(trial);
        },
      };
      const found = brentMaximise(line, -window, window, LINE_SEARCH);
      if (found.value > best) {
        best = found.value;
        const factor = Math.exp(found.argument);
        for (const j of move) point[j] = point[j]! * factor;
      }
      for (const j of move) trial[j] = point[j]!;
    }
    if (round > 0 && !(best > before)) break;
  }
  return best;
}

/** The moves of bids: each alone and all together; of a crowd the largest, the smallest, the rest and all. */
export function movesOf(bids: ArrayLike<number>, from = 0): number[][] {
  const seats = Array.from({ length: bids.length }, (_, j) => j);
  const all = seats.map((j) => from + j);
  if (bids.length <= 8) return [...all.map((j) => [j]), all];
  const falling = seats.sort((a, b) => bids[b]! - bids[a]!).map((j) => from + j);
  return [falling.slice(0, 1), falling.slice(-1), falling.slice(1), all];
}
