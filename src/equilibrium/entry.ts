import type { OwnBidRule } from "../mechanism/shape/own-bid.js";
import type { AggregativeSolver } from "./aggregative.js";

const EVERY_SET_UP_TO = 12;
const LARGEST_TOP_SET = 64;
const WORTHWHILE = 1e-9;

/** Bids with some players in and the rest out. */
export interface EntryPoint {
  readonly bids: Float64Array;
  readonly outcome: string;
}

/**
 * Candidate equilibria of an own-bid rule where taking part is a choice of its own: a fee to pay, or a cost
 * that is not convex, so that several sets of players can be in, or none. For every set of two or more the
 * first-order conditions are solved among its players, and kept where none of them would rather leave.
 * Whether an outsider would rather enter is for the certifier to say.
 *
 * @param values in any order
 */
export function* entryPoints(
  rule: OwnBidRule,
  values: Float64Array,
  solver: AggregativeSolver,
): Generator<EntryPoint> {
  for (const set of entrants(values)) {
    const outcome = solver.solve(
      rule,
      Float64Array.from(set, (i) => values[i]!),
    );
    if (outcome === "no interior solution") continue;
    const bids = new Float64Array(values.length);
    let worthwhile = true;
    set.forEach((i, k) => {
      bids[i] = solver.bids[k]!;
      const utility = values[i]! * solver.shares[k]! - rule.cost(solver.bids[k]!);
      if (!(utility >= -WORTHWHILE * values[i]!) || !(solver.bids[k]! > 0)) worthwhile = false;
    });
    if (worthwhile) yield { bids, outcome: `${outcome}, ${set.length} of ${values.length} players in` };
  }
}

/**
 * Sets of two players or more, larger ones first: all of them up to 12 players, but for copies among equal values;
 * beyond that the sets of the players of highest value, up to 64 of them.
 *
 * @param values in any order
 */
export function* entrants(values: Float64Array): Generator<number[]> {
  const byValue = Array.from(values.keys()).sort((i, j) => values[j]! - values[i]! || i - j);
  const n = byValue.length;
  if (n > EVERY_SET_UP_TO) {
    for (let size = Math.min(n, LARGEST_TOP_SET); size >= 2; size--) yield byValue.slice(0, size);
    return;
  }
  const sets: number[][] = [];
  for (let mask = 1; mask < 2 ** n; mask++) {
    const set = byValue.filter((_, rank) => mask & (1 << rank));
    if (set.length >= 2 && firstAmongEquals(mask, byValue, values)) sets.push(set);
  }
  yield* sets.sort((a, b) => b.length - a.length);
}

/** Among players of equal value the first are in: other choices are the same equilibrium with names changed. */
function firstAmongEquals(mask: number, byValue: readonly number[], values: Float64Array): boolean {
  for (let rank = 1; rank < byValue.length; rank++) {
    const tied = values[byValue[rank]!] === values[byValue[rank - 1]!];
    if (tied && mask & (1 << rank) && !(mask & (1 << (rank - 1)))) return false;
  }
  return true;
}
