import { FrontArchive } from "./front-archive.js";
import type { Optimiser, Place, SearchSpace, Trial } from "./optimiser.js";

/** A place that was evaluated. */
export interface Outcome {
  /** The very object that was proposed, by which a strategy knows its own. */
  readonly place: Place;
  readonly objectives: readonly number[] | null;
  readonly violation: number;
  /** How far it brought the archive, in [0, 1]: see `FrontArchive.add`. */
  readonly gain: number;
}

/** An outcome that is feasible. */
export interface FeasibleOutcome extends Outcome {
  readonly objectives: readonly number[];
}

/** A way to propose places in the parts that have a dimension; what optimisers are made of. */
export interface Strategy {
  /** Up to `count` places. */
  propose(count: number): Place[];
  /** Takes all outcomes since the last call, other strategies' and the starts' too, in the order of ids. */
  learn(outcomes: readonly Outcome[]): void;
}

/** Makes a strategy over a space; the archive is shared and holds all outcomes before they are learnt. */
export type StrategyMaker = (space: SearchSpace, seed: number, archive: FrontArchive) => Strategy;

/**
 * The optimiser that tries the starts first, then each other part without a dimension once, then what a
 * strategy proposes.
 */
export function optimiserOf(space: SearchSpace, seed: number, make: StrategyMaker): Optimiser {
  const archive = new FrontArchive(space.reference);
  const strategy = make(space, seed, archive);
  const first = firstPlaces(space);
  const open = new Map<number, Place>();
  let asked = 0;

  return {
    ask(count) {
      const places = first.splice(0, count);
      if (places.length < count && space.dimensions.some((d) => d > 0)) {
        places.push(...strategy.propose(count - places.length));
      }
      return places.map((place): Trial => {
        open.set(asked, place);
        return { id: asked++, part: place.part, coordinates: place.coordinates };
      });
    },
    tell(results) {
      const outcomes = results.map(({ id, objectives, violation }): Outcome => {
        const place = open.get(id);
        if (place === undefined) throw new Error(`trial ${id} was not asked, or was told before`);
        open.delete(id);
        return { place, objectives, violation, gain: archive.add({ place, objectives, violation }) };
      });
      strategy.learn(outcomes);
    },
  };
}

function firstPlaces({ dimensions, starts }: SearchSpace): Place[] {
  const started = new Set(starts.map(({ part }) => part));
  const points = dimensions.flatMap((d, part) =>
    d === 0 && !started.has(part) ? [{ part, coordinates: [] }] : [],
  );
  return [...starts, ...points];
}

export function isFeasible<T extends Outcome>(outcome: T): outcome is T & FeasibleOutcome {
  return outcome.violation === 0 && outcome.objectives !== null;
}
