import { solvePure } from "../../equilibrium/solve.js";
import type { Mechanism } from "../../mechanism/mechanism.js";
import { standingOf } from "../dominance/standing.js";

/** A rule over the profiles of a domain. */
export interface AtDomain {
  readonly dominates: boolean;
  /** Least R / R_PAP - 1 over the profiles, where it dominates at all. */
  readonly gain: number;
  /** The profile of the least gain, or the first at which it does not dominate. */
  readonly at: readonly number[];
}

/** Whether a rule dominates PAP at every profile, each equilibrium found included, and the least gain of revenue. */
export function ruleAtDomain(mechanism: Mechanism, profiles: readonly (readonly number[])[]): AtDomain {
  let least: AtDomain = { dominates: true, gain: Number.POSITIVE_INFINITY, at: [] };
  for (const values of profiles) {
    const { dominates, revenueMargin } = standingOf(values, solvePure(mechanism, values));
    if (!dominates) return { dominates: false, gain: revenueMargin ?? Number.NaN, at: values };
    if (revenueMargin! < least.gain) least = { dominates: true, gain: revenueMargin!, at: values };
  }
  return least;
}
