import { type RandomStream, randomStream } from "../numeric/random.js";
import type { Place, SearchSpace } from "./optimiser.js";
import { breeders, byRank, constrainedRanks, newcomers, picked, seats, survivors } from "./population.js";
import { lowDiscrepancySampling } from "./sampler.js";
import { isFeasible, type Outcome, type Strategy } from "./strategy.js";
import { polynomialMutation, simulatedBinaryCrossover } from "./variation.js";

export interface Nsga2Options {
  readonly population: number;
  /** The distribution indices of crossover and mutation: the larger, the nearer children are to parents. */
  readonly crossoverIndex: number;
  readonly mutationIndex: number;
}

/** Parents cross over with this probability (Deb et al. 2002, section V); else they are mutated alone. */
const CROSSOVER = 0.9;

interface Member extends Outcome {
  readonly rank: number;
  readonly crowding: number;
}

/**
 * NSGA-II with constraint domination: children by simulated binary crossover within a part and polynomial
 * mutation, parents by binary tournament, survivors by rank and then by crowding distance. It starts with a
 * low-discrepancy sample. What is learnt at once competes at once with the population, so small batches make
 * it steady-state (Durillo, Nebro, Luna and Alba 2009).
 *
 * Source: Deb, Pratap, Agarwal and Meyarivan 2002.
 */
export function nsga2(space: SearchSpace, seed: number, options: Nsga2Options): Strategy {
  const random = randomStream(seed, 1);
  const sampling = lowDiscrepancySampling(space, seed);
  const size = seats(options.population, space);
  let population: Member[] = [];
  return {
    propose(count) {
      if (population.length < size) return sampling.propose(count);
      const places: Place[] = [];
      while (places.length < count) places.push(...children(population, options, random));
      return places.slice(0, count);
    },
    learn(outcomes) {
      const added = newcomers(population, outcomes, space);
      if (added.length > 0) population = survivors(ordered([...population, ...added]), size);
    },
  };
}

function children(population: readonly Member[], options: Nsga2Options, random: RandomStream): Place[] {
  const first = tournament(breeders(population, random), random);
  const { part } = first.place;
  const second = tournament(
    population.filter(({ place }) => place.part === part),
    random,
  );
  const [a, b] = [first.place.coordinates, second.place.coordinates];
  const crossed =
    random() < CROSSOVER ? simulatedBinaryCrossover(a, b, options.crossoverIndex, random) : [a, b];
  return crossed.map((x) => ({
    part,
    coordinates: polynomialMutation(x, options.mutationIndex, random),
  }));
}

/** The better of two drawn; of equals the first. */
function tournament(population: readonly Member[], random: RandomStream): Member {
  const [a, b] = [picked(population, random), picked(population, random)];
  return compare(a, b) <= 0 ? a : b;
}

function compare(a: Member, b: Member): number {
  return a.rank - b.rank || (a.crowding === b.crowding ? 0 : b.crowding - a.crowding);
}

/** From best to worst. */
function ordered(outcomes: readonly Outcome[]): Member[] {
  const ranks = constrainedRanks(outcomes);
  return byRank(ranks).flatMap((front) => {
    const crowding = crowdingDistances(front.map((k) => outcomes[k]!));
    return front
      .map((k, place): Member => ({ ...outcomes[k]!, rank: ranks[k]!, crowding: crowding[place]! }))
      .sort(compare);
  });
}

/**
 * How far the neighbours of each are apart, summed over the objectives in units of their ranges; infinite at
 * the ends of each objective, 0 among the infeasible.
 */
export function crowdingDistances(front: readonly Outcome[]): number[] {
  const distances = new Array<number>(front.length).fill(0);
  const points = front.filter(isFeasible).map(({ objectives }) => objectives);
  if (points.length < front.length) return distances;
  for (let m = 0; m < (points[0]?.length ?? 0); m++) {
    const rising = points.map((_, k) => k).sort((i, j) => points[i]![m]! - points[j]![m]! || i - j);
    const at = (place: number) => points[rising[place]!]![m]!;
    const range = at(rising.length - 1) - at(0);
    rising.forEach((k, place) => {
      const end = place === 0 || place === rising.length - 1;
      if (end) distances[k] = Number.POSITIVE_INFINITY;
      else if (range > 0) distances[k] = distances[k]! + (at(place + 1) - at(place - 1)) / range;
    });
  }
  return distances;
}
