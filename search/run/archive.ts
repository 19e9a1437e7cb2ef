import { paretoFront } from "../../src/pareto/front.js";
import { hypervolume } from "../../src/pareto/hypervolume.js";
import type { TaskResult } from "../executor/executor.js";
import { comparable, NOTABLE_RISE } from "../front/comparable.js";

/** What a search has found so far: counts by status, the front, and the history of its hypervolume. */
export class Archive {
  readonly counts: Record<string, number> = {};
  /** Pairs of evaluations and hypervolume, one for each notable rise. */
  readonly history: [number, number][] = [];
  evaluations = 0;
  hypervolume = 0;
  /**
   * The best gain over PAP so far: the most that a feasible candidate is above PAP in revenue and in fairness both,
   * so the smaller of the two, each in its weighted mean over the profiles. Below 0 where none is; null before any.
   */
  bestGain: number | null = null;
  private best: TaskResult[] = [];

  /** @param reference the point that the hypervolume is measured from, one number an objective */
  constructor(private readonly reference: readonly number[]) {}

  /** Takes results in the order of their ids. */
  add(results: readonly TaskResult[]): void {
    for (const { status } of results) this.counts[status] = (this.counts[status] ?? 0) + 1;
    this.evaluations += results.length;
    const feasible = results.filter((result) => result.status === "feasible");
    if (feasible.length === 0) return;
    for (const { scores } of feasible) {
      if (scores === null) continue;
      const gain = Math.min(scores.revenueOverPap, scores.fairnessOverPap) - 1;
      this.bestGain = Math.max(this.bestGain ?? gain, gain);
    }
    const pool = [...this.best, ...feasible];
    const points = pool.map((result) => comparable(result)!);
    this.best = paretoFront(points).map((k) => pool[k]!);
    const value = hypervolume(
      this.best.map((result) => comparable(result)!),
      this.reference,
    );
    if (value <= this.hypervolume) return;
    const before = this.history.at(-1)?.[1] ?? 0;
    if (value > before * (1 + NOTABLE_RISE)) this.history.push([this.evaluations, value]);
    this.hypervolume = value;
  }

  /** The non-dominated feasible results, by falling first objective. */
  get front(): readonly TaskResult[] {
    return this.best;
  }

  /** Evaluations since the hypervolume last rose notably. */
  get stagnant(): number {
    return this.evaluations - (this.history.at(-1)?.[0] ?? 0);
  }
}
