import type { Grade } from "../../claim/grade.js";
import type { Mechanism, Rule } from "../../mechanism/mechanism.js";
import type { Notion, Verdict } from "../verdict.js";
import { encloseSplit } from "./enclosure/split.js";

/** Why a notion holds, in words, and what that rests on. */
export interface Argument {
  readonly text: string;
  readonly grade: Grade;
}

/** Boxes of an enclosure: a rule that can be proved takes a few, as a rule. */
const BOXES = 2000;

/**
 * Proofs by lemma, from the shape of the rule and the promises it makes (held by the law tests).
 *
 * split:          with p_i = c(b_i) and x_i = f(b_i) / sum f, f superadditive and c subadditive, the parts of a
 *                 bid weigh no more than the whole, so that their share of the same or a smaller sum is no
 *                 larger, and cost no less. The same holds in shares of B, which a split does not change.
 *                 Where a rule of shares promises nothing of its f and c, both are enclosed.
 *                 With proportional shares the parts win what the whole does, whatever the number of bids. Where a
 *                 bid is nowhere cheaper with more bids, they pay no less. With p_i = b_i + phi_n B, k parts pay
 *                 k phi_(n+k-1) B in fees for the whole's phi_n B, and the same on their bids.
 *                 A lottery over rules run on the same bids takes means of allocations and payments, and keeps
 *                 both inequalities.
 *                 The all-pay auction: the parts' highest bid is below the whole's, their payments add up to it.
 * best-response:  S1 implies it, since the single bid of the same total is no worse. Under winner-take-all the
 *                 highest of several identities alone wins as often, and pays no more.
 * equilibrium:    S1 implies it at every equilibrium, and so does a lemma that holds bid vector by bid vector, as
 *                 winner-take-all's does; S2 alone implies it at pure ones only.
 * merge:          weight has a constant price and there is no fee, so that two bids' sum weighs no more than they
 *                 do and costs the same.
 *
 * @returns why the notion holds, or null where no lemma applies
 */
export function argumentFor(mechanism: Mechanism, notion: Notion): Argument | null {
  if (notion === "merge") return byLemma(mergeArgument(mechanism));
  const split = splitArgument(mechanism);
  if (split !== null) {
    return notion === "split" ? split : { ...split, text: `${split.text}; split implies ${notion}` };
  }
  const winner = winnerArgument(mechanism);
  if (winner === null || notion === "split") return null;
  return byLemma(notion === "best-response" ? winner : `${winner}, whatever the others' bids turn out to be`);
}

function byLemma(text: string | null): Argument | null {
  return text === null ? null : { text, grade: "proved-by-argument" };
}

function mergeArgument({ shape }: Mechanism): string | null {
  if (shape.kind !== "own-bid" || !shape.rule.linear || shape.rule.costAtZero > 0) return null;
  return "own-bid rule, x proportional to b + h, h >= 0, and p = b: the sum weighs no more and costs the same";
}

/** By a lemma on the rule's shape, else by an enclosure; of a lottery, as its parts are. */
function splitArgument(rule: Rule): Argument | null {
  if (rule.shape.kind === "mixture") return lotteryArgument(rule.shape.of.map(splitArgument));
  const lemma = byLemma(splitLemma(rule));
  if (lemma !== null) return lemma;
  const enclosed = encloseSplit(rule, BOXES);
  return enclosed === null ? null : { text: enclosed.argument, grade: "proved-by-certificate" };
}

/** A part by enclosure makes the whole rest on it. */
function lotteryArgument(parts: readonly (Argument | null)[]): Argument | null {
  const found = parts.filter((part) => part !== null);
  if (found.length < parts.length) return null;
  const enclosed = found.some(({ grade }) => grade === "proved-by-certificate");
  return {
    text: `a lottery over rules that no split gains from: ${found.map(({ text }) => text).join("; and ")}`,
    grade: enclosed ? "proved-by-certificate" : "proved-by-argument",
  };
}

function splitLemma({ shape }: Rule): string | null {
  if (shape.kind === "own-bid" && shape.rule.splitProof) {
    return "own-bid rule, x proportional to f(b), p = c(b), with f superadditive and c subadditive";
  }
  if (shape.kind === "share" && shape.rule.splitProof) {
    return "share rule, x proportional to f(q), p = B c(q), with f superadditive, c subadditive, B unchanged";
  }
  if (shape.kind === "proportional" && shape.splitProof) {
    return "proportional rule, p a price of b and B that is subadditive in b, with B unchanged";
  }
  if (shape.kind === "highest-bid" && shape.price === "all-pay") {
    return "the parts' highest bid is below the whole, and their payments add up to the whole's";
  }
  if (shape.kind === "by-count" && shape.splitProof === "all-parts") {
    return "proportional rule, whatever the number of bids: the parts win what the whole does, and together pay no less";
  }
  if (shape.kind === "by-count" && shape.splitProof === "each-part") {
    return "proportional rule, a bid nowhere cheaper with more bids, whatever the shares: parts add up to the whole, and cost no less";
  }
  return null;
}

function winnerArgument({ shape }: Mechanism): string | null {
  if (shape.kind !== "highest-bid") return null;
  return "winner-take-all: the highest of several identities alone wins as often and pays no more";
}

/** The verdict of a proof; the gain it leaves is none. */
export function provedVerdict(notion: Notion, { text, grade }: Argument, tolerance: number): Verdict {
  return {
    notion,
    outcome: "proved",
    grade,
    argument: text,
    domain: { identities: "any", rivals: "any", values: "any" },
    tolerance,
    largestGainShare: 0,
  };
}
