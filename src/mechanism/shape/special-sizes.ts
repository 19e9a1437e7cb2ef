import type { SeatRule, Traits } from "./seat.js";

/** Points of the scan for kinks and jumps: logit shares, or log bids. */
const POINTS = 24_000;
const LOGIT = 18;
const DECADES = 8;
/** Sizes kept at most. */
const MOST = 24;
/** Constants of a formula that are looked at. */
const MOST_CONSTANTS = 12;
/** Half the width over which a constant of a formula is asked for a kink, and the change of slope that is one. */
const WIDTH = 1e-7;
const KINK = 1e-5;
/** A second difference so many times those around it is a kink or a jump. */
const SHARP = 12;
const ZOOM = 8;

/**
 * Sizes of bids at which something happens: kinks and jumps of the weight and the price of a unit, w(b) / b and
 * p(b) / b, on both sides of each, and the cheapest and heaviest sizes. Looked for among the constants of the formulas
 * (with sums, differences, products and quotients of two), and in one dense scan, whose finds are narrowed down to
 * neighbouring doubles. A window narrower than a step of the scan, 1.5e-3 of its place, shows by its constants alone.
 *
 * @returns shares for rules of shares, else bids; none for smooth rules
 */
export function specialSizes(seat: SeatRule, counts: readonly number[]): number[] {
  if (seat.smooth) return [];
  const found = counts.flatMap((count) => {
    const ratios = [ratioOf(seat, "price", count), ratioOf(seat, "weight", count)];
    return ratios.flatMap((ratio) => [...ofConstants(seat, ratio), ...ofScan(seat, ratio)]);
  });
  return spread([...new Set(found)].filter((size) => size > 0 && (seat.reach === "bid" || size < 1)));
}

type Ratio = (size: number) => number;

/** Log of the price or of the weight of a unit at a size; under rules that depend on B, B = 1. */
function ratioOf(seat: SeatRule, which: "price" | "weight", count: number): Ratio {
  const rest = (size: number) => (seat.reach === "bid" ? 1 : 1 - size);
  return which === "weight"
    ? (size) => Math.log(seat.weight(size, rest(size), count) / size)
    : (size) => Math.log(seat.price(size, rest(size), count, size) / size);
}

/** Constants of the formulas, and sums, differences, products and quotients of two, that may be sizes of bids. */
export function constantSizes({ constants, reach }: Traits): number[] {
  const numbers = constants.filter((each) => each !== 0).slice(0, MOST_CONSTANTS);
  const pairs = numbers.flatMap((a) => numbers.flatMap((b) => [a + b, a - b, a * b, a / b]));
  const sizes = [...new Set([...numbers, ...pairs].map(Math.abs))];
  return sizes.filter((size) => size > 0 && (reach === "bid" || size < 1));
}

function ofConstants(seat: SeatRule, ratio: Ratio): number[] {
  return constantSizes(seat).flatMap((size) => {
    const [below, at, above] = [ratio(size * (1 - WIDTH)), ratio(size), ratio(size * (1 + WIDTH))];
    const kink = Math.abs(above - 2 * at + below) / WIDTH;
    return kink > KINK ? sidesOf(size) : [];
  });
}

/** A size and the doubles beside it. */
export function sidesOf(size: number): number[] {
  return [size * (1 - 2 * Number.EPSILON), size, size * (1 + 2 * Number.EPSILON)];
}

function ofScan(seat: SeatRule, ratio: Ratio): number[] {
  const sizes = Float64Array.from({ length: POINTS }, (_, k) => pointOf(seat, (2 * k + 1) / POINTS - 1));
  const heights = sizes.map(ratio);
  const bends = new Float64Array(POINTS);
  for (let k = 1; k < POINTS - 1; k++) {
    bends[k] = Math.abs(heights[k + 1]! - 2 * heights[k]! + heights[k - 1]!);
  }
  const found: number[] = [];
  for (let k = 3; k < POINTS - 3; k++) {
    const isPeak = bends[k]! >= bends[k - 1]! && bends[k]! > bends[k + 1]!;
    if (!isPeak || !(bends[k]! > SHARP * Math.max(bends[k - 3]!, bends[k + 3]!, 1e-14))) continue;
    found.push(...sidesOf(zoomed(ratio, sizes[k - 1]!, sizes[k + 1]!)));
  }
  return found;
}

/** Evenly in logit for shares, in log for bids, over (-1, 1). */
function pointOf({ reach }: SeatRule, place: number): number {
  return reach === "bid" ? 10 ** (DECADES * place) : 1 / (1 + Math.exp(-LOGIT * place));
}

/** Narrows a kink or a jump down, to where doubles end. */
function zoomed(ratio: Ratio, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let round = 0; round < 60 && high - low > 2 * Number.EPSILON * low; round++) {
    const step = (high - low) / ZOOM;
    let [at, sharpest] = [1, -1];
    for (let k = 1; k < ZOOM; k++) {
      const middle = low + k * step;
      const bend = Math.abs(ratio(middle + step) - 2 * ratio(middle) + ratio(middle - step));
      if (bend > sharpest) [at, sharpest] = [k, bend];
    }
    [low, high] = [low + (at - 1) * step, low + (at + 1) * step];
  }
  return (low + high) / 2;
}

/** Of too many sizes some, evenly among the sorted. */
function spread(sizes: number[]): number[] {
  const sorted = sizes.sort((a, b) => a - b);
  if (sorted.length <= MOST) return sorted;
  return Array.from({ length: MOST }, (_, k) => sorted[Math.floor((k * sorted.length) / MOST)]!);
}
