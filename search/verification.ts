import { DEFAULT_SEARCH, FULL_EFFORT, type ScreenOptions, type SearchOptions } from "../src/sybil/options.js";

/** No enclosure beside the searches: where it speaks, a lemma has mostly spoken already. */
const EFFORT = { ...FULL_EFFORT, boxes: 0 };

/** How the points of a front are verified in full. */
export function verificationOptions({ identities, tolerance, seed }: ScreenOptions): SearchOptions {
  return { ...DEFAULT_SEARCH, identities, tolerance, seed, effort: EFFORT };
}
