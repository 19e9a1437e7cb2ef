import type { Prepared } from "./prepare.js";
import type { Table } from "./table.js";

/** Bids of one identity in units of the others' total: evenly in log between these, more sparsely below. */
const LEAST_LOG = -16;
const TINY_LOG = -42;
const TINY_STEP = 1;
/** The largest log bid of rules of shares: beyond the largest value, and at least this. */
const LARGEST_LOG = 9;
const BEYOND_VALUE = 4;
/** Rules with a unit of their own may sell their last share for any bid. */
const WIDE_LOG = 25;
/** Rules with kinks get so many times the nodes. */
const KINKED = 3;

/**
 * The bids at which one identity's curve is taken against rivals: evenly in log, and where the own share, or a rival's,
 * has a special size.
 */
export function nodesFor(
  { seat, specials, grain }: Prepared,
  table: Table,
  others: readonly number[],
  valueRatio: number,
): Float64Array {
  const unit = table.others;
  const wide = seat.reach !== "share";
  const from = wide ? -WIDE_LOG : LEAST_LOG;
  const to = wide ? WIDE_LOG : Math.max(LARGEST_LOG, Math.log(valueRatio) + BEYOND_VALUE);
  const dense = (seat.smooth ? 1 : KINKED) * grain.nodes;
  const count = Math.round(dense * ((to - from) / (LARGEST_LOG - LEAST_LOG)));
  const tiny = Math.max(0, Math.ceil((from - TINY_LOG) / TINY_STEP));
  const even = new Float64Array(tiny + count + 1);
  for (let k = 0; k < tiny; k++) even[k] = unit * Math.exp(from - (tiny - k) * TINY_STEP);
  for (let k = 0; k <= count; k++) even[tiny + k] = unit * Math.exp(from + ((to - from) * k) / count);
  if (specials.length === 0) return even;
  const special = specials.flatMap((size) =>
    seat.reach === "bid"
      ? [size]
      : [(unit * size) / (1 - size), ...others.map((bid) => bid / size - unit)].filter((bid) => bid > 0),
  );
  return Float64Array.of(...even, ...special).sort();
}
