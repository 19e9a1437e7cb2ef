import { brentMaximise } from "../../numeric/maximise.js";

/** Steps of a line search. */
const LINE_SEARCH = 24;
const SHRINK = 0.6;
/** Rounds that gain less than this share of the height are the last. */
const SETTLED = 1e-15;

/**
 * Climbs a function of positive numbers by line searches in their logarithms: one move after another, each
 * scaling a group of them by a common factor, with ever shorter reach; after each round also along the way
 * that the round has come (Hooke and Jeeves 1961, "Direct search solution of numerical and statistical
 * problems").
 *
 * @param height  what is to be large at `point`
 * @param point   the start; holds the best point found afterwards
 * @param moves   which entries each move scales
 * @param rounds  times that every move is made
 * @param reach   largest factor of the first round
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
  const directions = moves.map((move) => point.map((_, j) => (move.includes(j) ? 1 : 0)));
  const start = new Float64Array(point.length);
  let best = height(point);
  const search = (direction: Float64Array, from: number, to: number) => {
    const line = {
      at(shift: number) {
        for (let j = 0; j < trial.length; j++) trial[j] = point[j]! * Math.exp(shift * direction[j]!);
        return height(trial);
      },
    };
    const found = brentMaximise(line, from, to, LINE_SEARCH);
    if (!(found.value > best)) return;
    best = found.value;
    for (let j = 0; j < point.length; j++) point[j] = point[j]! * Math.exp(found.argument * direction[j]!);
  };
  let window = Math.log(reach);
  for (let round = 0; round < rounds; round++, window *= SHRINK) {
    const before = best;
    start.set(point);
    for (const direction of directions) search(direction, -window, window);
    if (round > 0 && !(best - before > SETTLED * Math.abs(best))) break;
    const way = point.map((number, j) => Math.log(number / start[j]!));
    search(way, -1, 8);
  }
  return best;
}

/** The moves of bids: each alone and all together; of a crowd the largest, the smallest, the rest and all. */
export function movesOf(bids: ArrayLike<number>): number[][] {
  const all = Array.from({ length: bids.length }, (_, j) => j);
  if (bids.length <= 8) return [...all.map((j) => [j]), all];
  const falling = all.toSorted((a, b) => bids[b]! - bids[a]!);
  return [falling.slice(0, 1), falling.slice(-1), falling.slice(1), all];
}
