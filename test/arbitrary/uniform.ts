import fc from "fast-check";

/**
 * Numbers from one bound to the other, every part of the range as likely: `fc.double` draws every double as
 * likely, most of which are next to 0.
 */
export function uniform(min: number, max: number): fc.Arbitrary<number> {
  return fc.double({ min: 1, max: 2, noNaN: true }).map((x) => min + (x - 1) * (max - min));
}

/** 10 to a power within the bounds, every magnitude as likely. */
export function magnitude(min: number, max: number): fc.Arbitrary<number> {
  return uniform(min, max).map((exponent) => 10 ** exponent);
}
