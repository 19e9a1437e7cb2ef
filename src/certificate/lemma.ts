import { BeyondArithmetic } from "../numeric/arithmetic.js";
import type { Interval } from "../numeric/interval.js";
import type { Box, Lemma } from "./tree.js";

/** A form of an inequality: whether it holds over a whole box or interval, with so much left over. */
export type Form<T> = (over: T, slack: number) => boolean;

/** A lemma over an interval. */
export function lineLemma(root: Interval, forms: Readonly<Record<string, Form<Interval>>>): Lemma {
  const overBoxes = Object.entries(forms).map(([letter, form]) => {
    return [letter, ([side]: Box, slack: number) => form(side!, slack)] as const;
  });
  return boxLemma([root], Object.fromEntries(overBoxes));
}

/** A lemma over boxes of several axes. A form that an enclosure has no number for shows nothing. */
export function boxLemma(root: Box, forms: Readonly<Record<string, Form<Box>>>): Lemma {
  return {
    ...{ root, forms: Object.keys(forms).join("") },
    shows: (form, box, slack) => plainly(() => forms[form]!(box, slack)),
    halves: (box, axis) => {
      const [lower, upper] = halved(box[axis]!);
      return [box.with(axis, lower), box.with(axis, upper)];
    },
  };
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
function halved({ lo, hi }: Interval): readonly [Interval, Interval] {
  const middle = (lo + hi) / 2;
  return [
    { lo, hi: middle },
    { lo: middle, hi },
  ];
}
