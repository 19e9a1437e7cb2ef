import type { ProfileResult } from "../../../src/evaluation/profile-result.js";
import type { Mechanism } from "../../../src/mechanism/mechanism.js";

/** What own bids, `OWN_BIDS` times the rival's, get and pay against one rival. */
export interface Curves {
  /** The rival's bid. */
  readonly rival: number;
  /** The profile at whose equilibrium the highest bid is the rival's; null where none was to be had. */
  readonly profile: string | null;
  readonly allocations: readonly number[];
  readonly payments: readonly number[];
}

const REACH = 3;
const STEPS = 48;
const DIGITS = 5;
/** How near to a jump curves are looked at, relative to the rival's bid. */
const NEAR = 1e-6;

/**
 * Own bids in units of the rival's: equal steps, and both sides of where rules jump, above 0 for whom a fee begins and at
 * the rival's for whom the highest bid wins.
 */
export const OWN_BIDS: readonly number[] = [
  ...Array.from({ length: STEPS + 1 }, (_, step) => (REACH * step) / STEPS),
  ...[NEAR, 1 - NEAR, 1 + NEAR],
].sort((a, b) => a - b);

/** What two equal players of value 1 bid under PAP: the rival where no equilibrium gives one. */
const PAP_BID = 0.25;

/** The curves of a mechanism, against the highest bid of its first pure equilibrium. */
export function curvesOf(mechanism: Mechanism, results: readonly ProfileResult[]): Curves {
  const first = results.find(({ kind, bids }) => kind === "pure" && Math.max(...bids) > 0);
  const rival = first === undefined ? PAP_BID : Math.max(...first.bids);
  const bids = Float64Array.of(0, rival);
  const [x, p] = [new Float64Array(2), new Float64Array(2)];
  const allocations: number[] = [];
  const payments: number[] = [];
  for (const own of OWN_BIDS) {
    bids[0] = own * rival;
    mechanism.outcome(bids, x, p);
    allocations.push(Number(x[0]!.toPrecision(DIGITS)));
    payments.push(Number(p[0]!.toPrecision(DIGITS)));
  }
  return { rival, profile: first?.profile ?? null, allocations, payments };
}
