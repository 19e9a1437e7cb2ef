import type { Place, TrialResult } from "./optimiser.js";
import type { Outcome } from "./strategy.js";

type Told = Pick<TrialResult, "objectives" | "violation">;

/** Proposals in two: those not asked before, and the outcomes of those that were evaluated before. */
export interface Sorted {
  readonly fresh: readonly Place[];
  readonly known: readonly Outcome[];
}

/**
 * What was asked and told, so that no candidate is evaluated twice. A proposal that repeats an evaluated one gets its
 * outcome at once; one that repeats a proposal still being evaluated gets it with that one. Neither gains anything.
 */
export class Memory {
  private readonly told = new Map<string, Told>();
  /** By key of a place that is being evaluated, the places that repeat it. */
  private readonly twins = new Map<string, Place[]>();
  private readonly keys = new Map<Place, string>();

  /** @param keyOf equal for places of one candidate */
  constructor(private readonly keyOf: (place: Place) => string) {}

  sort(places: readonly Place[]): Sorted {
    const fresh: Place[] = [];
    const known: Outcome[] = [];
    for (const place of places) {
      const key = this.keyOf(place);
      const told = this.told.get(key);
      const twins = this.twins.get(key);
      if (told !== undefined) known.push({ place, ...told, gain: 0 });
      else if (twins !== undefined) twins.push(place);
      else {
        this.twins.set(key, []);
        this.keys.set(place, key);
        fresh.push(place);
      }
    }
    return { fresh, known };
  }

  /**
   * Keeps what a fresh place came to.
   *
   * @returns the outcomes of the places that repeat it and waited
   */
  keep(place: Place, { objectives, violation }: Told): Outcome[] {
    const key = this.keys.get(place)!;
    const twins = this.twins.get(key)!;
    this.keys.delete(place);
    this.twins.delete(key);
    this.told.set(key, { objectives, violation });
    return twins.map((twin) => ({ place: twin, objectives, violation, gain: 0 }));
  }
}
