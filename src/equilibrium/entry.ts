import { choices } from "./choices.js";

/** What a solver for one shape knows of sets of players: who is in, all others out. */
export interface SetSolver {
  /**
   * Of each size the highest values are looked at first. Points at which a set's players are in, all of them and nobody else.
   *
   * @param set      players in, two or more
   * @param outsider the highest value out; 0 where nobody is
   */
  look(set: readonly number[], outsider: number): SetLook;
}

export interface SetLook {
  /** Of points that keep the outsider out: one bid for each player of the set. Some that are no equilibria may be left out. */
  readonly points: readonly Float64Array[];
  /** The largest entry price of any of the set's points, those too that are left out; minus infinity where it has none. */
  dearest(): number;
}

/** Bids of all players, and how many are in. */
export interface SetPoint {
  readonly bids: Float64Array;
  readonly players: number;
}

/** Sets are tried one by one in games of up to so many players. */
export const EVERY_SET_UP_TO = 12;
/** Entry prices of sets of one size vary with the values in them; those of less are tried too. */
export const ENTRY_MARGIN = 1.05;
/** Whoever is at its price of entry to within rounding is out. */
export const ENTRY_ROUNDING = 1e-9;
const SMALL_SET = 3;
const LARGEST_TOP_SET = 64;

/**
 * Candidate equilibria with some players in and the rest out. A set can be one only where its entry price keeps out the
 * highest value that is not in it. Entry is dearest, as a rule, where those of highest value are in: so of each size the
 * set of the highest values is solved first, and others are only solved where the highest value outside them is not above
 * that price by more than a twentieth; none of a size above three where the highest have no point at all. That is no
 * proof: brute force has found no equilibrium that it misses. Whether a point is an equilibrium is for the judge to say.
 *
 * @param values up to 12, in any order
 */
export function* settledPoints(values: Float64Array, solver: SetSolver): Generator<SetPoint> {
  const byValue = fallingOrder(values);
  for (let size = values.length; size >= 2; size--) {
    const top = byValue.slice(0, size);
    const outsider = values[byValue[size]!] ?? 0;
    const first = solver.look(top, outsider);
    yield* asBids(first.points, top, values.length);
    if (outsider === 0) continue;
    const dearest = first.dearest();
    const none = dearest === Number.NEGATIVE_INFINITY;
    // Where so many of the highest values have no point together, lower ones have none either, but for small sets, in
    // which one value far above the rest may be what keeps them from it.
    if (none && size > SMALL_SET) continue;
    for (const set of setsOf(byValue, size, values)) {
      const outside = values[byValue.find((i) => !set.includes(i))!]!;
      if (!none && outside > dearest * ENTRY_MARGIN) continue;
      yield* asBids(solver.look(set, outside).points, set, values.length);
    }
  }
}

/** The same for the sets of the highest values alone, of up to 64 players: for games of more than 12. */
export function* topSetPoints(values: Float64Array, solver: SetSolver): Generator<SetPoint> {
  const byValue = fallingOrder(values);
  for (let size = Math.min(values.length, LARGEST_TOP_SET); size >= 2; size--) {
    const set = byValue.slice(0, size);
    const outsider = values[byValue[size]!] ?? 0;
    yield* asBids(solver.look(set, outsider).points, set, values.length);
  }
}

/** The players by falling value, equal ones in their own order. */
export function fallingOrder(values: Float64Array): number[] {
  return Array.from(values.keys()).sort((i, j) => values[j]! - values[i]! || i - j);
}

/** Points of a set as bids of all players. */
function* asBids(
  points: readonly Float64Array[],
  set: readonly number[],
  players: number,
): Generator<SetPoint> {
  for (const bids of points) {
    const all = new Float64Array(players);
    set.forEach((i, k) => {
      all[i] = bids[k]!;
    });
    yield { bids: all, players: set.length };
  }
}

/** A look at points each of which has its price of entry. */
export function lookByPrice(
  points: readonly Float64Array[],
  entryPrice: (bids: Float64Array) => number,
  outsider: number,
): SetLook {
  if (outsider === 0) return { points, dearest: () => Number.POSITIVE_INFINITY };
  const prices = points.map(entryPrice);
  return {
    points: points.filter((_, k) => !(outsider > prices[k]! * (1 + ENTRY_ROUNDING))),
    dearest: () => Math.max(...prices),
  };
}

/**
 * The sets of one size but that of the highest values. Among players of equal value the first are in: other choices
 * are the same equilibrium with names changed.
 */
function* setsOf(byValue: readonly number[], size: number, values: Float64Array): Generator<number[]> {
  let isTop = true;
  for (const ranks of choices(byValue.length, size)) {
    if (!isTop && firstAmongEquals(ranks, byValue, values)) yield ranks.map((rank) => byValue[rank]!);
    isTop = false;
  }
}

function firstAmongEquals(
  ranks: readonly number[],
  byValue: readonly number[],
  values: Float64Array,
): boolean {
  return ranks.every(
    (rank, k) =>
      rank === 0 || ranks[k - 1] === rank - 1 || values[byValue[rank]!] !== values[byValue[rank - 1]!],
  );
}
