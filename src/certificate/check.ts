import type { Mechanism } from "../mechanism/mechanism.js";
import { isProportional, lemmasOf, refusalOf, refused } from "./lemmas.js";
import { type RuleTerms, termsOf, written } from "./rule.js";
import type { BestResponseClaim, Certificate, Refusal, Statement } from "./statement.js";
import { ZERO } from "./term.js";
import { gapIn } from "./tree.js";

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
  if (!isSound(statement, terms)) return refused("the numbers of the statement contradict each other");
  const expected = await lemmasOf(statement, mechanism, terms, lemmas);
  const names = [...new Set([...Object.keys(expected), ...Object.keys(lemmas)])];
  for (const name of names) {
    const [lemma, tree] = [expected[name], lemmas[name]];
    if (lemma === undefined) return refused(`no lemma "${name}" belongs to the statement`);
    if (tree === undefined) return refused(`the lemma "${name}" is missing`);
    const gap = gapIn(lemma, tree);
    if (gap !== null) return refusalOf(name, gap);
  }
  return null;
}

/** What the lemmas take for granted of a statement: its numbers, and the kind of rule. */
function isSound(statement: Statement, { byCount, fee, weight }: RuleTerms): boolean {
  switch (statement.kind) {
    case "split":
      return byCount === null || isProportional({ weight });
    case "two-players": {
      const { edge, ratios } = statement;
      const isInside = edge === 0 ? ratios.from === 0 : edge > 0 && edge < 0.5 && ratios.from > 0;
      return isInside && ratios.from < 1 && (byCount === null || byCount.alone > 0);
    }
    case "best-response":
      return byCount === null && fee === ZERO && areInOrder(statement);
  }
}

/** Whether slices of u begin at 1 / valueRatio or below, follow each other without a gap, and go on without end. */
function areInOrder({ slices, valueRatio, gain }: BestResponseClaim): boolean {
  const ends = slices.map(({ to }) => to);
  return (
    gain >= 0 &&
    slices.length > 0 &&
    slices[0]!.from * valueRatio <= 1 &&
    ends.at(-1) === undefined &&
    slices.every(
      ({ from, single }, k) => from > 0 && single >= 0 && single < 1 && (k === 0 || ends[k - 1] === from),
    ) &&
    slices.every(({ from, to }) => to === undefined || to > from)
  );
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => isSame((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  );
}
