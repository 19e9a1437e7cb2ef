import type { Mechanism } from "../mechanism/mechanism.js";
import type { Proposal } from "./solution.js";

const SMALL = 1e-7;
const VANISHED = 1e-100;
const SAME_ALLOCATION = 1e-9;

/**
 * Recognises bids that would be smaller if they could: a lone bidder of PAP takes everything with any
 * bid, so it has no best one, only the limit 0. A positive bid far below the largest amount in play whose
 * allocation stays the same at a 100 orders of magnitude smaller bid is reported at its limit 0,
 * or else, where small bids are what small values make, as it is.
 */
export function atVanishingBids(mechanism: Mechanism, proposal: Proposal): Proposal {
  const n = proposal.bids.length;
  const nearby = Float64Array.from(proposal.bids);
  const before = new Float64Array(n);
  const after = new Float64Array(n);
  const payments = new Float64Array(n);
  mechanism.outcome(proposal.bids, before, payments);
  const scale = Math.max(1, ...proposal.bids);
  for (let i = 0; i < n; i++) {
    // Whoever gets nothing by a small bid is out, or would be by a better one.
    const gets = before[i]! > SAME_ALLOCATION;
    if (gets && nearby[i]! > 0 && nearby[i]! < SMALL * scale) nearby[i] = nearby[i]! * VANISHED;
  }
  if (nearby.every((bid, i) => bid === proposal.bids[i])) return proposal;
  mechanism.outcome(nearby, after, payments);
  if (after.some((x, i) => !(Math.abs(x - before[i]!) <= SAME_ALLOCATION))) return proposal;
  const bids = nearby.map((bid, i) => (bid === proposal.bids[i] ? bid : 0));
  return { ...proposal, kind: "pure-limit", bids, nearby, otherwise: proposal };
}
