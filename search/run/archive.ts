import { type GridPoint, gridFront, gridKept } from "../../src/pareto/grid.js";
import { hypervolume } from "../../src/pareto/hypervolume.js";
import type { TaskResult } from "../executor/executor.js";
import { comparable, NOTABLE_RISE } from "../front/comparable.js";
import type { ResolvedJob } from "../job/job.js";

/**
 * What a search has found so far: counts by status, what the job's grid keeps, the front, and the history of its
 * hypervolume.
 */
export class Archive {
  readonly counts: Record<string, number> = {};
  /** Pairs of evaluations and hypervolume, one for each notable rise. */
  readonly history: [number, number][] = [];
  evaluations = 0;
  /** That of the front. It may fall by what lies within a box of the grid; `history` only rises. */
  hypervolume = 0;
  /**
   * The best gain over PAP so far: the most that a candidate of the front was above PAP in revenue and in fairness
   * both, so the smaller of the two, each in its weighted mean over the profiles. Below 0 where none is; null before any.
   */
  bestGain: number | null = null;
  private readonly reference: readonly number[];
  private readonly grid: number;
  private kept: readonly TaskResult[] = [];
  private shown: readonly TaskResult[] = [];

  /** @param job the point that the hypervolume is measured from, one number an objective, and the side of a box */
  constructor({ reference, grid }: Pick<ResolvedJob, "reference" | "grid">) {
    this.reference = reference;
    this.grid = grid;
  }

  /** What the grid would keep if these results were added. */
  keptWith(results: readonly TaskResult[]): readonly TaskResult[] {
    const feasible = results.filter(({ status }) => status === "feasible");
    if (feasible.length === 0) return this.kept;
    const pool = [...this.kept, ...feasible];
    return gridKept(pool.map(gridPoint), this.grid).map((k) => pool[k]!);
  }

  add(results: readonly TaskResult[]): void {
    for (const { status } of results) this.counts[status] = (this.counts[status] ?? 0) + 1;
    this.evaluations += results.length;
    const kept = this.keptWith(results);
    const isSame = kept.length === this.kept.length && kept.every((each, k) => each === this.kept[k]);
    if (isSame) return;
    this.kept = kept;
    this.shown = gridFront(kept.map(gridPoint)).map((k) => kept[k]!);
    for (const { scores } of this.shown) {
      if (scores === null) continue;
      const gain = Math.min(scores.revenueOverPap, scores.fairnessOverPap) - 1;
      this.bestGain = Math.max(this.bestGain ?? gain, gain);
    }
    this.hypervolume = hypervolume(
      this.shown.map((result) => comparable(result)!),
      this.reference,
    );
    const before = this.history.at(-1)?.[1] ?? 0;
    if (this.hypervolume > before * (1 + NOTABLE_RISE)) {
      this.history.push([this.evaluations, this.hypervolume]);
    }
  }

  /** What the grid keeps: the front, and preferred points that a point of it dominates. */
  get members(): readonly TaskResult[] {
    return this.kept;
  }

  /** The members that no other one dominates, by falling first objective. */
  get front(): readonly TaskResult[] {
    return this.shown;
  }

  /** Evaluations since the hypervolume last rose notably. */
  get stagnant(): number {
    return this.evaluations - (this.history.at(-1)?.[0] ?? 0);
  }
}

/** A feasible result as the grid sees it: preferred where it dominates PAP at every profile. */
function gridPoint(result: TaskResult): GridPoint {
  return { id: result.id, objectives: comparable(result)!, preferred: result.uniform === true };
}
