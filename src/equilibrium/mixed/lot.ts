import type { MixedStrategy } from "./strategy.js";

/** A part of a mixed strategy: a bid played as an atom where `from` = `to`, else an even spread between the two. */
export interface Lot {
  readonly from: number;
  readonly to: number;
}

/** A lot and the probability that it is played with. */
export interface WeightedLot extends Lot {
  readonly weight: number;
}

/** Rarer lots than this are dropped; what is left is normalised. */
const NEGLIGIBLE = 1e-9;

export function isAtom({ from, to }: Lot): boolean {
  return from === to;
}

/** The strategy that plays lots with their probabilities. */
export function strategyOfLots(lots: readonly WeightedLot[]): MixedStrategy {
  const played = lots
    .filter(({ weight }) => weight > NEGLIGIBLE)
    .sort((a, b) => a.from - b.from || a.to - b.to);
  const total = played.reduce((sum, { weight }) => sum + weight, 0);
  const atoms = played.filter(isAtom);
  const spread = played.filter((lot) => !isAtom(lot));
  return {
    support: atoms.map(({ from }) => from),
    probabilities: atoms.map(({ weight }) => weight / total),
    ...(spread.length > 0
      ? { uniform: spread.map(({ from, to, weight }) => ({ from, to, probability: weight / total })) }
      : {}),
  };
}

/** Nodes and weights of Gauss and Legendre's rule of three points on [-1, 1]; the weights sum to 1. */
const NODES = [-Math.sqrt(0.6), 0, Math.sqrt(0.6)] as const;
const WEIGHTS = [5 / 18, 8 / 18, 5 / 18] as const;

/**
 * The mean over a lot of what `visit` gets to see: bids with weights that sum to 1. Spread lots are cut at the ends
 * where the integrand has kinks or jumps, with three Gauss points in each part: exact for polynomials up to degree 5.
 *
 * @param ends rising bids
 */
export function overLot(
  { from, to }: Lot,
  ends: Float64Array,
  visit: (bid: number, weight: number) => void,
): void {
  if (from === to) {
    visit(from, 1);
    return;
  }
  let low = from;
  for (let k = firstAbove(ends, from); low < to; k++) {
    const high = k < ends.length ? Math.min(ends[k]!, to) : to;
    const half = (high - low) / 2;
    for (let m = 0; m < NODES.length; m++) {
      visit(low + half + half * NODES[m]!, (WEIGHTS[m]! * (high - low)) / (to - from));
    }
    low = high;
  }
}

/** The index of the first of rising numbers that exceeds a bound. */
function firstAbove(rising: Float64Array, bound: number): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle]! > bound) high = middle;
    else low = middle + 1;
  }
  return low;
}
