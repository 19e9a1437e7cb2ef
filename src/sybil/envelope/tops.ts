import type { Height } from "./aim.js";
import type { Groups } from "./plays.js";
import type { Table } from "./table.js";

/** Totals, evenly in log between these in units of the others' total; and the share of each that is divided off, evenly in log. */
const TOTALS = 64;
const LEAST_LOG = -5;
const MOST_LOG = 6;
const PARTS = 20;
const LEAST_PART = 0.004;
const MOST_PART = 0.5;
/** Rates of neutral plays differ by less. */
const ROUNDING = 1e-11;
/** A top that loses more than this for each share divided off is far from a gain. */
const NEAR = 0.02;

/** Numbers of equal small identities beside the large one. */
const SMALL = [1, 3, 9] as const;

/**
 * One large identity and some equal small ones, on a grid of totals and of the share that is divided off, where no neighbour
 * on the grid gains more for each share divided off: starts for climbs. An island of gains between plays that all lose is
 * seen by its slopes, which the best of a bin are not, since parts next to nothing lose next to nothing.
 *
 * @param most most identities
 */
export function gridTops(table: Table, height: Height, most: number): Groups[] {
  return SMALL.filter((count) => count < most).flatMap((count) => topsBeside(table, height, count));
}

function topsBeside(table: Table, height: Height, count: number): Groups[] {
  const rates = new Float64Array(TOTALS * PARTS);
  const sizes = [0, 0];
  const counts = [1, count];
  const set = (t: number, p: number) => {
    const total = table.others * Math.exp(LEAST_LOG + ((MOST_LOG - LEAST_LOG) * t) / (TOTALS - 1));
    const part = LEAST_PART * (MOST_PART / LEAST_PART) ** (p / (PARTS - 1));
    sizes[0] = total * (1 - part);
    sizes[1] = (total * part) / count;
    return part;
  };
  for (let t = 0; t < TOTALS; t++) {
    for (let p = 0; p < PARTS; p++) {
      const part = set(t, p);
      table.play(sizes, counts, 2);
      rates[t * PARTS + p] = height(table.allocation, table.payment, sizes[0]! + count * sizes[1]!) / part;
    }
  }
  const tops: Groups[] = [];
  for (let t = 0; t < TOTALS; t++) {
    for (let p = 0; p < PARTS; p++) {
      if (!(rates[t * PARTS + p]! > -NEAR) || !isTop(rates, t, p)) continue;
      set(t, p);
      tops.push({ sizes: [...sizes], counts });
    }
  }
  return tops;
}

/** Whether no neighbour is higher and one is plainly lower: where all plays are neutral none is a top. */
function isTop(rates: Float64Array, t: number, p: number): boolean {
  const own = rates[t * PARTS + p]!;
  let least = own;
  for (let a = Math.max(t - 1, 0); a <= Math.min(t + 1, TOTALS - 1); a++) {
    for (let b = Math.max(p - 1, 0); b <= Math.min(p + 1, PARTS - 1); b++) {
      const rate = rates[a * PARTS + b]!;
      if (rate > own) return false;
      if (rate < least) least = rate;
    }
  }
  return own - least > ROUNDING;
}
