import type { Mechanism } from "../mechanism/mechanism.js";
import { searchBestResponse } from "./notion/best-response.js";
import { type PlayedProfile, searchEquilibrium } from "./notion/equilibrium.js";
import { searchMerge } from "./notion/merge.js";
import { searchSplit } from "./notion/split.js";
import type { SearchOptions } from "./options.js";
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
