import { type Evaluation, evaluate } from "../../src/evaluate.js";
import { InputError } from "../../src/input-error.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { screen } from "../../src/sybil/screen.js";
import type { EvaluationContext, Task, TaskResult } from "./executor.js";

/** Builds and evaluates one candidate. A candidate that cannot be built is an invalid mechanism. */
export async function evaluateTask(task: Task, context: EvaluationContext): Promise<TaskResult> {
  const { id } = task;
  try {
    const mechanism = await buildMechanism(task.candidate);
    const { candidate } = mechanism;
    const evaluation = evaluate(mechanism, context.scenario, context.constraints);
    const { status, reason, scores } = evaluation;
    const summary = { id, candidate, status, reason, scores };
    return task.full ? { ...summary, evaluation: withEveryNotion(mechanism, evaluation, context) } : summary;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const reason = error.message;
    return { id, candidate: task.candidate, status: "invalid-mechanism", reason, scores: null };
  }
}

/** The evaluation with a verdict for each of the three Sybil notions, whatever the job asked for. */
function withEveryNotion(
  mechanism: Mechanism,
  evaluation: Evaluation,
  { scenario, constraints }: EvaluationContext,
): Evaluation {
  const played = evaluation.perProfile.map(({ bids }, k) => ({ values: scenario.profiles[k]!.values, bids }));
  const sybil = (["split", "best-response", "equilibrium"] as const).map((notion) =>
    screen(mechanism, notion, constraints, played),
  );
  return { ...evaluation, sybil };
}
