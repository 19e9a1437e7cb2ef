import { mechanismText } from "../../src/mechanism/notation.js";
import { stableJson } from "../canonical.js";
import { jobHash } from "../job.js";
import { pointFaults } from "./check/point.js";
import { rejectedFaults } from "./check/rejected.js";
import type { Fault } from "./check/tolerance.js";
import { candidateFaults, dominationFaults, hypervolumeFaults, isWhole, tallyFaults } from "./check/whole.js";
import { digestOf } from "./digest.js";
import type { Front, Point } from "./front.js";

/** One claim of a file, recomputed. */
export interface CheckedClaim {
  readonly claim: string;
  readonly holds: boolean;
  readonly detail: string;
}

export interface CheckOptions {
  /** Whether verdicts that rest on a search are searched anew, with another seed: seconds a point. */
  readonly searchAnew: boolean;
  /** Called after each point. */
  onChecked?(done: number, of: number): void;
}

/**
 * Recomputes what a front file claims from the candidates and the bids in it: the digest, every outcome, metric,
 * regret and its kind, score, objective, margin and Sybil verdict with its domain, mutual non-dominance, the
 * hypervolume, what is shown as rejected, and whether the job can have stopped as it says. Equilibria are judged by
 * the certifier at the bids in the file; the solvers are asked again how many there are.
 *
 * What only the journal tells cannot be recomputed from the file: how many candidates ended in each status and the
 * history of the hypervolume (held to one another and to the budget), which of several limits struck first, how many
 * outcomes a search looked at, and `made`. With selection by exit the equilibria are not counted. Without searching
 * anew, the largest gain of a search is only held to the side of the tolerance that its outcome says.
 */
export async function checkFront(front: Front, options: CheckOptions): Promise<CheckedClaim[]> {
  const claims: CheckedClaim[] = [
    claim("the content matches its SHA-256", [
      digestOf(front) === front.sha256 ? null : "the file was changed after it was written",
    ]),
    claim("the job is the one hashed, on the scenario shown", [
      jobHash(front.job) === front.jobHash ? null : "the job's hash is another",
      stableJson(front.job.scenario) === stableJson(front.scenario) ? null : "the scenario is another",
    ]),
    claim("the baseline is pap", [
      front.baseline.candidate.family === "pap" ? null : `it is ${mechanismText(front.baseline.candidate)}`,
    ]),
  ];
  const points = [front.baseline, ...front.references, ...front.front];
  for (const [k, point] of points.entries()) {
    claims.push(claim(describe(point), await pointFaults(point, front, options)));
    options.onChecked?.(k + 1, points.length);
  }
  claims.push(claim("no point dominates another", dominationFaults(front)));
  claims.push(claim("every point is one that the job asks for, once", candidateFaults(front)));
  if (front.rejected !== undefined) {
    claims.push(
      claim("what is shown as rejected fails as it says, and scores so", await rejectedFaults(front)),
    );
  }
  claims.push(claim("the counts, the end and the history agree", tallyFaults(front)));
  const volume = isWhole(front) ? "that of the front" : "at least that of the points shown of the front";
  claims.push(claim(`the hypervolume is ${volume}`, hypervolumeFaults(front)));
  return claims;
}

function claim(text: string, faults: readonly Fault[]): CheckedClaim {
  const found = faults.filter((fault): fault is string => fault !== null);
  return { claim: text, holds: found.length === 0, detail: found.slice(0, 3).join("; ") };
}

function describe(point: Point): string {
  const id = "id" in point ? `point ${point.id}` : "reference";
  return `${id} ${mechanismText(point.candidate)}`;
}
