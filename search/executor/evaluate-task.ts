import { Evaluator } from "../../src/evaluate.js";
import type { Evaluation, EvaluationStatus } from "../../src/evaluation/evaluation.js";
import { InputError } from "../../src/input-error.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { SYBIL_NOTIONS } from "../../src/sybil/options.js";
import type { Verdict } from "../../src/sybil/verdict.js";
import { verify } from "../../src/sybil/verify.js";
import type { EvaluationContext, Purpose, Task, TaskResult } from "./executor.js";
import { verificationOptions } from "./verification.js";

/** A candidate that cannot be built fails every constraint there is. */
const UNBUILT = 10;

/** What lets every mechanism through to its equilibria. */
export const UNCONSTRAINED = { notions: [], withholding: true } as const;

/**
 * What builds and evaluates one candidate after another in a context. A candidate that cannot be built is an
 * invalid mechanism.
 */
export function taskEvaluator(context: EvaluationContext): (task: Task) => Promise<TaskResult> {
  const { scenario, constraints } = context;
  const brief = new Evaluator(scenario, constraints, { ...context, brief: true });
  const whole = new Evaluator(scenario, constraints, context);
  const free = new Evaluator(scenario, { ...constraints, ...UNCONSTRAINED }, { ...context, brief: true });
  const resultOf = async (task: Task): Promise<TaskResult> => {
    const { id, purpose } = task;
    let mechanism: Mechanism;
    try {
      mechanism = await buildMechanism(task.candidate);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const failure = { status: "invalid-mechanism", reason: error.message, violation: UNBUILT } as const;
      return { id, candidate: task.candidate, ...failure, scores: null, objectives: null };
    }
    const { candidate } = mechanism;
    const evaluator = purpose === "detail" ? whole : purpose === "picture" ? free : brief;
    const quick = evaluator.evaluate(mechanism);
    const evaluation =
      purpose === "verify" && quick.status === "feasible" ? await verified(mechanism, quick, context) : quick;
    const { status, reason, violation, scores, objectives, exit } = evaluation;
    const figures = { status, reason, violation, scores, objectives, ...(exit ? { exit } : {}) };
    const uniform = evaluation.dominatesPap?.kind === "uniform" ? ({ uniform: true } as const) : {};
    const record: TaskResult = { id, candidate, ...figures, ...uniform };
    return purpose === undefined ? record : { ...record, ...furtherOf(evaluation, purpose) };
  };
  return async (task) => {
    const start = performance.now();
    const result = await resultOf(task);
    return { ...result, took: Number(((performance.now() - start) / 1000).toPrecision(3)) };
  };
}

/** What a result holds further for a purpose. */
function furtherOf({ perProfile, sybil, dominatesPap }: Evaluation, purpose: Purpose): Partial<Evaluation> {
  return { verify: { sybil, dominatesPap }, detail: { perProfile }, picture: {} }[purpose];
}

/** The evaluation with the full verdict on each of the three Sybil notions, whatever the job asked for. */
async function verified(
  mechanism: Mechanism,
  evaluation: Evaluation,
  { constraints }: EvaluationContext,
): Promise<Evaluation> {
  const sybil = await verify(mechanism, SYBIL_NOTIONS, verificationOptions(constraints), evaluation.played);
  const broken = sybil.find(
    ({ notion, outcome }) => outcome === "refuted" && constraints.notions.some((each) => each === notion),
  );
  return { ...evaluation, sybil, ...(broken ? refutation(broken) : {}) };
}

function refutation({
  notion,
  largestGainShare,
}: Verdict): Pick<Evaluation, "status" | "reason" | "violation"> {
  return {
    status: `refuted-${notion}` as EvaluationStatus,
    reason: `${notion}: identities gain ${largestGainShare.toExponential(1)}, as the full verification found`,
    violation: 1,
  };
}
