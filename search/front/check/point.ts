import { PURE_REGRET } from "../../../src/equilibrium/tolerance.js";
import { metricsAt, playedAt, stageOf } from "../../../src/evaluation/profile-result.js";
import { InputError } from "../../../src/input-error.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Mechanism } from "../../../src/mechanism/mechanism.js";
import type { LinearProgrammeSolver } from "../../../src/numeric/linear-programme.js";
import { equilibriaOf } from "../../job/job.js";
import { detailed } from "../detail.js";
import type { PublishedFront, PublishedFrontPoint, PublishedPoint } from "../front.js";
import type { Fault } from "./claim.js";
import { regretFaults, scoredOutcomes, shownFaults, solvedAgain } from "./equilibrium.js";
import {
  dominanceFaults,
  figureFaults,
  objectiveFaults,
  participationFaults,
  scoreFaults,
} from "./figures.js";
import { verdictFaults } from "./verdicts.js";

/** How thoroughly a point is checked, and with what. */
export interface PointOptions {
  readonly searchAnew: boolean;
  /** Given where mixed equilibria are scored. */
  readonly solveProgramme?: LinearProgrammeSolver;
}

/** What is wrong with a point: its equilibria, its figures, and of a front point its margins and verdicts. */
export async function pointFaults(
  point: PublishedPoint,
  front: PublishedFront,
  { searchAnew, solveProgramme }: PointOptions,
): Promise<Fault[]> {
  let mechanism: Mechanism;
  try {
    mechanism = await buildMechanism(point.candidate);
  } catch (error) {
    if (error instanceof InputError) return [error.message];
    throw error;
  }
  const { profiles } = front.scenario;
  if (point.perProfile.length !== profiles.length) return ["does not cover the scenario's profiles"];
  const results = profiles.map((profile, k) => detailed(mechanism, profile, point.perProfile[k]!));
  const stages = profiles.map(stageOf);
  const { selection, constraints } = front.job;
  const asPap = constraints.participation === "as-pap" && isFrontPoint(point);
  const byExit = selection === "lowest-value-exit" && isFrontPoint(point);
  const solving = {
    ...{ byExit, equilibria: isFrontPoint(point) ? equilibriaOf(front.job) : "pure" },
    ...(solveProgramme ? { solveProgramme } : {}),
  } as const;
  const allowed = byExit ? Math.max(PURE_REGRET, constraints.regret) : PURE_REGRET;
  const again = profiles.map((profile, k) => solvedAgain(mechanism, profile, results[k]!, solving));
  const outcomes = results.map((result, k) => scoredOutcomes(result, again[k]!));
  const metrics = stages.map((stage, k) => metricsAt(stage, outcomes[k]!));
  const faults = profiles.flatMap((profile, k) => [
    ...shownFaults(profile, results[k]!, again[k]!),
    ...regretFaults(mechanism, profile, results[k]!, again[k]!, { byExit, allowed }),
    ...figureFaults(stages[k]!, results[k]!, metrics[k]!),
    ...participationFaults(stages[k]!, results[k]!, outcomes[k]!, asPap),
  ]);
  faults.push(...scoreFaults(point, profiles));
  if (!isFrontPoint(point)) return faults;
  const played = profiles.flatMap(({ values }, k) => playedAt(values, outcomes[k]!));
  return [
    ...faults,
    ...objectiveFaults(mechanism, point, front, stages, metrics),
    ...dominanceFaults(point, front),
    ...(await verdictFaults(mechanism, point, front, played, searchAnew)),
  ];
}

function isFrontPoint(point: PublishedPoint): point is PublishedFrontPoint {
  return "id" in point;
}
