import { Evaluator } from "../../src/evaluate.js";
import { ruleForExit } from "../../src/evaluation/exit-play.js";
import { objectiveOf } from "../../src/evaluation/objective.js";
import { InputError } from "../../src/input-error.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import type { Candidate, Mechanism } from "../../src/mechanism/mechanism.js";
import type { EvaluationContext, Task, TaskResult } from "../executor/executor.js";
import { DEFAULT_MEMORY, DEFAULT_PATIENCE, threadExecutor } from "../executor/threads.js";
import type { EvaluationWork } from "./schema.js";
import { type BenchReport, timedPasses, timedWaits } from "./timing.js";

/** A candidate's [revenue, fairness, s3, eps]; null where the first-order conditions have no solution. */
export type Scores = readonly [revenue: number, fairness: number, s3: number, eps: number] | null;

/**
 * Work unit W2, candidates of one family scored over the same profiles: evaluates all again and again, in the
 * calling thread or by the workers of a search.
 *
 * @param minimum seconds to go on for, at least
 * @param where   how messages call the work
 * @param workers 1 for the calling thread
 * @throws InputError where a parameter is out of bounds
 */
export async function benchEvaluate(
  work: EvaluationWork,
  minimum: number,
  where: string,
  workers: number,
): Promise<BenchReport> {
  const evaluation = await ProfileEvaluation.of(work, where);
  const about = { peer: "goldilocks", work: "W2", units_per_pass: work.candidates.length } as const;
  if (workers > 1) return { ...about, ...(await byWorkers(work, minimum, workers)) };
  const seconds = timedPasses(() => evaluation.scoreAll(), minimum);
  return { ...about, pass_seconds: seconds, solutions: evaluation.solutions() };
}

/** Candidates that workers get at once, at least, as in a search: a pass goes through the file as often as that takes. */
const BATCH = 64;

async function byWorkers(
  work: EvaluationWork,
  minimum: number,
  workers: number,
): Promise<Pick<BenchReport, "units_per_pass" | "pass_seconds" | "solutions">> {
  const count = work.candidates.length;
  const units = count * Math.ceil(BATCH / count);
  const tasks = Array.from(
    { length: units },
    (_, id): Task => ({ id, candidate: candidateOf(work, id % count) }),
  );
  const options = { workers, patience: DEFAULT_PATIENCE, memory: DEFAULT_MEMORY, onIncident() {} };
  const executor = await threadExecutor(contextOf(work), options);
  try {
    let results: readonly TaskResult[] = [];
    const pass = async () => {
      results = await executor.run(tasks);
    };
    const seconds = await timedWaits(pass, minimum);
    return { units_per_pass: units, pass_seconds: seconds, solutions: results.slice(0, count).map(scoresIn) };
  } finally {
    await executor.close();
  }
}

/**
 * Scores own-bid rules of convex cost over profiles, at the point where as many players as possible are in, by the
 * evaluation that searches use:
 *
 *     revenue   mean of sum_i p_i
 *     fairness  mean of the geometric mean of the shares of all players, 0 where one is out
 *     s3        max over players and k = 2..K of (u_k - u_1) / v_i, at fixed bids of the others
 *     eps       max over players of (u_1 - utility) / v_i
 *
 * u_k is the best utility through exactly k identities, u_1 the best single bid's or 0.
 */
export class ProfileEvaluation {
  private readonly evaluator: Evaluator;
  private readonly scores: Scores[];

  private constructor(
    private readonly mechanisms: readonly Mechanism[],
    context: EvaluationContext,
  ) {
    this.evaluator = new Evaluator(context.scenario, context.constraints, { ...context, brief: true });
    this.scores = mechanisms.map(() => null);
  }

  /** @throws InputError where a parameter is out of bounds */
  static async of(work: EvaluationWork, where: string): Promise<ProfileEvaluation> {
    const mechanisms = work.candidates.map(async (_, k) => {
      const place = `${where}: candidates.${k}`;
      const mechanism = await buildMechanism(candidateOf(work, k), place);
      if (ruleForExit(mechanism) === null) {
        throw new InputError(`${place}: not an own-bid rule of convex cost and no weight at zero`);
      }
      return mechanism;
    });
    return new ProfileEvaluation(await Promise.all(mechanisms), contextOf(work));
  }

  /** Scores every rule afresh: nothing is carried over from rule to rule or pass to pass. */
  scoreAll(): void {
    for (let k = 0; k < this.mechanisms.length; k++) {
      this.scores[k] = scoresIn(this.evaluator.evaluate(this.mechanisms[k]!));
    }
  }

  solutions(): readonly Scores[] {
    return this.scores;
  }
}

function candidateOf({ candidates }: EvaluationWork, k: number): Candidate {
  const [alpha, fee, kappa] = candidates[k]!;
  return { family: "power-fee-quadratic", parameters: { alpha, fee, kappa } };
}

/** The profiles as they stand, in their own unit, and no constraint that would stop an evaluation. */
function contextOf({ profiles, kmax }: EvaluationWork): EvaluationContext {
  const scenario = {
    name: "w2",
    profiles: profiles.map((values, k) => ({
      ...{ name: `profile-${k + 1}`, values, scale: 1, unit: "value units", weight: 1 / profiles.length },
    })),
  };
  const constraints = { notions: [], identities: kmax, tolerance: 1, regret: 1, seed: 0 };
  return {
    scenario,
    constraints,
    objectives: [objectiveOf("revenue"), objectiveOf("fairness")],
    selection: "lowest-value-exit",
  };
}

function scoresIn({ objectives, exit }: Pick<TaskResult, "objectives" | "exit">): Scores {
  return objectives && exit ? [objectives[0]!, objectives[1]!, exit.gainShare, exit.regretShare] : null;
}
