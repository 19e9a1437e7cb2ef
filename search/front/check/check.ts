import { mechanismText } from "../../../src/mechanism/notation.js";
import { namedScenario, SCENARIO_NAMES } from "../../../src/scenario/named.js";
import type { Scenario } from "../../../src/scenario/scenario.js";
import { stableJson } from "../../io/canonical.js";
import { loadLinearProgrammeSolver } from "../../io/linear-programme.js";
import { equilibriaOf, jobHash } from "../../job/job.js";
import { digestOf } from "../digest.js";
import type { PublishedFront, PublishedPoint } from "../front.js";
import { unknownKeys } from "../schema.js";
import { type CheckedClaim, type Fault, faultUnless, judged } from "./claim.js";
import { pointFaults } from "./point.js";
import { referenceFaults } from "./references.js";
import { rejectedFaults } from "./rejected.js";
import {
  candidateFaults,
  dominationFaults,
  gridFaults,
  hypervolumeFaults,
  isWhole,
  tallyFaults,
} from "./whole.js";

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
export async function checkFront(front: PublishedFront, options: CheckOptions): Promise<CheckedClaim[]> {
  const claims: CheckedClaim[] = [
    judged("the content matches its SHA-256", [
      digestOf(front) === front.sha256 ? null : "the file was changed after it was written",
    ]),
    judged("the job is the one hashed, on the scenario shown", [
      jobHash(front.job) === front.jobHash ? null : "the job's hash is another",
      stableJson(front.job.scenario) === stableJson(front.scenario) ? null : "the scenario is another",
      builtInFault(front.scenario),
    ]),
    judged("the file holds nothing that this version does not know", unknownKeys(front)),
    judged("the baseline and the references are those of every front", await referenceFaults(front)),
  ];
  const solveProgramme =
    equilibriaOf(front.job) === "any" && front.front.some(isMixed)
      ? await loadLinearProgrammeSolver()
      : undefined;
  const tools = { searchAnew: options.searchAnew, ...(solveProgramme ? { solveProgramme } : {}) };
  const points = [front.baseline, ...front.references, ...front.front];
  for (const [k, point] of points.entries()) {
    claims.push(judged(describe(point), await pointFaults(point, front, tools)));
    options.onChecked?.(k + 1, points.length);
  }
  claims.push(
    judged("no point dominates another, or is hidden by the grid", [
      ...dominationFaults(front),
      ...gridFaults(front),
    ]),
  );
  claims.push(judged("every point is one that the job asks for, once", candidateFaults(front)));
  if (front.rejected !== undefined) {
    claims.push(
      judged("what is shown as rejected fails as it says, and scores so", await rejectedFaults(front)),
    );
  }
  claims.push(judged("the counts, the end and the history agree", tallyFaults(front)));
  const volume = isWhole(front) ? "that of the front" : "at least that of the points shown of the front";
  claims.push(judged(`the hypervolume is ${volume}`, hypervolumeFaults(front)));
  return claims;
}

/** A scenario with the name of a built-in one is that one: its profiles, in their unit and to their scale. */
function builtInFault(scenario: Scenario): Fault {
  if (!SCENARIO_NAMES.includes(scenario.name)) return null;
  const same = stableJson(scenario) === stableJson(namedScenario(scenario.name, "scenario"));
  return faultUnless(same, `the scenario is not the built-in ${scenario.name}`);
}

function isMixed({ perProfile }: PublishedPoint): boolean {
  return perProfile.some(({ kind }) => kind === "mixed");
}

function describe(point: PublishedPoint): string {
  const id = "id" in point ? `point ${point.id}` : "reference";
  return `${id} ${mechanismText(point.candidate)}`;
}
