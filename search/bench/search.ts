import { type OptimiserChoice, optimiserNamed } from "../../src/optimise/named.js";
import type { SearchSpace, Trial, TrialResult } from "../../src/optimise/optimiser.js";
import { paretoFront } from "../../src/pareto/front.js";
import { hypervolume } from "../../src/pareto/hypervolume.js";
import { ProfileEvaluation, type Scores } from "./evaluate.js";
import type { EvaluationWork } from "./schema.js";
import type { BenchReport } from "./timing.js";

/** What is searched: [alpha, fee, kappa] of power-fee-quadratic. */
export const BOUNDS: readonly (readonly [number, number])[] = [
  [0.5, 0.99],
  [0, 0.12],
  [0, 2],
];
/** A candidate is feasible where Sybils gain at most this share of their value, and its regret is at most this. */
export const MOST_GAIN = 0.01;
export const MOST_REGRET = 1e-6;
const REFERENCE = [0, 0];
/** The largest hypervolume of (revenue, fairness) known for the profiles of w2_small.json. */
export const BEST_KNOWN = 0.0735155;
const BATCH = 16;

type Parameters = EvaluationWork["candidates"][number];

export interface SearchOptions {
  readonly optimiser: OptimiserChoice;
  readonly seeds: readonly number[];
  /** After how many evaluations hypervolumes are taken, rising. */
  readonly evaluations: readonly number[];
}

/** The search of one seed. */
export interface SearchAnswer {
  readonly seed: number;
  /** After so many evaluations each, every point of the front evaluated once more. */
  readonly hypervolumes: readonly number[];
  /** [alpha, fee, kappa, revenue, fairness, s3, eps] of the front at the end, by falling revenue. */
  readonly front: readonly (readonly number[])[];
}

/** The report of work unit W4; a pass is the search of one seed. */
export interface SearchReport extends BenchReport {
  readonly optimiser: OptimiserChoice;
  readonly evaluations: readonly number[];
  readonly best_known: number;
  /** Over the seeds, the hypervolumes over the best known. */
  readonly median_ratio: readonly number[];
  readonly worst_ratio: readonly number[];
}

/**
 * Work unit W4, the quality of a search: maximises (revenue, fairness) of one family over profiles, subject to
 * s3 <= 0.01 and eps <= 1e-6, and measures the hypervolume above (0, 0) of the front of everything evaluated.
 */
export async function benchSearch(
  work: EvaluationWork,
  options: SearchOptions,
  where: string,
): Promise<SearchReport> {
  const seconds: number[] = [];
  const answers: SearchAnswer[] = [];
  for (const seed of options.seeds) {
    const start = performance.now();
    answers.push(await searched(work, options, seed, where));
    seconds.push((performance.now() - start) / 1000);
  }
  const rising = options.evaluations.map((_, k) =>
    answers.map(({ hypervolumes }) => hypervolumes[k]! / BEST_KNOWN).sort((a, b) => a - b),
  );
  return {
    peer: "goldilocks",
    work: "W4",
    units_per_pass: options.evaluations.at(-1)!,
    pass_seconds: seconds,
    optimiser: options.optimiser,
    evaluations: options.evaluations,
    best_known: BEST_KNOWN,
    median_ratio: rising.map(median),
    worst_ratio: rising.map((each) => each[0]!),
    solutions: answers,
  };
}

/** A candidate with its scores. */
interface Scored {
  readonly parameters: Parameters;
  readonly scores: NonNullable<Scores>;
}

async function searched(
  work: EvaluationWork,
  { optimiser: choice, evaluations }: SearchOptions,
  seed: number,
  where: string,
): Promise<SearchAnswer> {
  const space: SearchSpace = { dimensions: [BOUNDS.length], reference: REFERENCE, starts: [] };
  const optimiser = optimiserNamed(choice, space, seed);
  const fronts: Scored[][] = [];
  let front: Scored[] = [];
  let done = 0;
  for (const target of evaluations) {
    while (done < target) {
      const trials = optimiser.ask(Math.min(BATCH, target - done));
      const candidates = trials.map(parametersOf);
      const scores = await scoresOf(work, candidates, where);
      optimiser.tell(trials.map(({ id }, k) => resultOf(id, scores[k]!)));
      front = frontOf([...front, ...feasibleOf(candidates, scores)]);
      done += trials.length;
    }
    fronts.push(front);
  }
  const again = await Promise.all(fronts.map((each) => evaluatedAgain(work, each, where)));
  return {
    seed,
    hypervolumes: again.map((each) => hypervolume(each.map(objectivesOf), REFERENCE)),
    front: again.at(-1)!.map(({ parameters, scores }) => [...parameters, ...scores]),
  };
}

function parametersOf({ coordinates }: Trial): Parameters {
  const [alpha, fee, kappa] = BOUNDS.map(([low, high], k) => low + (high - low) * coordinates[k]!);
  return [alpha!, fee!, kappa!];
}

async function scoresOf(
  work: EvaluationWork,
  candidates: Parameters[],
  where: string,
): Promise<readonly Scores[]> {
  const evaluation = await ProfileEvaluation.of({ ...work, candidates }, where);
  evaluation.scoreAll();
  return evaluation.solutions();
}

/** By evaluations that have nothing in common with those of the search but the code. */
async function evaluatedAgain(work: EvaluationWork, front: Scored[], where: string): Promise<Scored[]> {
  const candidates = front.map(({ parameters }) => parameters);
  return frontOf(feasibleOf(candidates, await scoresOf(work, candidates, where)));
}

function resultOf(id: number, scores: Scores): TrialResult {
  const violation = violationOf(scores);
  return { id, objectives: scores && [scores[0], scores[1]], violation };
}

/** What stands for a candidate without an equilibrium: further from feasible than any with one. */
const NO_EQUILIBRIUM = 100;

/** By how many powers of e gain and regret exceed what is allowed, added up. */
export function violationOf(scores: Scores): number {
  if (scores === null) return NO_EQUILIBRIUM;
  const [, , gain, regret] = scores;
  return Math.log(Math.max(1, gain / MOST_GAIN)) + Math.log(Math.max(1, regret / MOST_REGRET));
}

function feasibleOf(candidates: readonly Parameters[], all: readonly Scores[]): Scored[] {
  return candidates.flatMap((parameters, k) => {
    const scores = all[k]!;
    return scores !== null && violationOf(scores) === 0 ? [{ parameters, scores }] : [];
  });
}

function frontOf(scored: readonly Scored[]): Scored[] {
  return paretoFront(scored.map(objectivesOf)).map((k) => scored[k]!);
}

function objectivesOf({ scores: [revenue, fairness] }: Scored): number[] {
  return [revenue, fairness];
}

function median(rising: readonly number[]): number {
  return (rising[(rising.length - 1) >> 1]! + rising[rising.length >> 1]!) / 2;
}
