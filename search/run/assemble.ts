import { evaluate } from "../../src/evaluate.js";
import { figureOf } from "../../src/evaluation/objective.js";
import type { Candidate } from "../../src/mechanism/mechanism.js";
import type { EvaluationContext } from "../executor/executor.js";
import { publishedFront } from "../front/detail.js";
import { digestOf } from "../front/digest.js";
import { FRONT_SCHEMA, type Front, type FrontPoint, type Point, type Rejected } from "../front/front.js";
import { mechanismOf } from "../front/mechanisms.js";
import { BASELINE, REFERENCES } from "../front/references.js";
import { VERSION } from "../io/version.js";
import { jobHash, type ResolvedJob } from "../job/job.js";
import type { Ended } from "./loop.js";

/** What is known of a search when it has ended, or was interrupted. */
export interface Ending extends Ended {
  readonly job: ResolvedJob;
  readonly workers: number;
  readonly points: readonly FrontPoint[];
  readonly rejected: readonly Rejected[];
}

/** The front of a search, as it is published. */
export async function assembleFront(ending: Ending, context: EvaluationContext): Promise<Front> {
  const { job, replay, points, reason } = ending;
  const { archive } = replay;
  const content = {
    schema: FRONT_SCHEMA,
    job,
    jobHash: jobHash(job),
    objectives: job.objectives.map((objective) => ({
      name: objective.name,
      unit: figureOf(objective).unit,
      sense: "maximise" as const,
    })),
    scenario: job.scenario,
    baseline: (await referencePoints([BASELINE], context))[0]!,
    references: await referencePoints(REFERENCES, context),
    counts: archive.counts,
    stopped: { reason, success: points.length > 0 },
    hypervolume: { value: archive.hypervolume, reference: job.reference, history: archive.history },
    found: archive.front.length,
    verification: { ...replay.verification },
    rejected: ending.rejected,
    front: points,
  } as const;
  const made = {
    at: new Date().toISOString(),
    code: VERSION,
    node: process.version,
    seed: job.seed,
    wallSeconds: ending.seconds,
    workers: ending.workers,
    work: replay.work,
  };
  const front = { ...content, made, sha256: "" };
  return { ...front, sha256: digestOf(publishedFront(front)) };
}

/** Evaluations of the candidates that have an equilibrium at every profile; the others are left out. */
async function referencePoints(
  candidates: readonly Candidate[],
  { scenario, constraints }: EvaluationContext,
): Promise<Point[]> {
  const points: Point[] = [];
  for (const candidate of candidates) {
    const mechanism = await mechanismOf(candidate);
    const { scores, perProfile } = evaluate(mechanism, scenario, { ...constraints, notions: [] });
    if (scores) points.push({ candidate: mechanism.candidate, scores, perProfile });
  }
  return points;
}
