import type { Mechanism } from "../../mechanism/mechanism.js";
import type { SearchOptions } from "../options.js";
import { type Division, wholeOf } from "../play/division.js";
import { jointOutcome } from "../play/identities.js";
import type { Finding, Witness } from "../verdict.js";
import { divisionDomain, searchDivisions } from "./division-search.js";

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
export function mergeWitness(mechanism: Mechanism, { others, parts }: Division): Witness {
  const bid = wholeOf(parts);
  const single = { bid, ...jointOutcome(mechanism, [bid], others) };
  const joint = jointOutcome(mechanism, parts, others);
  return {
    others: Array.from(others),
    single,
    identities: Array.from(parts),
    ...joint,
    allocationChange: single.allocation - joint.allocation,
    paymentChange: single.payment - joint.payment,
    ...{ value: null, gain: null, gainShare: null },
  };
}
