import type { Mechanism } from "../mechanism/mechanism.js";
import { exactArithmetics } from "../numeric/exact.js";
import type { Interval } from "../numeric/interval.js";
import { RuleOverShares } from "./at-share.js";
import { type RuleTerms, termsOf, type WrittenRule, written } from "./rule.js";
import { countLemma, feeLemma, pairsLemma, SIDES, starLemma } from "./split.js";
import { type Gap, gapIn, type Lemma, leavesOf, type Proof, prove } from "./tree.js";
import {
  edgeBelow,
  leastGain,
  responseLemma,
  stationaryLemma,
  type TwoPlayersClaim,
  twoPlayersLemmas,
} from "./two-players.js";

/** What a certificate says; docs/certificates.md has the mathematics. */
export type Statement =
  | ({ readonly kind: "two-players"; readonly rule: WrittenRule } & TwoPlayersClaim)
  | { readonly kind: "split"; readonly rule: WrittenRule };

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

/** A lemma over boxes of any kind; the trees do not care. */
type AnyLemma = Lemma<Interval> | Lemma<readonly Interval[]>;

const NOTHING: readonly Interval[] = [];
/** Most boxes of a lemma, and how narrow they may get. */
const MOST_LEAVES = 200_000;
const NARROWEST = 2 ** -26;
/** Where nothing is claimed anyway, boxes need not be as narrow. */
const NARROWEST_SILENT = 2 ** -14;

/** Collects the proofs of lemmas, until one fails. */
class Proofs {
  readonly lemmas: Record<string, string> = {};
  leaves = 0;
  refusal: Refusal | null = null;

  add(name: string, lemma: AnyLemma): this {
    if (this.refusal !== null) return this;
    const proof = proofOf(lemma);
    if ("tree" in proof) {
      this.lemmas[name] = proof.tree;
      this.leaves += proof.leaves;
    } else this.refusal = refusalOf(name, proof);
    return this;
  }

  of(statement: Statement): Proved | Refusal {
    return this.refusal ?? { certificate: { statement, lemmas: this.lemmas }, leaves: this.leaves };
  }
}

function proofOf(lemma: AnyLemma): Proof | Gap<Interval | readonly Interval[]> {
  return prove(
    lemma as Lemma<Interval | readonly Interval[]>,
    (box) => halving(box, lemma.silent),
    MOST_LEAVES,
  );
}

/** The axis of the widest side; a silent leaf, or nothing, where that is narrow. */
function halving(box: Interval | readonly Interval[], silent: string | undefined): string | null {
  const sides = sidesOf(box);
  const widths = sides.map(({ lo, hi }) => hi - lo);
  const widest = Math.max(...widths);
  if (silent !== undefined && widest < NARROWEST_SILENT) return silent;
  return widest < NARROWEST ? null : String(widths.indexOf(widest));
}

function sidesOf(box: Interval | readonly Interval[]): readonly Interval[] {
  return "lo" in box ? [box] : box;
}

function refusalOf(lemma: string, { box, reason }: Gap<Interval | readonly Interval[]>): Refusal {
  return { lemma, reason, box: sidesOf(box) };
}

function refused(reason: string): Refusal {
  return { lemma: "", box: NOTHING, reason };
}

/**
 * Proves, for two players, that at every ratio of their values in [from, 1] there is one pure equilibrium, that its
 * revenue is at least 1 + gain times that under Proportional-all-pay, and its fairness no less.
 *
 * @param from least ratio v_2 / v_1; 0 for all of (0, 1]
 * @param gain claimed; where it is left out, the least on a grid, rounded down to 4 digits
 */
export function proveTwoPlayers(mechanism: Mechanism, from: number, gain?: number): Proved | Refusal {
  const terms = termsOf(mechanism);
  if (terms === null) return refused("the rule cannot be written as formulas of the share");
  const rule = new RuleOverShares(terms);
  const edge = edgeBelow(rule, from);
  if (edge === null) return refused(`no share of the lower value has a ratio of ${from}`);
  const claim = { ratios: { from, to: 1 }, edge, gain: gain ?? leastGain(rule, edge) } as const;
  const proofs = new Proofs();
  const lemmas = twoPlayersLemmas(rule, claim);
  for (const [name, lemma] of Object.entries(lemmas)) proofs.add(name, lemma);
  const response = responseAfter(rule, edge, proofs.lemmas.stationary);
  if (response !== null) proofs.add("response", response);
  return proofs.of({ kind: "two-players", rule: written(mechanism, terms), ...claim });
}

/** The lemma on best responses, where the stationary value is not shown to rise everywhere. */
function responseAfter(rule: RuleOverShares, edge: number, stationary: string | undefined) {
  if (!stationary?.includes("-")) return null;
  return responseLemma(rule, edge, joined(leavesOf(stationaryLemma(rule), stationary, "+")));
}

/** Proves that no split of a bid into any number of identities gains, against any rivals (S1). */
export async function proveSplit(mechanism: Mechanism): Promise<Proved | Refusal> {
  const terms = termsOf(mechanism);
  if (terms === null) return refused("the rule cannot be written as formulas of the share");
  const rule = new RuleOverShares(terms);
  const proofs = new Proofs();
  if (terms.byCount !== null) {
    if (!isProportional(terms)) return refused("shares by count that are not proportional");
    proofs.add("price", countLemma(rule, await isDearestAtEnd(mechanism, terms)));
  } else {
    for (const side of ["weight", "price"] as const) {
      const star = starLemma(rule, SIDES[side]);
      proofs.add(side, "tree" in proofOf(star) ? star : pairsLemma(rule, SIDES[side]));
    }
    if (rule.hasFee) proofs.add("fee", feeLemma(rule));
  }
  return proofs.of({ kind: "split", rule: written(mechanism, terms) });
}

function isProportional({ weight }: RuleTerms): boolean {
  return weight.kind === "number" && weight.number === 1;
}

/** Whether the price of everything is no more than that of a bid where three or more bid, in exact fractions. */
async function isDearestAtEnd({ shape }: Mechanism, { byCount }: RuleTerms): Promise<boolean> {
  if (shape.kind !== "by-count" || byCount === null) return false;
  const { rational } = await exactArithmetics();
  const top = shape.of(2).inShares.price(rational, rational.of(1), rational.of(0));
  return rational.compare(top, rational.of(byCount.more)) <= 0;
}

/**
 * Repeats the proof of a certificate for the mechanism that it names.
 *
 * @returns the first thing that is wrong; null where the statement is proved
 */
export async function checkCertificate(
  { statement, lemmas }: Certificate,
  mechanism: Mechanism,
): Promise<Refusal | null> {
  const terms = termsOf(mechanism);
  if (terms === null) return refused("the rule cannot be written as formulas of the share");
  if (!isSame(written(mechanism, terms), statement.rule)) {
    return refused("the formulas are not those of the mechanism that the file names");
  }
  if (!isSound(statement)) return refused("the numbers of the statement contradict each other");
  const expected = await lemmasOf(statement, mechanism, terms, lemmas);
  const names = [...new Set([...Object.keys(expected), ...Object.keys(lemmas)])];
  for (const name of names) {
    const [lemma, tree] = [expected[name], lemmas[name]];
    if (lemma === undefined) return refused(`no lemma "${name}" belongs to the statement`);
    if (tree === undefined) return refused(`the lemma "${name}" is missing`);
    const gap = gapIn(lemma as Lemma<Interval | readonly Interval[]>, tree);
    if (gap !== null) return refusalOf(name, gap);
  }
  return null;
}

/** The lemmas that a statement needs, given how the file shows them. */
async function lemmasOf(
  statement: Statement,
  mechanism: Mechanism,
  terms: RuleTerms,
  trees: Readonly<Record<string, string>>,
): Promise<Record<string, AnyLemma>> {
  const rule = new RuleOverShares(terms);
  if (statement.kind === "two-players") {
    const response = responseAfter(rule, statement.edge, trees.stationary);
    return { ...twoPlayersLemmas(rule, statement), ...(response === null ? {} : { response }) };
  }
  if (terms.byCount !== null) {
    return isProportional(terms) ? { price: countLemma(rule, await isDearestAtEnd(mechanism, terms)) } : {};
  }
  const sided = (side: "weight" | "price") =>
    /^[*0]*$/.test(trees[side] ?? "") ? starLemma(rule, SIDES[side]) : pairsLemma(rule, SIDES[side]);
  return {
    ...{ weight: sided("weight"), price: sided("price") },
    ...(rule.hasFee ? { fee: feeLemma(rule) } : {}),
  };
}

/** What the lemmas take for granted: an edge within its range, and a lone bid that pays. */
function isSound(statement: Statement): boolean {
  if (statement.kind === "split") return true;
  const { edge, ratios, rule } = statement;
  const isInside = edge === 0 ? ratios.from === 0 : edge > 0 && edge < 0.5 && ratios.from > 0;
  return isInside && ratios.from < 1 && ratios.to === 1 && (rule.alone === undefined || rule.alone > 0);
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => isSame((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
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
