import type { Rule } from "./mechanism.js";

/** Largest error of a sum of allocations that counts as rounding. */
export const ALLOCATION_SUM_TOLERANCE = 1e-9;

/**
 * What is wrong with a rule at one vector of bids, in words, or null. Full allocation is not asked of
 * rules that claim to withhold the good.
 */
export function faultAt(rule: Rule, bids: Float64Array): string | null {
  const allocations = new Float64Array(bids.length);
  const payments = new Float64Array(bids.length);
  rule.outcome(bids, allocations, payments);
  let total = 0;
  let anyBid = false;
  for (let i = 0; i < bids.length; i++) {
    const [b, x, p] = [bids[i]!, allocations[i]!, payments[i]!];
    const sound = x >= 0 && x <= 1 + ALLOCATION_SUM_TOLERANCE && p >= 0 && p < Number.POSITIVE_INFINITY;
    if (!sound || (b === 0 && (x !== 0 || p !== 0))) return faultOf(i, bids, x, p);
    total += x;
    anyBid ||= b > 0;
  }
  const excess = total - (anyBid ? 1 : 0);
  const tolerated = ALLOCATION_SUM_TOLERANCE;
  if (excess > tolerated || (excess < -tolerated && !rule.claims.withholds)) {
    return `allocations sum to ${total} at bids ${describe(bids)}, not to ${anyBid ? 1 : 0}`;
  }
  return null;
}

function faultOf(player: number, bids: Float64Array, x: number, p: number): string {
  const where = `player ${player + 1} at bids ${describe(bids)}`;
  if (!Number.isFinite(x)) return `allocation of ${where} is ${x}`;
  if (x < 0 || x > 1 + ALLOCATION_SUM_TOLERANCE) return `allocation of ${where} is ${x}, outside [0, 1]`;
  if (!Number.isFinite(p)) return `payment of ${where} is ${p}`;
  if (p < 0) return `payment of ${where} is ${p}, below 0`;
  return `staying out is not free: ${where} gets ${x} and pays ${p}`;
}

const PROBES: readonly (readonly number[])[] = [
  [1, 1, 1, 1],
  [1, 0.5, 0.25, 0.125],
  [0.125, 1, 0.5, 2],
  [1, 0, 0, 0],
  [0, 0, 0, 0],
  [1, 1e-6, 0, 1e-3],
  [0.3, 0.7, 0.7, 0],
];

/**
 * A first screen: the rule at a handful of bid vectors in the given unit, for the given number of players.
 * Passing it is no proof; solvers check again where they end.
 */
export function findFault(rule: Rule, players: number, unit: number): string | null {
  for (const probe of PROBES) {
    const bids = Float64Array.from({ length: players }, (_, i) => probe[i % probe.length]! * unit);
    const fault = faultAt(rule, bids);
    if (fault !== null) return fault;
  }
  return null;
}

/** Bids of one player against others', in units of the others' total: evenly in log between these. */
const WIDELY = { bids: 161, low: 1e-4, high: 1e4 };
const OTHERS: readonly (readonly number[])[] = [
  [1],
  [0.5, 0.5],
  [0.7, 0.2, 0.1],
  new Array<number>(7).fill(1 / 7),
];
const UNITS = [1e-2, 1, 1e2] as const;

/**
 * The first bids at which a rule breaks a law of mechanisms, of many: one player's, from far below the others' total to
 * far above it, against several sets of others; at and between the constants of its formulas as shares and as bids.
 * For rules that somebody wrote down; passing it is no proof.
 */
export function findFaultWidely(rule: Rule): string | null {
  const { bids, low, high } = WIDELY;
  for (const unit of rule.claims.scaleFree ? [1] : UNITS) {
    for (const others of OTHERS) {
      for (let k = 0; k < bids; k++) {
        const own = low * (high / low) ** (k / (bids - 1));
        const fault = faultAt(
          rule,
          Float64Array.from([own, ...others], (bid) => bid * unit),
        );
        if (fault !== null) return fault;
      }
    }
  }
  const { seat, traits = seat } = rule;
  for (const size of sizesBetween(traits?.constants ?? [])) {
    const share = size < 1 ? size / (1 - size) : size;
    const fault = faultAt(rule, Float64Array.of(share, 1)) ?? faultAt(rule, Float64Array.of(size, 1));
    if (fault !== null) return fault;
  }
  return null;
}

/** Constants above 0, and the middle between any two that are next to each other. */
function sizesBetween(constants: readonly number[]): number[] {
  const sorted = constants
    .map(Math.abs)
    .filter((each) => each > 0 && each < 1e9)
    .sort((a, b) => a - b);
  return sorted.flatMap((size, k) => [size, (size + (sorted[k + 1] ?? 2 * size)) / 2]);
}

function describe(bids: Float64Array): string {
  const shown = Array.from(bids.subarray(0, 5), (bid) => Number(bid.toPrecision(6))).join(", ");
  return `(${shown}${bids.length > 5 ? ", ..." : ""})`;
}
