import { BeyondArithmetic } from "../numeric/arithmetic.js";
import type { Interval } from "../numeric/interval.js";
import type { Lemma } from "./tree.js";

/** A form of an inequality over a box: whether it holds there, with so much left over. */
export type Form<B> = (box: B, slack: number) => boolean;

/** An interval of one variable. */
export type LineBox = Interval;

/** A lemma over an interval. */
export function lineLemma(root: LineBox, forms: Readonly<Record<string, Form<LineBox>>>): Lemma<LineBox> {
  return { root, forms: Object.keys(forms).join(""), shows: shownBy(forms), halves: halved };
}

/** A lemma over boxes of several axes. */
export function boxLemma(
  root: readonly Interval[],
  forms: Readonly<Record<string, Form<readonly Interval[]>>>,
): Lemma<readonly Interval[]> {
  return {
    root,
    forms: Object.keys(forms).join(""),
    shows: shownBy(forms),
    halves: (box, axis) => {
      const [lower, upper] = halved(box[axis]!);
      return [box.with(axis, lower), box.with(axis, upper)];
    },
  };
}

function shownBy<B>(forms: Readonly<Record<string, Form<B>>>): Lemma<B>["shows"] {
  return (form, box, slack) => plainly(() => forms[form]!(box, slack));
}

/** The answer, or no where a number is missing: what an enclosure cannot work out it does not show. */
export function plainly(answer: () => boolean): boolean {
  try {
    return answer();
  } catch (error) {
    if (error instanceof BeyondArithmetic) return false;
    throw error;
  }
}

/** Both halves of an interval. */
export function halved({ lo, hi }: Interval): readonly [Interval, Interval] {
  const middle = (lo + hi) / 2;
  return [
    { lo, hi: middle },
    { lo: middle, hi },
  ];
}
