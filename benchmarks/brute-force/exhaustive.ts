import type { Mechanism } from "../../src/mechanism/mechanism.js";

/** Several bids against rivals, at a value, and what they gain over the best single bid: a share of the value. */
export interface Gain {
  readonly bids: readonly number[];
  readonly value: number;
  readonly gainShare: number;
}

/** Grids, in units of the rivals' total: of totals, of what one part is of a total, of single bids and of values. */
const TOTALS = 90;
const FRACTIONS = 24;
const SINGLES = 1500;
const VALUES = 40;
const SPAN = { low: 1e-3, high: 1e2 };
const VALUE_SPAN = { low: 0.05, high: 1000 };
const CLIMB_STEPS = 40;
const CLIMBED = 3;

/**
 * The largest gain that a grid of divisions shows: of 2 to K identities, equal ones beside one other and two groups of
 * equal ones, of all totals, at all values; the best few improved by shrinking steps. Nothing here is shared with the
 * verifier: it plays the mechanism's own outcome, and looks for the best single bid by a grid and golden sections.
 *
 * @param value the player's, where it is given
 */
export function exhaustiveGain(
  mechanism: Mechanism,
  rivals: readonly number[],
  identities: number,
  value: number | null = null,
): Gain {
  const unit = rivals.reduce((sum, bid) => sum + bid, 0);
  const values = value === null ? grid(VALUES, VALUE_SPAN.low * unit, VALUE_SPAN.high * unit) : [value];
  const singles = grid(SINGLES, 1e-5 * unit, 1e4 * unit).map((bid) => play(mechanism, [bid], rivals));
  const alone = values.map((value) => Math.max(0, ...singles.map(({ won, paid }) => value * won - paid)));
  let best: Gain[] = [];
  for (const bids of divisions(unit, identities)) {
    const { won, paid } = play(mechanism, bids, rivals);
    values.forEach((value, j) => {
      const gainShare = won - (paid + alone[j]!) / value;
      if (!(gainShare > (best.at(-1)?.gainShare ?? Number.NEGATIVE_INFINITY)) && best.length >= CLIMBED)
        return;
      best = [...best, { bids, value, gainShare }]
        .sort((a, b) => b.gainShare - a.gainShare)
        .slice(0, CLIMBED);
    });
  }
  return best
    .map((start) => climbed(mechanism, rivals, start, value !== null))
    .sort((a, b) => b.gainShare - a.gainShare)[0]!;
}

/** The largest change that a grid of splits shows: allocation won, and payment saved as a share of what one bid pays. */
export function exhaustiveSplit(mechanism: Mechanism, rivals: readonly number[], identities: number): number {
  const unit = rivals.reduce((sum, bid) => sum + bid, 0);
  let largest = 0;
  for (const bids of divisions(unit, identities)) {
    const parts = play(mechanism, bids, rivals);
    const whole = play(mechanism, [bids.reduce((sum, bid) => sum + bid, 0)], rivals);
    const saved = whole.paid > 0 ? 1 - parts.paid / whole.paid : 0;
    largest = Math.max(largest, Math.max(parts.won - whole.won, 0) + Math.max(saved, 0));
  }
  return largest;
}

/** The gain of given bids at a value, the best single bid looked for densely. */
export function gainOf(
  mechanism: Mechanism,
  rivals: readonly number[],
  bids: readonly number[],
  value: number,
): number {
  const unit = rivals.reduce((sum, bid) => sum + bid, 0);
  const { won, paid } = play(mechanism, bids, rivals);
  return won - (paid + bestSingle(mechanism, rivals, value, unit, 20_000)) / value;
}

function bestSingle(
  mechanism: Mechanism,
  rivals: readonly number[],
  value: number,
  unit: number,
  points: number,
): number {
  const utility = (bid: number) => {
    const { won, paid } = play(mechanism, [bid], rivals);
    return value * won - paid;
  };
  const bids = grid(points, 1e-6 * unit, 1e4 * unit);
  const heights = bids.map(utility);
  let best = 0;
  const order = heights.map((_, k) => k).filter((k) => peaks(heights, k));
  for (const k of order.sort((i, j) => heights[j]! - heights[i]!).slice(0, 5)) {
    best = Math.max(best, golden(utility, bids[Math.max(k - 1, 0)]!, bids[Math.min(k + 1, points - 1)]!));
  }
  return best;
}

function peaks(heights: readonly number[], k: number): boolean {
  return !(heights[k - 1]! > heights[k]!) && !(heights[k + 1]! > heights[k]!);
}

function golden(f: (x: number) => number, from: number, to: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [from, to];
  let best = Math.max(f(a), f(b));
  for (let step = 0; step < 60; step++) {
    const [c, d] = [b - ratio * (b - a), a + ratio * (b - a)];
    const [fc, fd] = [f(c), f(d)];
    best = Math.max(best, fc, fd);
    if (fc > fd) b = d;
    else a = c;
  }
  return best;
}

/** Improves bids and value by factors that shrink, one at a time and all together, the single bid looked for anew. */
function climbed(mechanism: Mechanism, rivals: readonly number[], start: Gain, fixed: boolean): Gain {
  const unit = rivals.reduce((sum, bid) => sum + bid, 0);
  const at = (bids: readonly number[], value: number): Gain => {
    const { won, paid } = play(mechanism, bids, rivals);
    return { bids, value, gainShare: won - (paid + bestSingle(mechanism, rivals, value, unit, 400)) / value };
  };
  let best = at(start.bids, start.value);
  const sizes = [...new Set(start.bids)];
  for (let step = 0, factor = 1.15; step < CLIMB_STEPS && factor > 1 + 1e-6; step++) {
    const scaled = (size: number | null, by: number) =>
      best.bids.map((bid, j) => (size === null || start.bids[j] === size ? bid * by : bid));
    const tries = [factor, 1 / factor].flatMap((by) => [
      ...(fixed ? [] : [at(best.bids, Math.min(best.value * by, VALUE_SPAN.high * unit))]),
      ...[null, ...sizes].map((size) => at(scaled(size, by), best.value)),
    ]);
    const next = tries.sort((a, b) => b.gainShare - a.gainShare)[0]!;
    if (next.gainShare > best.gainShare) best = next;
    else factor = 1 + (factor - 1) / 2;
  }
  return { ...best, gainShare: gainOf(mechanism, rivals, best.bids, best.value) };
}

function* divisions(unit: number, identities: number): Generator<readonly number[]> {
  for (const total of grid(TOTALS, SPAN.low * unit, SPAN.high * unit)) {
    for (let k = 2; k <= identities; k++) {
      yield new Array<number>(k).fill(total / k);
      for (let step = 0; step < FRACTIONS; step++) {
        const part = (step + 0.02) / FRACTIONS;
        for (const few of new Set([1, k >> 1])) {
          const [first, second] = [(part * total) / few, ((1 - part) * total) / (k - few)];
          yield [...new Array<number>(few).fill(first), ...new Array<number>(k - few).fill(second)];
        }
      }
    }
  }
}

function play(mechanism: Mechanism, own: readonly number[], rivals: readonly number[]) {
  const bids = Float64Array.of(...own, ...rivals);
  const allocations = new Float64Array(bids.length);
  const payments = new Float64Array(bids.length);
  mechanism.outcome(bids, allocations, payments);
  let [won, paid] = [0, 0];
  for (let k = 0; k < own.length; k++) {
    won += allocations[k]!;
    paid += payments[k]!;
  }
  return Number.isNaN(won + paid) ? { won: 0, paid: 0 } : { won, paid };
}

function grid(count: number, low: number, high: number): number[] {
  return Array.from({ length: count }, (_, k) => low * (high / low) ** (k / (count - 1)));
}
