import type { Mechanism } from "../mechanism/mechanism.js";
import { papBenchmark } from "../scenario/pap-benchmark.js";

/**
 * How far a rule lies from PAP at a profile: what it does otherwise with PAP's own equilibrium bids b,
 *
 *     d = sum_i |x_i(b) - b_i / B| + sum_i |p_i(b) - b_i| / B,   B = sum_j b_j.
 *
 * 0 for PAP; without a unit for scale-free rules.
 *
 * @param values v_i > 0, two or more
 */
export function papDistance(mechanism: Mechanism, values: readonly number[]): number {
  const { total, allocations: shares } = papBenchmark(values);
  const bids = Float64Array.from(shares, (share) => share * total);
  const allocations = new Float64Array(bids.length);
  const payments = new Float64Array(bids.length);
  mechanism.outcome(bids, allocations, payments);
  let distance = 0;
  for (let i = 0; i < bids.length; i++) {
    distance += Math.abs(allocations[i]! - shares[i]!) + Math.abs(payments[i]! - bids[i]!) / total;
  }
  return distance;
}
