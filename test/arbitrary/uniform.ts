import fc from "fast-check";

/**
 * Numbers from one bound to the other, every part of the range as likely, the bounds themselves now and then.
 * `fc.double` of the range draws every double as likely, most of which are next to 0, and prefers the ends.
 */
export function uniform(min: number, max: number): fc.Arbitrary<number> {
  const inside = fc.noBias(fc.double({ min: 1, max: 2, noNaN: true }));
  return fc.oneof(
    { weight: 12, arbitrary: inside.map((x) => min + (x - 1) * (max - min)) },
    { weight: 1, arbitrary: fc.constantFrom(min, max) },
  );
}

/** 10 to a power within the bounds, every magnitude as likely. */
export function magnitude(min: number, max: number): fc.Arbitrary<number> {
  return uniform(min, max).map((exponent) => 10 ** exponent);
}
