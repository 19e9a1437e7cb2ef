import type { ShareRule } from "../mechanism/shape/share.js";
import type { Tilt } from "./tilt.js";

/** An outcome of a share rule at positive bids, with what its derivatives are made of. */
export interface Play {
  readonly bids: Float64Array;
  readonly shares: Float64Array;
  readonly allocations: Float64Array;
  readonly payments: Float64Array;
  /** (log f)'(q_i) and (log c)'(q_i). */
  readonly weightPull: Float64Array;
  readonly pricePull: Float64Array;
}

/** Gradients of allocations and payments in the tilt, one row a player. */
export interface PlayGradient {
  readonly allocations: readonly Float64Array[];
  readonly payments: readonly Float64Array[];
}

/** @param bids two or more, all positive */
export function play(rule: ShareRule, bids: Float64Array): Play {
  const total = bids.reduce((sum, bid) => sum + bid, 0);
  const shares = bids.map((bid) => bid / total);
  const allocations = new Float64Array(bids.length);
  const payments = new Float64Array(bids.length);
  const weightPull = new Float64Array(bids.length);
  const pricePull = new Float64Array(bids.length);
  let all = 0;
  for (let i = 0; i < bids.length; i++) {
    const [share, rest] = [shares[i]!, (total - bids[i]!) / total];
    const [weight, price] = [rule.weight(share, rest), rule.price(share, rest)];
    allocations[i] = weight;
    payments[i] = total * price;
    weightPull[i] = rule.weightSlope(share, rest) / weight;
    pricePull[i] = rule.priceSlope(share, rest) / price;
    all += weight;
  }
  for (let i = 0; i < bids.length; i++) allocations[i] = allocations[i]! / all;
  return { bids, shares, allocations, payments, weightPull, pricePull };
}

/**
 * How allocations and payments move with the tilt, the bids moving too:
 *
 *     d q_i = q_i (d log b_i - d log B),   d log B = sum_j q_j d log b_j,
 *     d x_i = x_i (d w_i - sum_j x_j d w_j),   d w_i = (log f)' d q_i + phi(q_i),
 *     d p_i = p_i (d log B + (log c)' d q_i + phi(q_i)).
 *
 * @param moves d log b_i / d t, one row a bid; null for a bid that stays
 */
export function playGradient(
  { shares, allocations, payments, weightPull, pricePull }: Play,
  tilt: Tilt,
  moves: readonly (Float64Array | null)[],
): PlayGradient {
  const n = shares.length;
  const { dimensions, knots } = tilt;
  const logTotal = new Float64Array(dimensions);
  for (let j = 0; j < n; j++) add(logTotal, moves[j]!, shares[j]!);
  const weights: Float64Array[] = [];
  const prices: Float64Array[] = [];
  const mean = new Float64Array(dimensions);
  for (let i = 0; i < n; i++) {
    const share = new Float64Array(dimensions);
    add(share, moves[i]!, shares[i]!);
    add(share, logTotal, -shares[i]!);
    const basis = tilt.at(shares[i]!);
    const weight = share.map((each) => weightPull[i]! * each);
    const price = share.map((each, d) => pricePull[i]! * each + logTotal[d]!);
    for (let k = 0; k < knots; k++) {
      weight[k] = weight[k]! + basis[k]!;
      price[knots + k] = price[knots + k]! + basis[k]!;
    }
    add(mean, weight, allocations[i]!);
    weights.push(weight);
    prices.push(price.map((each) => payments[i]! * each));
  }
  return {
    allocations: weights.map((weight, i) => weight.map((each, d) => allocations[i]! * (each - mean[d]!))),
    payments: prices,
  };
}

function add(to: Float64Array, row: Float64Array | null, factor: number): void {
  if (row !== null) for (let d = 0; d < to.length; d++) to[d] = to[d]! + factor * row[d]!;
}
