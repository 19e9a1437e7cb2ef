import type { Mechanism } from "../mechanism/mechanism.js";
import { searchBestResponse } from "./best-response.js";
import { type PlayedProfile, searchEquilibrium } from "./equilibrium.js";
import { searchMerge } from "./merge.js";
import type { SearchOptions } from "./options.js";
import { searchSplit } from "./split.js";
import type { Finding, Notion } from "./verdict.js";

/** A Sybil notion; merge is about collusion. */
export type SybilNotion = Exclude<Notion, "merge">;

/** Looks for a deviation that refutes a notion. */
export function search(
  mechanism: Mechanism,
  notion: Notion,
  options: SearchOptions,
  played: readonly PlayedProfile[],
): Finding {
  switch (notion) {
    case "split":
      return searchSplit(mechanism, options);
    case "best-response":
      return searchBestResponse(mechanism, options);
    case "equilibrium":
      return searchEquilibrium(mechanism, played, options);
    case "merge":
      return searchMerge(mechanism, options);
  }
}
