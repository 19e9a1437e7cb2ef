import type { Grade } from "../../src/claim/grade.js";
import { type Equilibrium, regretGrade, type Solution } from "../../src/equilibrium/solution.js";
import type { Candidate } from "../../src/mechanism/mechanism.js";
import { type MetricValues, metricsOf } from "../../src/metric/metrics.js";

/** `goldilocks/solution/1`: one game's answer, as `solve --json` prints it. */
export interface SolutionDocument {
  readonly schema: "goldilocks/solution/1";
  readonly mechanism: Candidate;
  readonly values: readonly number[];
  readonly status: Solution["status"];
  readonly reason?: string;
  readonly equilibria: readonly EquilibriumDocument[];
}

interface EquilibriumDocument extends Equilibrium {
  readonly regret: Equilibrium["regret"] & { readonly grade: Grade };
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
    equilibria: solution.equilibria.map((each) => ({
      ...each,
      regret: { ...each.regret, grade: regretGrade(each.regret) },
      metrics: metricsOf(values, each),
    })),
  };
}
