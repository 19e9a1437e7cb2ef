import { paretoFront } from "../src/pareto/front.js";
import { hypervolume } from "../src/pareto/hypervolume.js";
import type { TaskResult } from "./executor/executor.js";
import type { ResolvedJob } from "./job.js";

/** What the hypervolume of two objectives relative to PAP is measured from. */
export const REFERENCE: readonly [number, number] = [0, 0];

/** What a search has found so far: counts by status, the front, and the history of its hypervolume. */
export class Archive {
  readonly counts: Record<string, number> = {};
  readonly reference = REFERENCE;
  /** Pairs of evaluations and hypervolume, one for each rise. */
  readonly history: [number, number][] = [];
  evaluations = 0;
  hypervolume = 0;
  private best: TaskResult[] = [];

  constructor(private readonly objectives: ResolvedJob["objectives"]) {}

  /** Takes results in the order of their ids. */
  add(results: readonly TaskResult[]): void {
    for (const { status } of results) this.counts[status] = (this.counts[status] ?? 0) + 1;
    this.evaluations += results.length;
    const feasible = results.filter((result) => result.status === "feasible");
    if (feasible.length === 0) return;
    const pool = [...this.best, ...feasible];
    const points = pool.map((result) => this.objectivesOf(result)!);
    this.best = paretoFront(points).map((k) => pool[k]!);
    const value = hypervolume(points, REFERENCE);
    if (value <= this.hypervolume) return;
    this.hypervolume = value;
    this.history.push([this.evaluations, value]);
  }

  /** The non-dominated feasible results, by falling first objective. */
  get front(): readonly TaskResult[] {
    return this.best;
  }

  /**
   * The objectives of a result, all maximised; null where it is infeasible. Ten significant digits, so that
   * no point is on the front by the rounding of its figures alone.
   */
  objectivesOf({ status, scores }: Pick<TaskResult, "status" | "scores">): number[] | null {
    if (status !== "feasible" || !scores) return null;
    return this.objectives.map((name) => Number(scores[name].toPrecision(10)));
  }

  /** Evaluations since the hypervolume last rose. */
  get stagnant(): number {
    return this.evaluations - (this.history.at(-1)?.[0] ?? 0);
  }
}
