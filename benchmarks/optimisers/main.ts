import { CMA_DEFAULTS, NSGA2_DEFAULTS, type OptimiserChoice } from "../../src/optimise/named.js";
import { PROBLEMS } from "./problems.js";
import { hypervolumeRatio } from "./solve.js";

/**
 * The optimisers on test problems with known fronts: the hypervolume of everything evaluated over the true
 * front's, the median and the worst of several seeds, and how long a run takes.
 *
 *     npm run bench:optimisers [-- EVALUATIONS [SEEDS]]
 */

const CHOICES: readonly OptimiserChoice[] = [
  { name: "low-discrepancy" },
  { name: "nsga2", ...NSGA2_DEFAULTS },
  { name: "cma-es", ...CMA_DEFAULTS },
  { name: "portfolio" },
];

const evaluations = Number(process.argv[2] ?? 25_000);
const seeds = Array.from({ length: Number(process.argv[3] ?? 5) }, (_, k) => k + 1);

console.log(`${evaluations} evaluations, ${seeds.length} seeds: hypervolume over the true front's`);
console.log("problem    optimiser         median    worst   seconds a run");
for (const problem of PROBLEMS) {
  for (const choice of CHOICES) {
    const started = performance.now();
    const ratios = seeds
      .map((seed) => hypervolumeRatio(problem, choice, seed, evaluations))
      .sort((a, b) => a - b);
    const seconds = (performance.now() - started) / 1000 / seeds.length;
    const median = (ratios[(ratios.length - 1) >> 1]! + ratios[ratios.length >> 1]!) / 2;
    console.log(
      `${problem.name.padEnd(10)} ${choice.name.padEnd(16)} ${median.toFixed(5)}  ${ratios[0]!.toFixed(5)}  ${seconds.toFixed(1).padStart(6)}`,
    );
  }
}
