import type { Mechanism } from "../../mechanism/mechanism.js";
import type { SearchOptions } from "../options.js";
import type { Division } from "../play/division.js";
import type { Finding, Witness } from "../verdict.js";
import { divisionDomain, divisionWitness, searchDivisions } from "./division-search.js";

/**
 * Merge, searched: replacing two bids or more by their sum must neither raise the total allocation nor lower
 * the total payment. This is the collusion question and never part of "Sybil-proof".
 */
export function searchMerge(mechanism: Mechanism, options: SearchOptions): Finding {
  const { division, size, tally } = searchDivisions(mechanism, "merge", options);
  const witness = division === null ? null : mergeWitness(mechanism, division);
  return { notion: "merge", domain: divisionDomain(mechanism, options), largest: size, witness, tally };
}

/** The witness of a merge: what putting the parts together changes. */
export function mergeWitness(mechanism: Mechanism, division: Division): Witness {
  return {
    ...divisionWitness(mechanism, division, "merge"),
    ...{ value: null, gain: null, gainShare: null },
  };
}
