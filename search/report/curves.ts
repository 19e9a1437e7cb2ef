import type { ProfileResult } from "../../src/evaluation/profile-result.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";

/** What one bid gets and pays against one rival's, for own bids in equal steps from 0 to `REACH` times the rival's. */
export interface Curves {
  /** The rival's bid. */
  readonly rival: number;
  /** The profile at whose equilibrium the highest bid is the rival's; null where none was to be had. */
  readonly profile: string | null;
  readonly allocations: readonly number[];
  readonly payments: readonly number[];
}

export const REACH = 3;
const STEPS = 48;
const DIGITS = 5;

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
  for (let step = 0; step <= STEPS; step += 1) {
    bids[0] = (rival * REACH * step) / STEPS;
    mechanism.outcome(bids, x, p);
    allocations.push(Number(x[0]!.toPrecision(DIGITS)));
    payments.push(Number(p[0]!.toPrecision(DIGITS)));
  }
  return { rival, profile: first?.profile ?? null, allocations, payments };
}
