import type { Candidate } from "../../src/mechanism/mechanism.js";
import type { Archive } from "../archive.js";
import { evaluateTask } from "../executor/evaluate-task.js";
import type { EvaluationContext, Executor } from "../executor/executor.js";
import type { ResolvedJob } from "../job.js";
import { VERSION } from "../version.js";
import { digestOf } from "./digest.js";
import { FRONT_SCHEMA, type Front, type FrontPoint, type Point } from "./front.js";

const PAP: Candidate = { family: "pap" };

/** Points that every picture compares with: WTA and the Tullock curve by rising alpha. */
const REFERENCES: readonly Candidate[] = [
  { family: "wta" },
  ...[
    0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1, 1.01, 1.02, 1.03, 1.04, 1.05, 1.1, 1.15, 1.2, 1.3,
  ].map((alpha) => ({ family: "tullock", parameters: { alpha } })),
];

/**
 * The publishable front of a finished search: every point evaluated once more in full, with a verdict for
 * every Sybil notion. A point that the fuller verification refutes would leave the front; the searched
 * screen of today is the same in both, so none does.
 */
export async function assembleFront(
  job: ResolvedJob,
  jobHash: string,
  executor: Executor,
  context: EvaluationContext,
  archive: Archive,
  stopped: string,
  wallSeconds: () => number,
): Promise<Front> {
  const tasks = archive.front.map(({ id, candidate }) => ({ id, candidate, full: true as const }));
  const front = (await executor.run(tasks)).map(({ id, candidate, evaluation }): FrontPoint => {
    if (!evaluation?.scores || !evaluation.dominatesPap)
      throw new Error(`candidate ${id} was feasible and is not when evaluated again`);
    const { scores, perProfile, sybil, dominatesPap } = evaluation;
    return { id, candidate, scores, perProfile, sybil, dominatesPap };
  });
  const unconstrained = { ...context, constraints: { ...context.constraints, notions: [] } };
  const content = {
    schema: FRONT_SCHEMA,
    job,
    jobHash,
    objectives: job.objectives.map((name) => ({ name, unit: unitOf(name), sense: "maximise" as const })),
    scenario: job.scenario,
    baseline: (await referencePoints([PAP], unconstrained))[0]!,
    references: await referencePoints(REFERENCES, unconstrained),
    counts: archive.counts,
    stopped: { reason: stopped, success: true },
    hypervolume: { value: archive.hypervolume, reference: archive.reference, history: archive.history },
    front,
  } as const;
  const made = {
    at: new Date().toISOString(),
    code: VERSION,
    node: process.version,
    seed: job.seed,
    wallSeconds: wallSeconds(),
    workers: executor.workers,
  };
  return { ...content, made, sha256: digestOf({ ...content, made }) };
}

/** Evaluations of the candidates that have an equilibrium at every profile; the others are left out. */
async function referencePoints(
  candidates: readonly Candidate[],
  context: EvaluationContext,
): Promise<Point[]> {
  const points: Point[] = [];
  for (const candidate of candidates) {
    const result = await evaluateTask({ id: -1, candidate, full: true }, context);
    const { scores, perProfile } = result.evaluation ?? { scores: null, perProfile: [] };
    if (scores) points.push({ candidate: result.candidate, scores, perProfile });
  }
  return points;
}

function unitOf(objective: string): string {
  return objective.endsWith("OverPap") ? "relative to PAP" : "share";
}
