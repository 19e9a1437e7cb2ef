import fc from "fast-check";

/** A positive bid: 1e-6 to 1e3, every magnitude as likely. */
export const positiveBid = fc
  .double({ min: -6, max: 3, noNaN: true })
  .map((exponent) => Number((10 ** exponent).toPrecision(12)));

/** A bid that may be staying out. */
export const bid = fc.oneof({ weight: 4, arbitrary: positiveBid }, { weight: 1, arbitrary: fc.constant(0) });

/** Bids of one to seven players, with ties now and then. */
export const bids = fc
  .array(fc.oneof({ weight: 5, arbitrary: bid }, { weight: 1, arbitrary: fc.constant(1) }), {
    minLength: 1,
    maxLength: 7,
  })
  .map((list) => Float64Array.from(list));
