import type { Programme } from "../programme/programme.js";
import { FrontArchive } from "./front-archive.js";
import { Memory } from "./memory.js";
import type { Optimiser, Place, SearchSpace, Trial } from "./optimiser.js";
import { placeKey } from "./place-key.js";
import { lowDiscrepancySampling } from "./sampler.js";

/** A place that was evaluated. */
export interface Outcome {
  /** The very object that was proposed, by which a strategy knows its own. */
  readonly place: Place;
  readonly objectives: readonly number[] | null;
  readonly violation: number;
  /** How far it brought the archive, in [0, 1]: see `FrontArchive.add`. */
  readonly gain: number;
  /** Where it was requested; null where the place has none. */
  readonly programme?: Programme | null;
}

/** An outcome that is feasible. */
export interface FeasibleOutcome extends Outcome {
  readonly objectives: readonly number[];
}

/** A way to propose places in the parts that have a dimension; what optimisers are made of. */
export interface Strategy {
  /** Up to `count` places. */
  propose(count: number): Place[];
  /**
   * Takes all outcomes since the last call, other strategies' and the starts' too, in the order of ids; those of places
   * that repeat an earlier one too.
   */
  learn(outcomes: readonly Outcome[]): void;
}

/** Makes a strategy over a space; the archive is shared and holds all outcomes before they are learnt. */
export type StrategyMaker = (space: SearchSpace, seed: number, archive: FrontArchive) => Strategy;

/** A strategy that proposes nothing new so often in a row gives way to samples, and these to the end of the search. */
const PATIENCE = 20;
/** From the seed of the search to that of the samples: strategies of a portfolio have those between. */
const FURTHER = 16;

/**
 * The optimiser that tries the starts first, then each other part without a dimension once, then what a
 * strategy proposes. What repeats a place asked before is not asked again: the strategy learns its outcome and proposes
 * another. Samples fill the batch where it has no other.
 */
export function optimiserOf(space: SearchSpace, seed: number, make: StrategyMaker): Optimiser {
  const archive = new FrontArchive(space.reference);
  const strategy = make(space, seed, archive);
  const samples = lowDiscrepancySampling(space, seed + FURTHER);
  const memory = new Memory((place) => space.keyOf?.(place) ?? placeKey(place));
  const first = [...memory.sort(firstPlaces(space)).fresh];
  const open = new Map<number, Place>();
  let asked = 0;

  /** Up to `count` new places of a strategy. */
  const proposals = (from: Strategy, count: number): Place[] => {
    const places: Place[] = [];
    for (let idle = 0; places.length < count && idle < PATIENCE; idle++) {
      const proposed = from.propose(count - places.length);
      if (proposed.length === 0) break;
      const { fresh, known } = memory.sort(proposed);
      if (known.length > 0) strategy.learn(known);
      if (fresh.length > 0) idle = -1;
      places.push(...fresh);
    }
    return places;
  };

  return {
    ask(count) {
      const places = first.splice(0, count);
      if (space.dimensions.some((d) => d > 0)) {
        for (const each of [strategy, samples]) places.push(...proposals(each, count - places.length));
      }
      return places.map((place): Trial => {
        open.set(asked, place);
        return { ...place, id: asked++ };
      });
    },
    tell(results) {
      const outcomes = results.flatMap(({ id, objectives, violation, programme = null }): Outcome[] => {
        const place = open.get(id);
        if (place === undefined) throw new Error(`trial ${id} was not asked, or was told before`);
        open.delete(id);
        const gain = archive.add({ place, objectives, violation });
        return [
          { place, objectives, violation, gain, programme },
          ...memory.keep(place, { objectives, violation }),
        ];
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
