import { describe, expect, it } from "vitest";
import { PROBLEMS, type TestProblem } from "../../../benchmarks/optimisers/problems.js";
import { hypervolumeRatio } from "../../../benchmarks/optimisers/solve.js";
import { CMA_DEFAULTS, NSGA2_DEFAULTS, type OptimiserChoice } from "../../../src/optimise/named.js";
import { hypervolume } from "../../../src/pareto/hypervolume.js";

/** Points of the true front of each problem: the coordinates after the first, or the first two, are best here. */
const BEST_REST: Readonly<Record<string, number>> = { ZDT4: 0.5, DTLZ2: 0.5, "C1-DTLZ1": 0.5 };

describe("the test problems", () => {
  it.each(PROBLEMS)(
    "of $name: points of the true front come close to its hypervolume, and not above",
    (problem) => {
      const free = problem.reference.length - 1;
      const side = free === 1 ? 4000 : 60;
      const steps = Array.from({ length: side + 1 }, (_, k) => k / side);
      const first = free === 1 ? steps.map((u) => [u]) : steps.flatMap((u) => steps.map((v) => [u, v]));
      const rest = Array<number>(problem.dimension - free).fill(BEST_REST[problem.name] ?? 0);
      const points = first.map((some) => problem.objectives([...some, ...rest]));
      for (const point of points) expect(problem.excess(point)).toBeLessThanOrEqual(1e-9);
      const measured = hypervolume(
        points.map((point) => point.map((value) => -value)),
        problem.reference.map((value) => -value),
      );
      expect(measured / problem.optimum).toBeLessThanOrEqual(1 + 1e-5);
      expect(measured / problem.optimum).toBeGreaterThan(free === 1 ? 0.999 : 0.97);
    },
  );

  it("of C1-DTLZ1: most points are infeasible", () => {
    const problem = PROBLEMS.find(({ name }) => name === "C1-DTLZ1")!;
    expect(problem.excess(problem.objectives(Array<number>(7).fill(0.3)))).toBeGreaterThan(0);
  });
});

/** Minimise (x, 1 - sqrt x) plus the distance of the others from a curve, where a band beside it is forbidden. */
const curved: TestProblem = {
  name: "curved",
  dimension: 6,
  reference: [1, 1],
  optimum: 2 / 3,
  objectives([x, ...rest]) {
    const off = rest.reduce((sum, y) => sum + (y - 0.2 - 0.3 * x!) ** 2, 0);
    return [x! + off, 1 - Math.sqrt(x!) + off];
  },
  excess: ([first, second]) => first! + second! - 1.2,
};

describe("optimisers that learn", () => {
  it.each<[OptimiserChoice, number]>([
    [{ name: "nsga2", ...NSGA2_DEFAULTS, population: 40 }, 0.94],
    [{ name: "cma-es", ...CMA_DEFAULTS, population: 30 }, 0.87],
    [{ name: "portfolio" }, 0.87],
  ])("come near the front of a constrained problem where sampling does not: %j", (choice, least) => {
    const seeds = Array.from({ length: 12 }, (_, k) => k + 1);
    const ratios = seeds.map((seed) => {
      const sampled = hypervolumeRatio(curved, { name: "low-discrepancy" }, seed, 1500);
      expect(sampled).toBeLessThan(0.82);
      const ratio = hypervolumeRatio(curved, choice, seed, 1500);
      expect(ratio, `seed ${seed}`).toBeGreaterThan(sampled);
      expect(ratio).toBeLessThanOrEqual(1);
      return ratio;
    });
    expect(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length).toBeGreaterThan(least);
  });
});
