import type { Interval } from "../numeric/interval.js";

/** The sides of a box, axis by axis. */
export type Box = readonly Interval[];

/** An inequality over a box, shown part by part. */
export interface Lemma {
  readonly root: Box;
  /** The letters of the forms in which a leaf may be shown, those first that are tried first. */
  readonly forms: string;
  /** Letters of forms that compare ends of the box and nothing else, so that any code agrees on them. */
  readonly exact?: string;
  /**
   * By how much of its width a box is widened on each side before a proof takes it for shown, so that other code, whose
   * enclosures are a little looser, can repeat it. A quarter where it is left out.
   */
  readonly widening?: number;
  /** Letters of leaves that say nothing. */
  readonly silent?: string;
  /**
   * Whether the inequality holds over the whole box in that form.
   *
   * @param slack what is left over at least: a proof leaves some, so that other code, which rounds otherwise, can repeat it
   */
  shows(form: string, box: Box, slack: number): boolean;
  halves(box: Box, axis: number): readonly [Box, Box];
  /** The box with one more axis; left out where there is none. */
  deeper?(box: Box): Box;
}

/** Where a proof ends: the box that no form shows, or that the tree does not reach. */
export interface Gap {
  readonly box: Box;
  readonly reason: string;
}

/** A proof in the words of certificates: in preorder, digits halve an axis, `n` adds one, letters show a leaf. */
export interface Proof {
  readonly tree: string;
  readonly leaves: number;
}

const DEEPER = "n";
/** What a proof leaves over, in the unit of each inequality: far above the rounding of doubles. */
const SLACK = 1e-12;
/** See `Lemma.widening`. */
const WIDENING = 1 / 4;

/**
 * Shows a lemma by halving boxes.
 *
 * @param next  how a box that no form shows goes on: an axis, `n`, a silent leaf, or null where nothing is worth trying
 * @param limit most leaves
 */
export function prove(lemma: Lemma, next: (box: Box) => string | null, limit: number): Proof | Gap {
  const steps: string[] = [];
  let leaves = 0;
  const open: Box[] = [lemma.root];
  for (let box = open.pop(); box !== undefined; box = open.pop()) {
    const shown = formOf(lemma, box);
    if (shown !== null) {
      steps.push(shown);
      leaves++;
      continue;
    }
    const step = leaves + open.length < limit ? next(box) : null;
    if (step === null)
      return { box, reason: leaves + open.length < limit ? "not shown" : `not shown within ${limit} boxes` };
    steps.push(step);
    open.push(...(partsOf(lemma, box, step) ?? []).toReversed());
  }
  return { tree: steps.join(""), leaves };
}

function formOf(lemma: Lemma, box: Box): string | null {
  const wider = widened(box, lemma);
  for (const form of lemma.forms) {
    const isShown = lemma.exact?.includes(form) || lemma.shows(form, wider, SLACK);
    if (isShown && lemma.shows(form, box, SLACK)) return form;
  }
  return null;
}

/** A box that is wider on each side, within the box of the lemma; axes that a tree adds lie within [0, 1]. */
function widened(box: Box, { root, widening = WIDENING }: Lemma): Box {
  return box.map(({ lo, hi }, k) => {
    const { lo: least, hi: most } = root[k] ?? { lo: 0, hi: 1 };
    const more = (hi - lo) * widening;
    return { lo: Math.max(least, lo - more), hi: Math.min(most, hi + more) };
  });
}

/** Repeats a proof: null where every leaf of the tree shows its inequality and the leaves cover the box. */
export function gapIn(lemma: Lemma, tree: string): Gap | null {
  const open: Box[] = [lemma.root];
  for (const step of tree) {
    const box = open.pop();
    if (box === undefined) return { box: lemma.root, reason: "boxes beyond the last" };
    const parts = partsOf(lemma, box, step);
    if (parts !== null) open.push(...parts.toReversed());
    else if (lemma.silent?.includes(step)) continue;
    else if (!lemma.forms.includes(step)) return { box, reason: `no form "${step}"` };
    else if (!lemma.shows(step, box, 0)) return { box, reason: `not shown by form "${step}"` };
  }
  const missing = open.pop();
  return missing === undefined ? null : { box: missing, reason: "not covered" };
}

/** The boxes of the leaves that have that letter, in order. */
export function leavesOf(lemma: Lemma, tree: string, letter: string): Box[] {
  const open: Box[] = [lemma.root];
  const found: Box[] = [];
  for (const step of tree) {
    const box = open.pop()!;
    if (step === letter) found.push(box);
    open.push(...(partsOf(lemma, box, step) ?? []).toReversed());
  }
  return found;
}

/** The parts of a box that is no leaf. */
function partsOf(lemma: Lemma, box: Box, step: string): readonly Box[] | null {
  if (step === DEEPER && lemma.deeper !== undefined) return [lemma.deeper(box)];
  return step >= "0" && step <= "9" ? lemma.halves(box, Number(step)) : null;
}

/** How many leaves a tree has: all its letters but those that go deeper. */
export function leafCount(tree: string): number {
  let leaves = 0;
  for (const step of tree) if (step !== DEEPER && !(step >= "0" && step <= "9")) leaves++;
  return leaves;
}
