import type { Mechanism } from "../mechanism/mechanism.js";
import { RuleOverShares } from "./at-share.js";
import { isDearestAtEnd, isProportional, refusalOf, refused, responseAfter } from "./lemmas.js";
import { termsOf, written } from "./rule.js";
import { countLemma, feeLemma, pairsLemma, SIDES, starLemma } from "./split.js";
import type { Proved, Refusal, Statement } from "./statement.js";
import { type Box, type Gap, type Lemma, type Proof, prove } from "./tree.js";
import { edgeBelow, leastGain, twoPlayersLemmas } from "./two-players.js";

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

  add(name: string, lemma: Lemma): this {
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

function proofOf(lemma: Lemma): Proof | Gap {
  return prove(lemma, (box) => halving(box, lemma.silent), MOST_LEAVES);
}

/** The axis of the widest side; a silent leaf, or nothing, where that is narrow. */
function halving(box: Box, silent: string | undefined): string | null {
  const widths = box.map(({ lo, hi }) => hi - lo);
  const widest = Math.max(...widths);
  if (silent !== undefined && widest < NARROWEST_SILENT) return silent;
  return widest < NARROWEST ? null : String(widths.indexOf(widest));
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
