import type { Columns } from "./columns.js";
import { fallingOrder } from "./order.js";
import { Staircase } from "./staircase.js";

/** A front that is being filled in the order of `fallingOrder`, so that no point to come dominates one in it. */
interface GrowingFront {
  /** Whether a point of the front is nowhere below the point of this row. */
  covers(row: number): boolean;
  add(row: number): void;
}

/**
 * The rank of every point by non-dominated sorting: rank 0 where no point dominates it, rank r where one of
 * rank r - 1 does and none of rank r. Equal points share a rank.
 *
 * Points come by falling objectives, so only earlier points can dominate later ones, and a point that a front
 * covers is covered by every front before: its rank is found by binary search over the fronts. A front shows
 * a later point its best second objective (2 objectives: O(n log n)), a staircase of the second and third
 * (3: O(n log^2 n) comparisons), or all its members (more: O(n^2) at worst).
 *
 * Sources: Jensen 2003 (two objectives); Zhang, Tian, Cheng and Jin 2015 (ENS-BS).
 *
 * @param columns all maximised, finite
 * @returns one rank a point
 */
export function paretoRanks(columns: Columns): Uint32Array {
  const order = fallingOrder(columns);
  if (columns.length === 2) return ranksInPlane(columns, order);
  const ranks = new Uint32Array(order.length);
  const fronts: GrowingFront[] = [];
  for (let k = 0; k < order.length; k++) {
    const row = order[k]!;
    const rank = k > 0 && sameRow(columns, row, order[k - 1]!) ? ranks[order[k - 1]!]! : rankIn(fronts, row);
    ranks[row] = rank;
    if (rank === fronts.length) fronts.push(columns.length === 3 ? stairs(columns) : members(columns));
    if (k === 0 || !sameRow(columns, row, order[k - 1]!)) fronts[rank]!.add(row);
  }
  return ranks;
}

function ranksInPlane([first, second]: Columns, order: Uint32Array): Uint32Array {
  const ranks = new Uint32Array(order.length);
  /** The largest second objective of each front so far: it falls from front to front. */
  const best = new Float64Array(order.length);
  let fronts = 0;
  let rank = 0;
  for (let k = 0; k < order.length; k++) {
    const row = order[k]!;
    const y = second![row]!;
    const before = order[k - 1];
    if (before === undefined || y !== second![before] || first![row] !== first![before]) {
      let low = 0;
      let high = fronts;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (best[middle]! >= y) low = middle + 1;
        else high = middle;
      }
      rank = low;
      best[rank] = y;
      if (rank === fronts) fronts++;
    }
    ranks[row] = rank;
  }
  return ranks;
}

/** The first front that does not cover the point. */
function rankIn(fronts: readonly GrowingFront[], row: number): number {
  let low = 0;
  let high = fronts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (fronts[middle]!.covers(row)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sameRow(columns: Columns, i: number, j: number): boolean {
  for (let m = 0; m < columns.length; m++) if (columns[m]![i] !== columns[m]![j]) return false;
  return true;
}

function stairs([, second, third]: Columns): GrowingFront {
  const staircase = new Staircase();
  return {
    covers: (row) => staircase.covers(second![row]!, third![row]!),
    add: (row) => staircase.add(second![row]!, third![row]!),
  };
}

function members(columns: Columns): GrowingFront {
  const rows: number[] = [];
  return {
    covers(row) {
      for (let k = rows.length - 1; k >= 0; k--) if (covers(columns, rows[k]!, row)) return true;
      return false;
    },
    add: (row) => rows.push(row),
  };
}

function covers(columns: Columns, i: number, j: number): boolean {
  for (let m = 0; m < columns.length; m++) if (columns[m]![i]! < columns[m]![j]!) return false;
  return true;
}
