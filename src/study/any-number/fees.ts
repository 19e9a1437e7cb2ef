import { papBenchmark } from "../../scenario/pap-benchmark.js";

/**
 * What is known in closed form of x_i = q_i, p_i = b_i + phi_n B, n the number of positive bids: with the set S of s
 * players in, and B_S = (s - 1) / sum_S 1/v, PAP's total of S,
 *
 *     q_i = 1 - B_S / v_i,   B = B_S / (1 + phi_s),   R = B_S (1 + s phi_s) / (1 + phi_s).
 *
 * Derived here; results/any-number gives the argument.
 */
export type Fees = readonly number[];

/** phi_n: `fees` is phi_2, phi_3, ..., the last for all numbers beyond. */
export function feeOf(fees: Fees, count: number): number {
  return fees[Math.min(count, fees.length + 1) - 2]!;
}

/** t with t^2 = phi (1 - 2 t): the share from which a fee of phi B leaves something to whoever is in. */
export function stayShare(fee: number): number {
  return fee === 0 ? 0 : Math.sqrt(fee * fee + fee) - fee;
}

/** phi = t^2 / (1 - 2 t), the inverse of `stayShare`. */
export function feeOfShare(share: number): number {
  return share ** 2 / (1 - 2 * share);
}

/** R / R_PAP - 1 where `count` players are in at a fee of phi B each. */
export function gainOf(fee: number, count: number): number {
  return ((count - 1) * fee) / (1 + fee);
}

/** The share t_n of which each fee leaves nobody indifferent, 1 - 2 t_(n+1) = (n - 1)(1 - q) / ((n - 1 + q)(1 + phi_n)). */
export function limitFees(leastShare: number, largestCount: number): number[] {
  const q = leastShare;
  const fees = [feeOfShare(q)];
  for (let n = 2; n < largestCount; n++) {
    const rest = ((n - 1) * (1 - q)) / ((n - 1 + q) * (1 + fees.at(-1)!));
    fees.push(feeOfShare((1 - rest) / 2));
  }
  return fees;
}

/** v_j / B_S up to which a further player stays out of an equilibrium of `count`: 1 / ((1 + phi_s)(1 - 2 t_(s+1))). */
export function entryLevel(fees: Fees, count: number): number {
  return 1 / ((1 + feeOf(fees, count)) * (1 - 2 * stayShare(feeOf(fees, count + 1))));
}

/** v_j / B_S that a player of D(q) left out of S has at least: (s - 1 + q) / ((s - 1)(1 - q)). */
export function leastLevel(leastShare: number, count: number): number {
  return (count - 1 + leastShare) / ((count - 1) * (1 - leastShare));
}

/** Largest phi that serves as the fee for 2 to m players of D(q): both t <= q, and everybody enters. */
export function constantFee(leastShare: number, players: number): number {
  const ofEntry =
    players === 2 ? Number.POSITIVE_INFINITY : Math.sqrt(leastLevel(leastShare, players - 1)) - 1;
  const part = Math.min(ofEntry, leastShare / (1 - leastShare)) ** 2;
  return part / (1 - part);
}

/** A pure equilibrium by the closed form. */
export interface CountFeeEquilibrium {
  /** Indices of the players in. */
  readonly members: readonly number[];
  /** One a player. */
  readonly allocations: readonly number[];
  readonly revenue: number;
  /** The least margin of a comparison that makes it one, in shares and in parts of a value: 0 is indifference. */
  readonly margin: number;
}

/**
 * Every pure equilibrium of a count fee at a profile, by trying all sets of two players or more: an equilibrium is a set
 * whose members have PAP shares of t_s or more among themselves, and that keeps everybody else out.
 *
 * @param values at most some 16: the sets are 2^n
 */
export function countFeeEquilibria(values: readonly number[], fees: Fees): CountFeeEquilibrium[] {
  const found: CountFeeEquilibrium[] = [];
  for (let set = 3; set < 2 ** values.length; set++) {
    const members = values.flatMap((_, i) => (set & (2 ** i) ? [i] : []));
    if (members.length < 2) continue;
    const equilibrium = equilibriumOf(values, fees, members);
    if (equilibrium !== null) found.push(equilibrium);
  }
  return found;
}

function equilibriumOf(
  values: readonly number[],
  fees: Fees,
  members: readonly number[],
): CountFeeEquilibrium | null {
  const s = members.length;
  const total = (s - 1) / members.reduce((sum, i) => sum + 1 / values[i]!, 0);
  const [fee, level] = [feeOf(fees, s), entryLevel(fees, s)];
  const stay = stayShare(fee);
  const isIn = new Set(members);
  const margin = Math.min(
    ...values.map((value, i) => (isIn.has(i) ? 1 - total / value - stay : 1 - value / (total * level))),
  );
  if (!(margin > 0)) return null;
  return {
    members,
    allocations: values.map((value, i) => (isIn.has(i) ? 1 - total / value : 0)),
    revenue: (total * (1 + s * fee)) / (1 + fee),
    margin,
  };
}

/** Smallest share that PAP gives to a player whom it keeps in. */
export function leastPapShare(values: readonly number[]): number {
  return Math.min(...papBenchmark(values).allocations.filter((share) => share > 0));
}
