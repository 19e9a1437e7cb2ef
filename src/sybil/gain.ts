import type { Mechanism } from "../mechanism/mechanism.js";
import { bestDeviation } from "./deviation.js";
import { jointOutcome } from "./identities.js";
import { identityCounts } from "./screen.js";
import type { Witness } from "./verdict.js";

/** The largest gain found from identities, and the deviation that shows it. */
export interface Gain {
  readonly gainShare: number;
  readonly witness: Witness;
  readonly evaluations: number;
}

/**
 * The largest gain found from acting through 2 up to `identities` identities over the best single bid,
 * for one value against fixed bids of the others; re-evaluated by direct utilities. 0 or below: none.
 */
export function gainAgainst(
  mechanism: Mechanism,
  others: readonly number[],
  value: number,
  identities: number,
): Gain {
  const single = bestDeviation(mechanism, others, value, 1);
  let { evaluations } = single;
  let best = single;
  let bestMultiple: readonly number[] = [0, 0];
  let utility = Number.NEGATIVE_INFINITY;
  for (const k of identityCounts(identities)) {
    const deviation = bestDeviation(mechanism, others, value, k);
    evaluations += deviation.evaluations;
    if (deviation.utility > utility) {
      utility = deviation.utility;
      bestMultiple = deviation.bids;
    }
    // Identities that are left unused make a single bid, which may be the better search.
    const used = deviation.bids.filter((bid) => bid > 0);
    if (used.length === 1 && deviation.utility > best.utility) best = { ...deviation, bids: used };
  }
  const bid = best.bids[0]!;
  const alone = jointOutcome(mechanism, [bid], others);
  const joint = jointOutcome(mechanism, bestMultiple, others);
  const aloneUtility = Math.max(0, value * alone.allocation - alone.payment);
  const gain = value * joint.allocation - joint.payment - aloneUtility;
  return {
    gainShare: gain / value,
    evaluations,
    witness: {
      others,
      single: { bid, ...alone },
      identities: bestMultiple,
      ...joint,
      allocationChange: joint.allocation - alone.allocation,
      paymentChange: joint.payment - alone.payment,
      value,
      gain,
      gainShare: gain / value,
    },
  };
}
