/** One claim of a file, recomputed. */
export interface CheckedClaim {
  readonly claim: string;
  readonly holds: boolean;
  /** The first few faults in words; empty where the claim holds. */
  readonly detail: string;
}

/** What is wrong with a claim, in words, or null. */
export type Fault = string | null;

const SHOWN = 3;

/** A claim and what is wrong with it. */
export function judged(claim: string, faults: readonly Fault[]): CheckedClaim {
  const found = faults.filter((fault): fault is string => fault !== null);
  return { claim, holds: found.length === 0, detail: found.slice(0, SHOWN).join("; ") };
}

export function faultUnless(holds: boolean, fault: string): Fault {
  return holds ? null : fault;
}
