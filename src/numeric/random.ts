import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A stream of independent uniform numbers in [0, 1). */
export type RandomStream = () => number;

/**
 * The stream of a (seed, id) pair: the same pair always yields the same numbers, and different ids of one
 * seed yield unrelated streams, so that work may run in any order on any number of workers.
 *
 * Generator: xoroshiro128+ (Blackman and Vigna 2018), from pure-rand, 53 bits a number.
 *
 * @param seed 32-bit integer of the whole run
 * @param id   32-bit integer of the part of the work
 */
export function randomStream(seed: number, id = 0): RandomStream {
  const generator = xoroshiro128plus(scramble(scramble(seed | 0) ^ (id | 0)));
  return () => uniformFloat64(generator);
}

/** MurmurHash3's 32-bit finaliser (Appleby 2011): neighbouring integers land far apart. */
function scramble(integer: number): number {
  let h = integer | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
