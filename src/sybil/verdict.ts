import type { Domain } from "../claim/domain.js";
import type { Grade } from "../claim/grade.js";

/** The Sybil notions, and merge, which is about collusion and never part of "Sybil-proof". */
export type Notion = "split" | "best-response" | "equilibrium" | "merge";

/** The figures of a witness in exact fractions, or in decimals of 50 digits where the rule has roots. */
export interface ExactFigures {
  readonly arithmetic: "rational" | "50 digits";
  readonly allocationChange: string;
  readonly paymentChange: string;
  readonly gain: string | null;
}

/** A concrete deviation that anyone can re-check by direct evaluation. */
export interface Witness {
  /** The profile, for the equilibrium notion. */
  readonly values?: readonly number[];
  /** Bids of everybody else; expected bids where they randomise. */
  readonly others: readonly number[];
  /** Bids of everybody else with their probabilities, where they randomise. */
  readonly mixture?: readonly { readonly bids: readonly number[]; readonly probability: number }[];
  /** The bid of one identity that it is held against, and what that brings; for merge, the deviation itself. */
  readonly single: { readonly bid: number; readonly allocation: number; readonly payment: number };
  /** Bids of the identities; for merge, of the players who merge. */
  readonly identities: readonly number[];
  /** Total allocation and total payment of the identities. */
  readonly allocation: number;
  readonly payment: number;
  /** What the deviation changes: identities less single bid; for merge, merged bid less separate ones. */
  readonly allocationChange: number;
  readonly paymentChange: number;
  /** The value at which it pays more than the best single bid, where there is one. */
  readonly value: number | null;
  /** Utility gained over the best single bid at that value: value units, and as a share of the value. */
  readonly gain: number | null;
  readonly gainShare: number | null;
  /** The same once more without rounding, the numbers above taken as the decimals they print as. */
  readonly exact?: ExactFigures;
}

/** The gain of the witness's player by number of identities, each re-optimised against the same others. */
export interface Trend {
  readonly identities: readonly number[];
  /** Shares of the value. */
  readonly gainShares: readonly number[];
  /** Whether the last identities still add to it (`grows`), hardly do (`levels off`), or cost (`peaks`). */
  readonly kind: "grows" | "levels off" | "peaks";
  /** The number of identities that gains most. */
  readonly best: number;
}

/** What a coalition of two gains by coordinating its bids, against the equilibrium at the values. */
export interface Collusion {
  readonly players: readonly [number, number];
  /** Bids of the two: in equilibrium, and coordinated. */
  readonly before: readonly [number, number];
  readonly after: readonly [number, number];
  /** Sum of the two utilities, after less before: value units, and as a share of the two values' sum. */
  readonly gain: number;
  readonly gainShare: number;
}

/** What the plays of a search were made of, under rules of seats (see `envelope/`); what lies between is not seen. */
export interface SearchGrid {
  /** Sets of rivals, or players of equilibria, that plays were held against. */
  readonly matches: number;
  /** Totals of divisions in two sizes, evenly in logit (of absolute bids, in log); and steps of totals in any sizes. */
  readonly totals: number;
  readonly steps: number;
  /** Nodes of one identity's curve: bids, at least so many. */
  readonly nodes: number;
  /** Kinks and jumps found, whose sizes were tried. A window narrower than 1.5e-3 of its place shows by constants alone. */
  readonly specialSizes: number;
  /** Rules that depend on n: more identities than this were tried in two sizes alone, 0 any number of them. */
  readonly exactParts?: number;
}

/** What was found about one notion. `not-refuted` is a statement of effort, never a proof. */
export interface Verdict {
  readonly notion: Notion;
  readonly outcome: "proved" | "refuted" | "not-refuted";
  /** What the outcome rests on. */
  readonly grade: Grade;
  /** Why it holds; `proved` only. */
  readonly argument?: string;
  /** How hard it was searched; `not-refuted` only. */
  readonly effort?: {
    readonly evaluations: number;
    readonly seed: number;
    /** Outcomes among them that are none (not finite, a share outside [0, 1], money paid out): nothing was seen there. */
    readonly undefinedOutcomes?: number;
    /** Searches with further seeds, where there was more than one. */
    readonly rounds?: number;
    readonly grid?: SearchGrid;
  };
  readonly witness?: Witness;
  /** Where it was searched, or what the proof covers. */
  readonly domain: Domain;
  /** Gain, as a share of value, up to which a mechanism is accepted. */
  readonly tolerance: number;
  /** Largest gain seen, as a share of value; for split and merge, allocation won and relative payment saved. */
  readonly largestGainShare: number;
  /** Refuted only: how the gain depends on the number of identities. */
  readonly trend?: Trend;
  /** Refuted only: cost of an identity above which the witness's player no longer gains, value units. */
  readonly identityCost?: number;
  /** The same as a share of the value. */
  readonly identityCostShare?: number;
  /** best-response only: the largest gain share seen where nobody else bids, which is no part of the notion. */
  readonly withoutRivals?: number;
  /** merge only: the pair that gains most by coordinating its bids at the values given. */
  readonly collusion?: Collusion;
  /** A proved upper bound of the gain on a smaller domain, where an enclosure gives one. */
  readonly bound?: { readonly gainShare: number; readonly domain: Domain };
}

/** What a search came back with: the largest gain seen, the witness that shows it, and what was spent. */
export interface Finding {
  readonly notion: Notion;
  readonly domain: Domain;
  readonly largest: number;
  readonly witness: Witness | null;
  readonly tally: {
    readonly evaluations: number;
    readonly undefinedOutcomes: number;
    readonly grid?: SearchGrid | undefined;
  };
}

/** A search's verdict: refuted by a witness beyond the tolerance, else the effort. */
export function verdictOf(
  { notion, domain, largest, witness, tally }: Finding,
  { tolerance, seed }: { readonly tolerance: number; readonly seed: number },
): Verdict {
  const refuted = witness !== null && largest > tolerance;
  const { evaluations, undefinedOutcomes, grid } = tally;
  const gaps = { ...(undefinedOutcomes > 0 ? { undefinedOutcomes } : {}), ...(grid ? { grid } : {}) };
  return {
    notion,
    outcome: refuted ? "refuted" : "not-refuted",
    grade: refuted ? "proved-by-certificate" : "searched",
    ...(refuted ? { witness } : { effort: { evaluations, ...gaps, seed } }),
    domain,
    tolerance,
    largestGainShare: largest,
  };
}
