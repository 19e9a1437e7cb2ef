import { ascend } from "../play/ascend.js";
import type { Height } from "./aim.js";
import { type Groups, totalOf } from "./plays.js";
import type { Table } from "./table.js";

/** How far a climb goes. */
export interface Reach {
  readonly rounds: number;
  /** Largest factor of the first steps. */
  readonly factor: number;
  /** Whether numbers of identities move too. */
  readonly counts: boolean;
  readonly by: "gain" | "rate";
}

/** Several bids against rivals, and how far they break a notion. */
export interface Climbed {
  readonly groups: Groups;
  readonly gain: number;
  /** The gain for each share of the total that is divided off. */
  readonly rate: number;
  readonly allocation: number;
  readonly payment: number;
}

/** More groups than this are climbed by the largest, the smallest and all together. */
const FEW = 4;
/** Gains below this are none, and are not followed further. */
const ROUNDING = 1e-13;
/** Climbs after a change of counts. */
const RECOUNTED = { rounds: 2, factor: 1.2, by: "gain" } as const;
const COUNT_STEPS = [1, -1, 4, -4] as const;

/**
 * Climbs from bids to ones that break a notion by more: over the sizes of the groups of equal bids, then over how many
 * there are in each, the total kept or not.
 *
 * @param most most identities
 */
export function climb(table: Table, height: Height, start: Groups, most: number, reach: Reach): Climbed {
  let best = sized(table, height, start, reach);
  for (let moved = reach.counts && best.gain > ROUNDING; moved; ) {
    moved = false;
    for (const changed of recounted(best.groups, most)) {
      const next = sized(table, height, changed, RECOUNTED);
      if (!(next.gain > best.gain * (1 + 1e-6) + 1e-15)) continue;
      best = next;
      moved = true;
      break;
    }
  }
  return best;
}

/**
 * Climbs over sizes alone: by the gain, or while there is none, by the gain for each share of the total that is divided
 * off, whose largest value is not at divisions that divide nothing off.
 */
function sized(
  table: Table,
  height: Height,
  start: Groups,
  { rounds, factor, by }: Omit<Reach, "counts">,
): Climbed {
  const { counts } = start;
  const sizes = Float64Array.from(start.sizes);
  const ways = moves(sizes);
  const gainAt = (at: Float64Array) => {
    table.play(at, counts, counts.length);
    const gain = height(table.allocation, table.payment, totalOf(at, counts));
    return Number.isNaN(gain) ? Number.NEGATIVE_INFINITY : gain;
  };
  const rateAt = (at: Float64Array) => (gainAt(at) - ROUNDING) / dividedOf(at, counts);
  if (by === "rate" && !(gainAt(sizes) > ROUNDING)) ascend(rateAt, sizes, ways, rounds, factor);
  const found = gainAt(sizes);
  const gain = by === "gain" || found > ROUNDING ? ascend(gainAt, sizes, ways, rounds, factor) : found;
  table.play(sizes, counts, counts.length);
  const { allocation, payment } = table;
  const rate = (gain - ROUNDING) / dividedOf(sizes, counts);
  return { groups: { sizes: Array.from(sizes), counts }, gain, rate, allocation, payment };
}

/** Which share of a total is not in its largest part. */
function dividedOf(sizes: Float64Array, counts: readonly number[]): number {
  let largest = 0;
  for (let g = 0; g < counts.length; g++) if (sizes[g]! > largest) largest = sizes[g]!;
  const total = totalOf(sizes, counts);
  return (total - largest) / total;
}

function moves(sizes: Float64Array): number[][] {
  const all = Array.from({ length: sizes.length }, (_, g) => g);
  if (sizes.length === 1) return [all];
  if (sizes.length <= FEW) return [...all.map((g) => [g]), all];
  const falling = all.toSorted((a, b) => sizes[b]! - sizes[a]!);
  return [falling.slice(0, 1), falling.slice(-1), falling.slice(1), all];
}

/** The groups with a few identities more or less in one of them, its sum kept or not. */
function* recounted({ sizes, counts }: Groups, most: number): Generator<Groups> {
  const all = counts.reduce((sum, count) => sum + count, 0);
  for (const [g, count] of counts.entries()) {
    for (const step of COUNT_STEPS) {
      if (count + step < 1 || all + step > most || all + step < 2) continue;
      const changed = counts.with(g, count + step);
      yield { sizes: sizes.with(g, (sizes[g]! * count) / (count + step)), counts: changed };
      yield { sizes, counts: changed };
    }
  }
}
