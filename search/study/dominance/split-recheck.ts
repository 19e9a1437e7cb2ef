import type { Mechanism } from "../../../src/mechanism/mechanism.js";
import type { Fault } from "../../front/check/claim.js";
import { faultUnless } from "../../front/check/claim.js";

const SHARES = 2000;
/** A third bid, small beside the two that are looked at: weights are measured against its own. */
const SMALL = 1e-4;
const ROUNDED = 1e-9;

/** Weight and price over the share, of a bid of share q. */
interface OverShare {
  readonly share: number;
  readonly weight: number;
  /** Where it alone bids, where two do, and where three do. */
  readonly prices: readonly [number, number, number];
}

/**
 * The conditions by which no split gains, looked at through outcomes alone at shares q: f(q) / q, in units of a small
 * bid's, nowhere falls, c(q) / q nowhere rises, and a bid is nowhere cheaper with more bids.
 */
export function splitConditionFaults(mechanism: Mechanism): Fault[] {
  const points = Array.from({ length: SHARES - 1 }, (_, k) => overShare(mechanism, (k + 1) / (SHARES + 1)));
  return points.map(({ share, weight, prices: [alone, two, three] }, k) => {
    const before = points[k - 1];
    const holds =
      (before === undefined || weight >= before.weight * (1 - ROUNDED)) &&
      (before === undefined || three <= before.prices[2] * (1 + ROUNDED)) &&
      alone <= two * (1 + ROUNDED) &&
      two <= three * (1 + ROUNDED);
    return faultUnless(
      holds,
      `share ${share}: weight over share ${weight}, prices ${alone}, ${two}, ${three}`,
    );
  });
}

function overShare(mechanism: Mechanism, share: number): OverShare {
  const many = outcomeAt(mechanism, [share, SMALL, 1 - share - SMALL]);
  return {
    share,
    weight: many.allocations[0]! / many.allocations[1]! / share,
    prices: [
      outcomeAt(mechanism, [share]).payments[0]! / share,
      outcomeAt(mechanism, [share, 1 - share]).payments[0]! / share,
      many.payments[0]! / share,
    ],
  };
}

function outcomeAt(mechanism: Mechanism, bids: readonly number[]) {
  const allocations = new Float64Array(bids.length);
  const payments = new Float64Array(bids.length);
  mechanism.outcome(Float64Array.from(bids), allocations, payments);
  return { allocations, payments };
}
