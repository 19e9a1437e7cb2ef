import { timesFactor, updateCholesky } from "../numeric/cholesky.js";
import { type RandomStream, randomStream } from "../numeric/random.js";
import { thinnedOut } from "../pareto/contributions.js";
import type { Place, SearchSpace } from "./optimiser.js";
import { breeders, byRank, constrainedRanks, newcomers, picked, seats, survivors } from "./population.js";
import { lowDiscrepancySampling } from "./sampler.js";
import { isFeasible, type Outcome, type Strategy } from "./strategy.js";

export interface CmaOptions {
  readonly population: number;
  /** The step size to begin with, in units of a part's side. */
  readonly step: number;
}

/** The constants of the (1+1)-CMA-ES in table 1 of Igel, Hansen and Roth 2007, for d dimensions. */
const TARGET_SUCCESS = 1 / (5 + 1 / 2);
const SUCCESS_RATE = TARGET_SUCCESS / (2 + TARGET_SUCCESS);
const SUCCESS_THRESHOLD = 0.44;
const damping = (d: number) => 1 + d / 2;
const pathRate = (d: number) => 2 / (d + 2);
const covarianceRate = (d: number) => 2 / (d ** 2 + 6);

/** Steps neither vanish in the rounding of coordinates nor leave the cube behind. */
const LEAST_STEP = 1e-12;
const LARGEST_STEP = 1;

/** How one member steps: by N(0, step^2 L L'). */
interface Gait {
  step: number;
  success: number;
  readonly path: Float64Array;
  readonly factor: Float64Array;
}

interface Member extends Outcome {
  readonly gait: Gait;
  rank: number;
}

/** A child that is not learnt yet. */
interface Descent {
  readonly parent: Member;
  /** Where it was put, less its parent, in units of the parent's step. */
  readonly move: readonly number[];
}

/**
 * The steady-state MO-CMA-ES: every member of the population steps by a normal distribution of its own, learnt
 * from which of its children survive. Parents are non-dominated, once anything is feasible. Survivors are those of the best ranks, constraint domination first, and
 * of the last rank those that contribute the most hypervolume. Children outside the cube are put on its
 * nearest point, and the move actually made is what is learnt from.
 *
 * Sources: Igel, Hansen and Roth 2007; Igel, Suttorp and Hansen 2007 (steady state); Voss, Hansen and Igel 2010
 * (success is survival).
 */
export function moCmaEs(space: SearchSpace, seed: number, options: CmaOptions): Strategy {
  const random = randomStream(seed, 2);
  const sampling = lowDiscrepancySampling(space, seed);
  const size = seats(options.population, space);
  const open = new Map<Place, Descent>();
  let population: Member[] = [];

  const child = (): Place => {
    const parent = picked(best(breeders(population, random)), random);
    const { place, gait } = parent;
    const z = place.coordinates.map(() => normal(random));
    const coordinates = timesFactor(gait.factor, z).map((direction, i) =>
      Math.min(1, Math.max(0, place.coordinates[i]! + gait.step * direction)),
    );
    const move = coordinates.map((x, i) => (x - place.coordinates[i]!) / gait.step);
    const proposed = { part: place.part, coordinates };
    open.set(proposed, { parent, move });
    return proposed;
  };

  return {
    propose(count) {
      if (population.length < size) return sampling.propose(count);
      return Array.from({ length: count }, child);
    },
    learn(outcomes) {
      const added = newcomers(population, outcomes, space).map((outcome): Member => {
        const parent = open.get(outcome.place)?.parent ?? nearestMember(population, outcome.place);
        const gait = parent ? copied(parent.gait) : firstGait(outcome.place.coordinates.length, options.step);
        return { ...outcome, gait, rank: 0 };
      });
      const next = survivors(ordered([...population, ...added], size), size);
      const alive = new Map(next.map((member) => [member.place, member]));
      for (const { place } of outcomes) {
        const descent = open.get(place);
        if (descent === undefined) continue;
        open.delete(place);
        const survivor = alive.get(place);
        adaptStep(descent.parent.gait, place.coordinates.length, survivor !== undefined);
        if (survivor === undefined) continue;
        adaptStep(survivor.gait, place.coordinates.length, true);
        adaptShape(survivor.gait, descent.move);
      }
      population = next;
    },
  };
}

/** Those of the best rank if they are feasible; else all, as the least violation is a single member's. */
function best(members: readonly Member[]): readonly Member[] {
  const rank = Math.min(...members.map((member) => member.rank));
  const first = members.filter((member) => member.rank === rank && isFeasible(member));
  return first.length > 0 ? first : members;
}

function firstGait(d: number, step: number): Gait {
  const factor = Float64Array.from({ length: d * d }, (_, k) => (k % (d + 1) === 0 ? 1 : 0));
  return { step, success: TARGET_SUCCESS, path: new Float64Array(d), factor };
}

function copied({ step, success, path, factor }: Gait): Gait {
  return { step, success, path: path.slice(), factor: factor.slice() };
}

/** The member whose gait a stranger takes over. */
function nearestMember(population: readonly Member[], place: Place): Member | null {
  let nearest: Member | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const member of population) {
    if (member.place.part !== place.part) continue;
    const distance = Math.hypot(...member.place.coordinates.map((x, i) => x - place.coordinates[i]!));
    if (distance < least) [nearest, least] = [member, distance];
  }
  return nearest;
}

function adaptStep(gait: Gait, d: number, success: boolean): void {
  gait.success = (1 - SUCCESS_RATE) * gait.success + (success ? SUCCESS_RATE : 0);
  const growth = (gait.success - TARGET_SUCCESS) / (damping(d) * (1 - TARGET_SUCCESS));
  gait.step = Math.min(LARGEST_STEP, Math.max(LEAST_STEP, gait.step * Math.exp(growth)));
}

/** Moves that succeed stretch the covariance along their path, unless nearly all succeed. */
function adaptShape({ success, path, factor }: Gait, move: readonly number[]): void {
  const d = move.length;
  const rate = pathRate(d);
  const learn = covarianceRate(d);
  const stalled = success >= SUCCESS_THRESHOLD;
  for (let i = 0; i < d; i++) {
    path[i] = (1 - rate) * path[i]! + (stalled ? 0 : Math.sqrt(rate * (2 - rate)) * move[i]!);
  }
  updateCholesky(factor, 1 - learn + (stalled ? learn * rate * (2 - rate) : 0), learn, path);
}

/** From best to worst; only the rank in which the seats run out is put in order. */
function ordered(members: readonly Member[], size: number): Member[] {
  let before = 0;
  return byRank(constrainedRanks(members)).flatMap((front, rank) => {
    for (const k of front) members[k]!.rank = rank;
    const keep = size - before;
    before += front.length;
    const outcomes = front.map((k) => members[k]!);
    if (keep <= 0 || front.length <= keep) return outcomes;
    const points = outcomes.filter(isFeasible).map(({ objectives }) => objectives);
    if (points.length < outcomes.length) return outcomes;
    return thinnedOut(points, belowAll(points), keep).map((k) => outcomes[k]!);
  });
}

/** A reference that leaves the ends of a front something to contribute: a tenth of its ranges below them. */
function belowAll(points: readonly (readonly number[])[]): number[] {
  return points[0]!.map((_, m) => {
    const each = points.map((point) => point[m]!);
    const least = Math.min(...each);
    return least - 0.1 * (Math.max(...each) - least);
  });
}

/** A standard normal number (Box and Muller 1958). */
function normal(random: RandomStream): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
