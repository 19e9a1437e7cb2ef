import type { Mechanism } from "../mechanism/mechanism.js";
import { exactArithmetics } from "../numeric/exact.js";
import type { Interval } from "../numeric/interval.js";
import { RuleOverShares } from "./at-share.js";
import { sliceLemma } from "./best-response.js";
import { PartCells } from "./part-cells.js";
import type { RuleTerms } from "./rule.js";
import { countLemma, feeLemma, pairsLemma, SIDES, starLemma } from "./split.js";
import type { BestResponseClaim, Refusal, Statement } from "./statement.js";
import { type Gap, type Lemma, leavesOf } from "./tree.js";
import { responseLemma, stationaryLemma, twoPlayersLemmas } from "./two-players.js";

/** Where the proof of a lemma ends. */
export function refusalOf(lemma: string, { box, reason }: Gap): Refusal {
  return { lemma, reason, box };
}

/** A refusal that is no box's fault. */
export function refused(reason: string): Refusal {
  return { lemma: "", box: [], reason };
}

/** The lemma on best responses, where the stationary value is not shown to rise everywhere. */
export function responseAfter(
  rule: RuleOverShares,
  edge: number,
  stationary: string | undefined,
): Lemma | null {
  if (!stationary?.includes("-")) return null;
  return responseLemma(
    rule,
    edge,
    joined(leavesOf(stationaryLemma(rule), stationary, "+").map(([side]) => side!)),
  );
}

/** Intervals that touch, joined. */
function joined(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const { lo, hi } of intervals) {
    const last = merged.at(-1);
    if (last?.hi === lo) merged[merged.length - 1] = { lo: last.lo, hi };
    else merged.push({ lo, hi });
  }
  return merged;
}

/** Whether shares are those of bids. */
export function isProportional({ weight }: Pick<RuleTerms, "weight">): boolean {
  return weight.kind === "number" && weight.number === 1;
}

/** Whether the price of everything is no more than that of a bid where three or more bid, in exact fractions. */
export async function isDearestAtEnd({ shape }: Mechanism, { byCount }: RuleTerms): Promise<boolean> {
  if (shape.kind !== "by-count" || byCount === null) return false;
  const { rational } = await exactArithmetics();
  const top = shape.of(2).inShares.price(rational, rational.of(1), rational.of(0));
  return rational.compare(top, rational.of(byCount.more)) <= 0;
}

/** The lemmas that a statement needs, by name, given how the file shows them. */
export async function lemmasOf(
  statement: Statement,
  mechanism: Mechanism,
  terms: RuleTerms,
  trees: Readonly<Record<string, string>>,
): Promise<Record<string, Lemma>> {
  const rule = new RuleOverShares(terms);
  switch (statement.kind) {
    case "two-players": {
      const response = responseAfter(rule, statement.edge, trees.stationary);
      return { ...twoPlayersLemmas(rule, statement), ...(response === null ? {} : { response }) };
    }
    case "best-response":
      return sliceLemmas(rule, statement);
    case "split":
      return terms.byCount === null
        ? splitLemmas(rule, trees)
        : { price: countLemma(rule, await isDearestAtEnd(mechanism, terms)) };
  }
}

function splitLemmas(rule: RuleOverShares, trees: Readonly<Record<string, string>>): Record<string, Lemma> {
  const sided = (side: "weight" | "price") =>
    /^[*0]*$/.test(trees[side] ?? "") ? starLemma(rule, SIDES[side]) : pairsLemma(rule, SIDES[side]);
  return {
    ...{ weight: sided("weight"), price: sided("price") },
    ...(rule.hasFee ? { fee: feeLemma(rule) } : {}),
  };
}

function sliceLemmas(rule: RuleOverShares, { slices, gain }: BestResponseClaim): Record<string, Lemma> {
  const cells = new PartCells(rule);
  return Object.fromEntries(slices.map((slice, k) => [sliceName(k), sliceLemma(rule, cells, slice, gain)]));
}

/** The name of a slice's lemma, counted from 1. */
export function sliceName(k: number): string {
  return `slice-${k + 1}`;
}
