import type { Fault } from "../front/check/tolerance.js";
import type { CheckedClaim } from "../front/check.js";

const SHOWN = 3;

/** A claim with what is wrong with it, the first few faults in words. */
export function judged(claim: string, faults: readonly Fault[]): CheckedClaim {
  const found = faults.filter((fault): fault is string => fault !== null);
  return { claim, holds: found.length === 0, detail: found.slice(0, SHOWN).join("; ") };
}

export function faultUnless(holds: boolean, fault: string): Fault {
  return holds ? null : fault;
}
