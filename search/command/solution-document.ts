import type { Grade } from "../../src/claim/grade.js";
import { type Equilibrium, regretGrade, type Solution } from "../../src/equilibrium/solution.js";
import type { Candidate } from "../../src/mechanism/mechanism.js";
import { excludedBy, type MetricValues, metricsOf } from "../../src/metric/metrics.js";

/** `goldilocks/solution/1`: one game's answer, as `solve --json` prints it. */
export interface SolutionDocument {
  readonly schema: "goldilocks/solution/1";
  readonly mechanism: Candidate;
  readonly values: readonly number[];
  readonly status: Solution["status"];
  readonly reason?: string;
  /** Whether all pure equilibria are listed, and in what sense. */
  readonly complete: boolean;
  readonly completeness: string;
  readonly equilibria: readonly EquilibriumDocument[];
}

const COMPLETE =
  "searched, not proved: among every set of players that the price of entry beside the highest values does not rule out; " +
  "with two in, at all crossings on a grid of log odds of the share, with more, from a start on every choice of branches";
const INCOMPLETE = "those that the starts of the search led to; there may be more";

export interface EquilibriumDocument extends Equilibrium {
  readonly regret: Equilibrium["regret"] & { readonly grade: Grade };
  /** Players, counted from 1, whom PAP keeps in and who bid 0 here; pure ones only. */
  readonly excludes?: readonly number[];
  readonly metrics: MetricValues;
}

/** The document of a solution. */
export function solutionDocument(
  mechanism: Candidate,
  values: readonly number[],
  solution: Solution,
): SolutionDocument {
  return {
    schema: "goldilocks/solution/1",
    mechanism,
    values,
    status: solution.status,
    ...(solution.reason === undefined ? {} : { reason: solution.reason }),
    complete: solution.complete ?? false,
    completeness: solution.complete ? COMPLETE : INCOMPLETE,
    equilibria: solution.equilibria.map((each) => ({
      ...each,
      regret: { ...each.regret, grade: regretGrade(each.regret) },
      ...(each.kind === "pure" ? { excludes: excludedBy(values, each.bids) } : {}),
      metrics: metricsOf(values, each),
    })),
  };
}
