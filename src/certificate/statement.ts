import type { Interval } from "../numeric/interval.js";
import type { Slice } from "./best-response.js";
import type { WrittenRule } from "./rule.js";
import type { TwoPlayersClaim } from "./two-players.js";

/** What a certificate says; docs/certificates.md has the mathematics. */
export type Statement =
  | ({ readonly kind: "two-players"; readonly rule: WrittenRule } & TwoPlayersClaim)
  | { readonly kind: "split"; readonly rule: WrittenRule }
  | ({ readonly kind: "best-response"; readonly rule: WrittenRule } & BestResponseClaim);

/** That identities gain no more than `gain` of the value against one rival, whose bid is the unit, up to a value. */
export interface BestResponseClaim {
  readonly valueRatio: number;
  readonly gain: number;
  readonly slices: readonly Slice[];
}

/** A statement with its proof: a tree of boxes for each lemma. */
export interface Certificate {
  readonly statement: Statement;
  readonly lemmas: Readonly<Record<string, string>>;
}

/** Where a proof ends, or a file differs from the mechanism that it names. */
export interface Refusal {
  readonly lemma: string;
  readonly box: readonly Interval[];
  readonly reason: string;
}

/** A proof that was found, with its size. */
export interface Proved {
  readonly certificate: Certificate;
  readonly leaves: number;
}
