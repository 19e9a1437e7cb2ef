import type { ShareRule } from "../mechanism/shape/share.js";
import { solveLinear } from "../numeric/linear.js";
import { type Play, play } from "./play.js";
import type { Tilt } from "./tilt.js";

/** Step in log bids of the central differences that the Jacobian in bids is made of. */
const STEP = 1e-5;

/**
 * How the bids of an interior equilibrium move with the tilt, d log b_i / d t, by the implicit function theorem on
 * the first-order conditions of all players,
 *
 *     G_i = log v_i + log x_i + log T_i - log p_i - log(1 + (1 - q_i) (log c)'(q_i)) = 0,
 *     T_i = (log f)'(q_i) (1 - q_i - x_i) + sum_j x_j q_j (log f)'(q_j).
 *
 * @param at all bids positive, at the equilibrium
 * @returns one row a player, or null where the equilibrium is degenerate
 */
export function sensitivity(
  rule: ShareRule,
  values: ArrayLike<number>,
  at: Play,
  tilt: Tilt,
): Float64Array[] | null {
  const n = at.bids.length;
  const jacobian = Array.from({ length: n }, () => new Float64Array(n));
  for (let m = 0; m < n; m++) {
    const moved = (step: number) =>
      conditions(
        values,
        play(
          rule,
          at.bids.map((bid, i) => (i === m ? bid * Math.exp(step) : bid)),
        ),
      );
    const [above, below] = [moved(STEP), moved(-STEP)];
    for (let i = 0; i < n; i++) jacobian[i]![m] = (above[i]! - below[i]!) / (2 * STEP);
  }
  const pushes = pushesOf(at, tilt);
  const rows = Array.from({ length: n }, () => new Float64Array(tilt.dimensions));
  for (let d = 0; d < tilt.dimensions; d++) {
    const moves = solveLinear(
      jacobian,
      pushes.map((push) => -push[d]!),
    );
    if (moves === null) return null;
    for (let i = 0; i < n; i++) rows[i]![d] = moves[i]!;
  }
  return rows;
}

/** G. */
export function conditions(values: ArrayLike<number>, at: Play): Float64Array {
  const { shares, allocations, payments, pricePull } = at;
  return terms(at).map(
    (term, i) =>
      Math.log(values[i]! * allocations[i]! * term) -
      Math.log(payments[i]! * (1 + (1 - shares[i]!) * pricePull[i]!)),
  );
}

/** T. */
function terms({ shares, allocations, weightPull }: Play): Float64Array {
  let common = 0;
  for (let j = 0; j < shares.length; j++) common += allocations[j]! * shares[j]! * weightPull[j]!;
  return shares.map((share, i) => weightPull[i]! * (1 - share - allocations[i]!) + common);
}

/** d G_i / d t at fixed bids, one row a player. */
function pushesOf(at: Play, tilt: Tilt): Float64Array[] {
  const { shares, allocations, weightPull, pricePull } = at;
  const { knots, dimensions } = tilt;
  const n = shares.length;
  const term = terms(at);
  const basis = Array.from(shares, (share) => tilt.at(share));
  const slopes = Array.from(shares, (share) => tilt.slopesAt(share));
  const pushes = Array.from({ length: n }, () => new Float64Array(dimensions));
  for (let k = 0; k < knots; k++) {
    let mean = 0;
    for (let j = 0; j < n; j++) mean += allocations[j]! * basis[j]![k]!;
    const gained = allocations.map((x, j) => x * (basis[j]![k]! - mean));
    let common = 0;
    for (let j = 0; j < n; j++) {
      common += shares[j]! * (gained[j]! * weightPull[j]! + allocations[j]! * slopes[j]![k]!);
    }
    for (let i = 0; i < n; i++) {
      const rest = 1 - shares[i]!;
      const lifted = slopes[i]![k]! * (rest - allocations[i]!) - weightPull[i]! * gained[i]! + common;
      pushes[i]![k] = gained[i]! / allocations[i]! + lifted / term[i]!;
      pushes[i]![knots + k] = -basis[i]![k]! - (rest * slopes[i]![k]!) / (1 + rest * pricePull[i]!);
    }
  }
  return pushes;
}
