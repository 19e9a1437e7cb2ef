import fc from "fast-check";

/** Values of two to five players, three decades wide. */
export const values = fc.array(
  fc.double({ min: -1.5, max: 1.5, noNaN: true }).map((exponent) => Number((10 ** exponent).toPrecision(6))),
  { minLength: 2, maxLength: 5 },
);
