/** The Sybil notions, and merge, which is about collusion and never part of "Sybil-proof". */
export type Notion = "split" | "best-response" | "equilibrium" | "merge";

/** A concrete multi-identity deviation that anyone can re-check by direct evaluation. */
export interface Witness {
  /** The profile, for the equilibrium notion. */
  readonly values?: readonly number[];
  /** Bids of everybody else. */
  readonly others: readonly number[];
  /** The bid of one identity that it is held against, and what that brings. */
  readonly single: { readonly bid: number; readonly allocation: number; readonly payment: number };
  /** Bids of the identities. */
  readonly identities: readonly number[];
  /** Total allocation and total payment of the identities. */
  readonly allocation: number;
  readonly payment: number;
  readonly allocationChange: number;
  readonly paymentChange: number;
  /** The value at which it pays more than the best single bid, where there is one. */
  readonly value: number | null;
  /** Utility gained over the best single bid at that value: value units, and as a share of the value. */
  readonly gain: number | null;
  readonly gainShare: number | null;
}

/** What was found about one notion. `not-refuted` is a statement of effort, never a proof. */
export interface Verdict {
  readonly notion: Notion;
  readonly outcome: "proved" | "refuted" | "not-refuted";
  /** Why it holds; `proved` only. */
  readonly argument?: string;
  /** How hard it was searched; `not-refuted` only. */
  readonly effort?: { readonly evaluations: number; readonly seed: number };
  readonly witness?: Witness;
  readonly domain: { readonly identities: number | "any"; readonly rivals: string; readonly values: string };
  /** Gain, as a share of value, up to which a mechanism is accepted. */
  readonly tolerance: number;
  /** Largest gain seen, as a share of value; for split, largest change of allocation or relative payment. */
  readonly largestGainShare: number;
}
