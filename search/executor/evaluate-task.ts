import { Evaluator } from "../../src/evaluate.js";
import type { Evaluation, EvaluationStatus } from "../../src/evaluation/evaluation.js";
import { InputError } from "../../src/input-error.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { SYBIL_NOTIONS } from "../../src/sybil/options.js";
import type { Verdict } from "../../src/sybil/verdict.js";
import { verify } from "../../src/sybil/verify.js";
import { loadLinearProgrammeSolver } from "../io/linear-programme.js";
import type { EvaluationContext, Purpose, Task, TaskResult } from "./executor.js";
import { StepsFinder } from "./steps.js";
import { verificationOptions } from "./verification.js";

/** A candidate that cannot be built fails every constraint there is. */
const UNBUILT = 10;

/** What lets every mechanism through to its equilibria. */
export const UNCONSTRAINED = { notions: [], withholding: true, figures: [], participation: "any" } as const;

/**
 * What builds and evaluates one candidate after another in a context. A candidate that cannot be built is an
 * invalid mechanism.
 */
export function taskEvaluator(context: EvaluationContext): (task: Task) => Promise<TaskResult> {
  const steps = new StepsFinder(context);
  let evaluators: Promise<Evaluators> | null = null;
  const resultOf = async (task: Task): Promise<TaskResult> => {
    evaluators ??= evaluatorsFor(context);
    const { brief, whole, free } = await evaluators;
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
    const programme = task.steps ? { programme: await steps.at(task, task.steps, mechanism, quick) } : {};
    const uniform = evaluation.dominatesPap?.kind === "uniform" ? ({ uniform: true } as const) : {};
    const record: TaskResult = { id, candidate, ...figures, ...programme, ...uniform };
    return purpose === undefined ? record : { ...record, ...furtherOf(evaluation, purpose) };
  };
  return async (task) => {
    const start = performance.now();
    const result = await resultOf(task);
    return { ...result, took: Number(((performance.now() - start) / 1000).toPrecision(3)) };
  };
}

interface Evaluators {
  /** For candidates, for points that are published, and for pictures. */
  readonly brief: Evaluator;
  readonly whole: Evaluator;
  readonly free: Evaluator;
}

/** What evaluates in a context; mixed equilibria take a solver of linear programmes, which is slow to load. */
async function evaluatorsFor(context: EvaluationContext): Promise<Evaluators> {
  const { scenario, constraints, equilibria } = context;
  const tools = equilibria === "any" ? { solveProgramme: await loadLinearProgrammeSolver() } : {};
  const options = { ...context, ...tools };
  return {
    brief: new Evaluator(scenario, constraints, { ...options, brief: true }),
    whole: new Evaluator(scenario, constraints, options),
    free: new Evaluator(scenario, { ...constraints, ...UNCONSTRAINED }, { ...options, brief: true }),
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
