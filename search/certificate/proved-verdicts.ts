import { proveSplit } from "../../src/certificate/prove.js";
import { proveBestResponse } from "../../src/certificate/prove-best-response.js";
import type { Proved } from "../../src/certificate/statement.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import type { Verdict } from "../../src/sybil/verdict.js";
import { refusalText } from "./check.js";

/** How far a proof of best-response goes. */
export interface ProofOptions {
  /** Largest gain allowed, as a share of the value. */
  readonly gain: number;
  readonly valueRatio: number;
  /** Most rivals that the verdict is about. */
  readonly rivals: number;
  readonly limit: number;
  readonly onSlice: (shown: number, open: number) => void;
}

/** A verdict after a proof was tried, and why there is none where it did not close. */
export interface Tried {
  readonly verdict: Verdict;
  readonly refusal: string | null;
}

/** Tries to prove what a search did not refute: split for all rivals, best-response against one. Other verdicts stay. */
export async function withProof(
  mechanism: Mechanism,
  verdict: Verdict,
  options: ProofOptions,
): Promise<Tried> {
  const { notion, outcome } = verdict;
  if (outcome !== "not-refuted" || (notion !== "split" && notion !== "best-response")) {
    return { verdict, refusal: null };
  }
  const proof = notion === "split" ? await proveSplit(mechanism) : proveBestResponse(mechanism, options);
  if (!("certificate" in proof)) return { verdict, refusal: refusalText(proof) };
  return {
    verdict: notion === "split" ? provedSplit(verdict, proof) : bounded(verdict, proof, options),
    refusal: null,
  };
}

function provedSplit(verdict: Verdict, { leaves }: Proved): Verdict {
  const { notion, tolerance } = verdict;
  return {
    ...{ notion, tolerance, outcome: "proved", grade: "proved-by-certificate", largestGainShare: 0 },
    argument: `${leaves} boxes of shares, of which each shows that a whole weighs no less and pays no more than its parts`,
    domain: { identities: "any", rivals: "any", values: "any" },
  };
}

function bounded(verdict: Verdict, { leaves }: Proved, { gain, valueRatio, rivals }: ProofOptions): Verdict {
  const domain: Verdict["domain"] = {
    ...{ identities: "any", rivals: { fewest: 1, most: 1 } },
    values: { overRivals: { from: 0, to: valueRatio } },
  };
  const bound = { gainShare: gain, domain };
  if (gain > verdict.tolerance || rivals > 1) return { ...verdict, bound };
  const { notion, tolerance, largestGainShare } = verdict;
  return {
    ...{ notion, tolerance, outcome: "proved", grade: "proved-by-certificate", largestGainShare, domain },
    argument: `${leaves} boxes of divisions: a gain of at most ${gain} of the value`,
  };
}
