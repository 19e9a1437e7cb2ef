import type { Domain } from "../claim/domain.js";
import type { Mechanism } from "../mechanism/mechanism.js";
import { bestResponseDomain, searchBestResponse } from "./notion/best-response.js";
import { divisionDomain } from "./notion/division-search.js";
import { equilibriumDomain, type PlayedProfile, searchEquilibrium } from "./notion/equilibrium.js";
import { searchMerge } from "./notion/merge.js";
import { searchSplit } from "./notion/split.js";
import { ofBestResponse, type SearchOptions } from "./options.js";
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
      return searchBestResponse(mechanism, ofBestResponse(options));
    case "equilibrium":
      return searchEquilibrium(mechanism, played, options);
    case "merge":
      return searchMerge(mechanism, options);
  }
}

/**
 * Where a notion is searched.
 *
 * @param played pure equilibria, for the equilibrium notion
 */
export function searchedDomain(
  mechanism: Mechanism,
  notion: Notion,
  options: SearchOptions,
  played: readonly PlayedProfile[],
): Domain {
  switch (notion) {
    case "split":
    case "merge":
      return divisionDomain(mechanism, options);
    case "best-response":
      return bestResponseDomain(mechanism, ofBestResponse(options));
    case "equilibrium":
      return equilibriumDomain(mechanism, played, options);
  }
}
