import { type Columns, columnsOf } from "../../src/pareto/columns.js";
import { hypervolumeOf } from "../../src/pareto/hypervolume.js";
import { paretoRanks } from "../../src/pareto/ranks.js";
import type { FrontWork } from "./schema.js";
import { type BenchReport, timedPasses } from "./timing.js";

/** The report of work unit W3: the parts of each pass beside the whole. */
export interface FrontReport extends BenchReport {
  readonly sort_seconds: readonly number[];
  readonly hv_seconds: readonly number[];
}

/**
 * Work unit W3: ranks every point of a set by non-dominated sorting and measures the set's hypervolume, all
 * objectives minimised, again and again.
 *
 * @param minimum seconds to go on for, at least, half of it for each part
 */
export function benchFront({ points, ref }: FrontWork, minimum: number): FrontReport {
  const columns = negated(columnsOf(points, ref.length));
  const reference = ref.map((value) => -value);
  let ranks: Uint32Array = new Uint32Array();
  let hypervolume = 0;
  const sorts = timedPasses(() => {
    ranks = paretoRanks(columns);
  }, minimum / 2);
  const volumes = timedPasses(() => {
    hypervolume = hypervolumeOf(columns, reference);
  }, minimum / 2);
  return {
    peer: "goldilocks",
    work: "W3",
    units_per_pass: 1,
    pass_seconds: sorts.slice(0, volumes.length).map((seconds, k) => seconds + volumes[k]!),
    sort_seconds: sorts,
    hv_seconds: volumes,
    solutions: [{ ranks: Array.from(ranks), hypervolume }],
  };
}

/** The package maximises; what is minimised is turned over. */
function negated(columns: Columns): Columns {
  return columns.map((column) => column.map((value) => -value));
}
