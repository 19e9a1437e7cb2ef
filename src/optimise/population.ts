import type { RandomStream } from "../numeric/random.js";
import { columnsOf } from "../pareto/columns.js";
import { paretoRanks } from "../pareto/ranks.js";
import type { SearchSpace } from "./optimiser.js";
import { placeKey } from "./place-key.js";
import { type FeasibleOutcome, isFeasible, type Outcome } from "./strategy.js";

/** The share of seats, and of children, that is divided evenly among the parts. */
const RESERVED = 0.25;

/**
 * Ranks by constraint domination: the feasible by non-dominated sorting, then the others by violation, those
 * of one violation alike.
 *
 * Source: Deb, Pratap, Agarwal and Meyarivan 2002, definition 1.
 */
export function constrainedRanks(outcomes: readonly Outcome[]): number[] {
  const feasible = outcomes.filter(isFeasible);
  const ranks = ranksOf(feasible);
  const worse = 1 + Math.max(-1, ...ranks);
  const rising = [...new Set(outcomes.flatMap((each) => (isFeasible(each) ? [] : [each.violation])))].sort(
    (a, b) => a - b,
  );
  const places = new Map(rising.map((violation, place) => [violation, worse + place]));
  let next = 0;
  return outcomes.map((each) => (isFeasible(each) ? ranks[next++]! : places.get(each.violation)!));
}

function ranksOf(feasible: readonly FeasibleOutcome[]): number[] {
  if (feasible.length === 0) return [];
  const points = feasible.map(({ objectives }) => objectives);
  return Array.from(paretoRanks(columnsOf(points, points[0]!.length)));
}

/** Indices by rank: [those of rank 0, those of rank 1, ...]. */
export function byRank(ranks: readonly number[]): number[][] {
  const fronts: number[][] = Array.from({ length: 1 + Math.max(-1, ...ranks) }, () => []);
  ranks.forEach((rank, k) => {
    fronts[rank]!.push(k);
  });
  return fronts;
}

/**
 * Who survives: the best of each part on the seats reserved for it, and the best of all on the others. So a
 * part that starts badly is bred from on, if rarely, and never dies out.
 *
 * @param order the population from best to worst
 * @param size  the number of seats
 */
export function survivors<T extends Outcome>(order: readonly T[], size: number): T[] {
  const parts = new Set(order.map(({ place }) => place.part));
  const reserve = Math.max(1, Math.floor((RESERVED * size) / parts.size));
  const seated = new Map<number, number>();
  const first = new Set<T>();
  for (const each of order) {
    const taken = seated.get(each.place.part) ?? 0;
    if (taken >= reserve) continue;
    seated.set(each.place.part, taken + 1);
    first.add(each);
  }
  const free = Math.max(0, size - first.size);
  const others = new Set(order.filter((each) => !first.has(each)).slice(0, free));
  return order.filter((each) => first.has(each) || others.has(each));
}

/** Whom the next child descends from: mostly anyone; now and then those of one part, each part as often. */
export function breeders<T extends Outcome>(population: readonly T[], random: RandomStream): readonly T[] {
  if (random() >= RESERVED) return population;
  const parts = [...new Set(population.map(({ place }) => place.part))];
  const part = picked(parts, random);
  return population.filter(({ place }) => place.part === part);
}

/** The outcomes of parts with a dimension, at places that the population has not got already. */
export function newcomers(
  population: readonly Outcome[],
  outcomes: readonly Outcome[],
  { dimensions }: SearchSpace,
): Outcome[] {
  const taken = new Set(population.map(({ place }) => placeKey(place)));
  return outcomes.filter((outcome) => {
    const key = placeKey(outcome.place);
    if (dimensions[outcome.place.part] === 0 || taken.has(key)) return false;
    taken.add(key);
    return true;
  });
}

/** The number of seats: as asked, and enough that every part keeps some. */
export function seats(asked: number, { dimensions }: SearchSpace): number {
  return Math.max(asked, 4 * dimensions.filter((d) => d > 0).length);
}

/** One of a list, all alike. */
export function picked<T>(list: readonly T[], random: RandomStream): T {
  return list[Math.floor(random() * list.length)]!;
}
