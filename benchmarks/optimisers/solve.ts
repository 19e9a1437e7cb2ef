import { type OptimiserChoice, optimiserNamed } from "../../src/optimise/named.js";
import { hypervolume } from "../../src/pareto/hypervolume.js";
import type { TestProblem } from "./problems.js";

const BATCH = 16;

/** The hypervolume of everything feasible that an optimiser evaluates on a problem, over the true front's. */
export function hypervolumeRatio(
  problem: TestProblem,
  choice: OptimiserChoice,
  seed: number,
  evaluations: number,
): number {
  const reference = problem.reference.map((value) => -value);
  const space = { dimensions: [problem.dimension], reference, starts: [] };
  const optimiser = optimiserNamed(choice, space, seed);
  const feasible: number[][] = [];
  for (let done = 0; done < evaluations; ) {
    const trials = optimiser.ask(Math.min(BATCH, evaluations - done));
    const results = trials.map(({ id, coordinates }) => {
      const objectives = problem.objectives(coordinates);
      const violation = Math.max(0, problem.excess(objectives));
      return { id, objectives: objectives.map((value) => -value), violation };
    });
    for (const { objectives, violation } of results) if (violation === 0) feasible.push(objectives);
    optimiser.tell(results);
    done += trials.length;
  }
  return hypervolume(feasible, reference) / problem.optimum;
}
