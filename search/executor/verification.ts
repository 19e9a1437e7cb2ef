import { FULL_EFFORT, type ScreenOptions, type SearchOptions, searchFor } from "../../src/sybil/options.js";

/** No enclosure beside the searches: where an enclosure would prove a notion, a lemma mostly has proved it before. */
const EFFORT = { ...FULL_EFFORT, boxes: 0 };

/** How the points of a front are verified in full: in the domain of the screen. */
export function verificationOptions({ identities, tolerance, seed, rivals }: ScreenOptions): SearchOptions {
  return searchFor({ identities, tolerance, seed, rivals }, EFFORT);
}
