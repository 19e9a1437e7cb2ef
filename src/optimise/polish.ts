import { lowDiscrepancyPoint } from "../numeric/low-discrepancy.js";
import { nextAsked } from "../numeric/nelder-mead.js";
import { type RandomStream, randomStream } from "../numeric/random.js";
import { achievementAlong, simplexPoint } from "./achievement.js";
import type { ArchiveMember, FrontArchive } from "./front-archive.js";
import type { Place, SearchSpace } from "./optimiser.js";
import type { Outcome, Strategy } from "./strategy.js";

/** Descents that run side by side, to fill a batch. */
const SIDE_BY_SIDE = 16;
/** Evaluations of one descent, for each dimension and one more. */
const EVALUATIONS = 20;
/** Bounds of the first simplex's size, in units of a part's side. */
const STEPS: readonly [number, number] = [1e-4, 0.1];
/** The descent's tolerance, in units of its first step. */
const TOLERANCE = 0.02;
/** What a unit of violation costs, in units of the front's ranges. */
const PENALTY = 10;
/** What stands for objectives that were not worked out. */
const NO_OBJECTIVES = 10;

/** What a descent minimises. */
type Value = (outcome: Pick<Outcome, "objectives" | "violation">) => number;

interface Start {
  readonly place: Place;
  readonly step: number;
  readonly value: Value;
  /** Its value at the start, which is known. */
  readonly first: number;
}

interface Descent extends Start {
  readonly known: number[];
  /** The place asked and not learnt yet. */
  open: Place | null;
}

/**
 * Polishes the archive by Nelder and Mead's descents, each from the member that reaches furthest in some
 * direction of the objectives, and further in it: it maximises the achievement (see `achievementAlong`) less a penalty on
 * violation, with directions that fill the simplex evenly, and ideal and nadir of the archive at the start. While nothing is feasible it lowers the least violation. Descents ask and wait
 * (`nextAsked`), several side by side to fill a batch.
 *
 * Source: Nelder and Mead 1965.
 */
export function polish({ dimensions }: SearchSpace, seed: number, archive: FrontArchive): Strategy {
  const random = randomStream(seed, 3);
  const shift = archive.reference.map(random);
  const descents: Descent[] = [];
  let started = 0;

  const begin = (): Descent | null => {
    const direction = simplexPoint(lowDiscrepancyPoint(started++, archive.reference.length - 1, shift));
    const solid = archive.members.filter(({ place }) => dimensions[place.part]! > 0);
    const start =
      solid.length > 0
        ? startAlong(direction, solid, archive.reference, random)
        : descents.length === 0
          ? startTowardsFeasible(archive, dimensions)
          : null;
    return start && { ...start, known: [start.first], open: null };
  };

  return {
    propose(count) {
      const places: Place[] = [];
      for (let lane = 0; places.length < count && lane < SIDE_BY_SIDE; lane++) {
        let descent: Descent | null = descents[lane] ?? null;
        if (descent?.open) continue;
        let asked = descent && next(descent);
        if (asked === null) {
          descents.splice(lane, 1);
          descent = begin();
          asked = descent && next(descent);
          if (descent === null || asked === null) break;
          descents.splice(lane, 0, descent);
        }
        descent!.open = asked;
        places.push(asked);
      }
      return places;
    },
    learn(outcomes) {
      for (const outcome of outcomes) {
        const descent = descents.find(({ open }) => open === outcome.place);
        if (descent === undefined) continue;
        descent.known.push(descent.value(outcome));
        descent.open = null;
      }
    },
  };
}

/** Where a descent goes next; null where it is over. */
function next({ place, step, known }: Descent): Place | null {
  const evaluations = EVALUATIONS * (place.coordinates.length + 1);
  const coordinates = nextAsked(known, place.coordinates, { step, tolerance: TOLERANCE * step, evaluations });
  return coordinates && { part: place.part, coordinates };
}

/** From the member that reaches furthest, as far as the next of its part that does; of the same start no two alike. */
function startAlong(
  direction: readonly number[],
  members: readonly ArchiveMember[],
  reference: readonly number[],
  random: RandomStream,
): Start {
  const achievement = achievementAlong(direction, members, reference);
  const reached = members
    .map(({ place, objectives }) => ({ place, value: achievement(objectives) }))
    .sort((a, b) => b.value - a.value);
  const { place, value } = reached[0]!;
  const second = reached.slice(1).find((each) => each.place.part === place.part);
  const apart = second
    ? Math.max(...second.place.coordinates.map((x, i) => Math.abs(x - place.coordinates[i]!)))
    : STEPS[1];
  return {
    place,
    step: (0.5 + 0.5 * random()) * Math.min(STEPS[1], Math.max(STEPS[0], apart)),
    value: ({ objectives, violation }) =>
      PENALTY * violation - (objectives === null ? -NO_OBJECTIVES : achievement(objectives)),
    first: -value,
  };
}

function startTowardsFeasible({ nearest }: FrontArchive, dimensions: readonly number[]): Start | null {
  if (nearest === null || dimensions[nearest.place.part] === 0) return null;
  const { place, violation } = nearest;
  return { place, step: STEPS[1], value: (outcome) => outcome.violation, first: violation };
}
