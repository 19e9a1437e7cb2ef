import { contributions } from "../pareto/contributions.js";
import { compareFalling } from "../pareto/front.js";
import { hypervolume } from "../pareto/hypervolume.js";
import type { Place } from "./optimiser.js";

/** A feasible place that none in the archive dominates. */
export interface ArchiveMember {
  readonly place: Place;
  readonly objectives: readonly number[];
}

/** By the number of objectives, from 0: contributions cost more, the more there are. */
const CAPACITY = [1, 1, 400, 100];
const CAPACITY_BEYOND = 25;

/**
 * The front of everything tried, thinned out to what an optimiser needs to know: one that is full loses the
 * member that contributes the least hypervolume, which is the newcomer itself where nothing contributes less,
 * so that the hypervolume never falls.
 */
export class FrontArchive {
  /** By falling objectives. */
  readonly members: ArchiveMember[] = [];
  hypervolume = 0;
  /** The place that came nearest to feasible; null once one is feasible. */
  nearest: { readonly place: Place; readonly violation: number } | null = null;
  private readonly capacity: number;

  constructor(readonly reference: readonly number[]) {
    this.capacity = CAPACITY[reference.length] ?? CAPACITY_BEYOND;
  }

  /**
   * Takes an outcome.
   *
   * @returns its gain in [0, 1]: by what share of it the hypervolume rose; while that is 0, the share of the
   *   members that it dominates; before anything is feasible, by what share the least violation fell
   */
  add({
    place,
    objectives,
    violation,
  }: {
    readonly place: Place;
    readonly objectives: readonly number[] | null;
    readonly violation: number;
  }): number {
    if (violation > 0 || objectives === null) return this.approach(place, violation);
    if (this.members.some((member) => covers(member.objectives, objectives))) return 0;
    const before = this.members.length;
    const dominated = this.insert({ place, objectives });
    this.nearest = null;
    const volume = this.hypervolume;
    this.hypervolume = hypervolume(
      this.members.map((member) => member.objectives),
      this.reference,
    );
    if (before === 0) return 1;
    if (this.hypervolume === 0) return dominated / before;
    return Math.max(0, 1 - volume / this.hypervolume);
  }

  private approach(place: Place, violation: number): number {
    const before = this.nearest?.violation ?? Number.POSITIVE_INFINITY;
    if (this.members.length > 0 || !(violation < before)) return 0;
    this.nearest = { place, violation };
    return before === Number.POSITIVE_INFINITY ? 0 : 1 - violation / before;
  }

  /** @returns how many members the new one dominates */
  private insert(added: ArchiveMember): number {
    const kept = this.members.filter((member) => !covers(added.objectives, member.objectives));
    const dominated = this.members.length - kept.length;
    const place = kept.findIndex((member) => compareFalling(added.objectives, member.objectives) < 0);
    kept.splice(place < 0 ? kept.length : place, 0, added);
    if (kept.length > this.capacity) {
      const each = contributions(
        kept.map((member) => member.objectives),
        this.reference,
      );
      kept.splice(each.indexOf(Math.min(...each)), 1);
    }
    this.members.splice(0, this.members.length, ...kept);
    return dominated;
  }
}

/** Whether `a` is nowhere below `b`. */
function covers(a: readonly number[], b: readonly number[]): boolean {
  for (let m = 0; m < a.length; m++) if (a[m]! < b[m]!) return false;
  return true;
}
