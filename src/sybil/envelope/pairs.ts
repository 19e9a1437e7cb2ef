import type { Height } from "./aim.js";
import type { Groups } from "./plays.js";
import type { Table } from "./table.js";

/** Totals, evenly in log between these in units of the others' total; and the smaller part of each, evenly in log. */
const TOTALS = 40;
const LEAST_LOG = -5;
const MOST_LOG = 6;
const PARTS = 12;
const LEAST_PART = 0.004;
/** A top that loses more than this for each share divided off is far from a gain. */
const NEAR = 0.02;

/**
 * Two identities on a grid of totals and parts, at which no neighbour on the grid gains more for each share divided off: starts
 * for climbs. An island of gains between plays that all lose is seen by its slopes, which the best of a bin are not, since
 * parts next to nothing lose next to nothing.
 */
export function pairTops(table: Table, height: Height): Groups[] {
  const rates = new Float64Array(TOTALS * PARTS);
  const sizes = [0, 0];
  const counts = [1, 1];
  const set = (t: number, p: number) => {
    const total = table.others * Math.exp(LEAST_LOG + ((MOST_LOG - LEAST_LOG) * t) / (TOTALS - 1));
    const part = LEAST_PART * (0.5 / LEAST_PART) ** (p / (PARTS - 1));
    sizes[0] = total * (1 - part);
    sizes[1] = total * part;
    return part;
  };
  for (let t = 0; t < TOTALS; t++) {
    for (let p = 0; p < PARTS; p++) {
      const part = set(t, p);
      table.play(sizes, counts, 2);
      rates[t * PARTS + p] = height(table.allocation, table.payment, sizes[0]! + sizes[1]!) / part;
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

function isTop(rates: Float64Array, t: number, p: number): boolean {
  const own = rates[t * PARTS + p]!;
  for (let a = Math.max(t - 1, 0); a <= Math.min(t + 1, TOTALS - 1); a++) {
    for (let b = Math.max(p - 1, 0); b <= Math.min(p + 1, PARTS - 1); b++) {
      if (rates[a * PARTS + b]! > own) return false;
    }
  }
  return true;
}
