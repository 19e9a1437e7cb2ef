import { certify } from "../../src/equilibrium/certify.js";
import { solvePure } from "../../src/equilibrium/solve.js";
import { PURE_REGRET } from "../../src/equilibrium/tolerance.js";
import { aggregated, figureOf } from "../../src/evaluation/objective.js";
import {
  figureAt,
  metricsAt,
  type ProfileResult,
  type Stage,
  scoredEquilibria,
  stageOf,
} from "../../src/evaluation/profile-result.js";
import { InputError } from "../../src/input-error.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { mechanismText } from "../../src/mechanism/notation.js";
import type { MetricValues } from "../../src/metric/metrics.js";
import { dominanceOver } from "../../src/pareto/dominance.js";
import { dominates } from "../../src/pareto/front.js";
import { hypervolume } from "../../src/pareto/hypervolume.js";
import type { ScenarioProfile } from "../../src/scenario/scenario.js";
import { stableJson } from "../canonical.js";
import { jobHash } from "../job.js";
import { comparable, NOTABLE_RISE } from "../run/archive.js";
import { verdictFaults } from "./check-verdicts.js";
import { detailed } from "./detail.js";
import { digestOf } from "./digest.js";
import type { Front, FrontPoint, Point, PublishedResult } from "./front.js";
import { CHECK_TOLERANCE, differs, type Fault } from "./tolerance.js";

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
 * Recomputes what a front file claims from the candidates and the bids in it: the digest, every outcome,
 * metric, regret, score, objective, margin and Sybil verdict, mutual non-dominance and the hypervolume.
 * Equilibria are judged by the certifier at the bids in the file; the solvers are only asked again where bids
 * stand at a limit, or where several equilibria share the worst cases.
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
    claims.push(claim(describe(point), await faultsOf(point, front, options)));
    options.onChecked?.(k + 1, points.length);
  }
  claims.push(claim("no point dominates another", dominationFaults(front)));
  claims.push(claim("every point is one that the job asks for, once", candidateFaults(front)));
  claims.push(claim("the counts, the end and the history agree", tallyFaults(front)));
  claims.push(claim("the hypervolume is that of the front", hypervolumeFaults(front)));
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

async function faultsOf(point: Point, front: Front, options: CheckOptions): Promise<Fault[]> {
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
  const outcomes = profiles.map((profile, k) => scoredOutcomes(mechanism, profile, results[k]!));
  const metrics = stages.map((stage, k) => metricsAt(stage, outcomes[k]!));
  const { selection, constraints } = front.job;
  const byExit = selection === "lowest-value-exit" && isFrontPoint(point);
  const allowed = byExit ? Math.max(PURE_REGRET, constraints.regret) : PURE_REGRET;
  const faults = profiles.flatMap((profile, k) => [
    ...shownFaults(profile, results[k]!, outcomes[k]!),
    ...regretFaults(mechanism, profile, results[k]!, allowed),
    ...figureFaults(stages[k]!, results[k]!, metrics[k]!),
  ]);
  faults.push(...scoreFaults(point, profiles));
  if (!isFrontPoint(point)) return faults;
  const played = profiles.flatMap(({ values }, k) => outcomes[k]!.map(({ bids }) => ({ values, bids })));
  return [
    ...faults,
    ...objectiveFaults(mechanism, point, front, stages, metrics),
    ...dominanceFaults(point, front),
    ...(await verdictFaults(mechanism, point, front, played, options.searchAnew)),
  ];
}

function isFrontPoint(point: Point): point is FrontPoint {
  return "id" in point;
}

type Outcome = Pick<ProfileResult, "kind" | "bids" | "allocations" | "payments">;

/** The equilibria that are scored: the one shown where it is alone, else solved for again. */
function scoredOutcomes(
  mechanism: Mechanism,
  profile: ScenarioProfile,
  result: ProfileResult,
): readonly Outcome[] {
  const single = result.kind === "pure" && result.equilibria === 1;
  return single ? [result] : scoredEquilibria(solvePure(mechanism, profile.values));
}

/** An equilibrium at a limit, or one of several, must be among those found when the game is solved again. */
function shownFaults(profile: ScenarioProfile, result: ProfileResult, outcomes: readonly Outcome[]): Fault[] {
  const near = (a: readonly number[], b: readonly number[]) =>
    a.length === b.length && a.every((each, i) => Math.abs(each - b[i]!) <= SHOWN_TOLERANCE);
  const found = outcomes.some(
    (each) =>
      each.kind === result.kind &&
      near(each.allocations, result.allocations) &&
      near(each.payments, result.payments),
  );
  return [
    found ? null : `${profile.name}: the ${result.kind} equilibrium shown is not found again`,
    outcomes.length === result.equilibria
      ? null
      : `${profile.name}: ${outcomes.length} equilibria, not ${result.equilibria}`,
  ];
}

/** Outcomes of a solve anew, in units of the top value. */
const SHOWN_TOLERANCE = 1e-6;

/** The equilibrium shown, judged at its bids. Those at a limit have none to be judged at. */
function regretFaults(
  mechanism: Mechanism,
  profile: ScenarioProfile,
  result: ProfileResult,
  allowed: number,
): Fault[] {
  if (result.kind !== "pure") return [];
  const at = `${profile.name}: regret`;
  const bids = Float64Array.from(result.bids);
  const regret = certify(mechanism, Float64Array.from(profile.values), bids, Number.POSITIVE_INFINITY)!;
  return [
    differs(at, result.regret?.relative, regret.relative),
    regret.relative <= allowed ? null : `${at} is ${regret.relative} of the top value`,
  ];
}

/** The figures at a profile: each its worst case over the equilibria that are scored. */
function figureFaults(
  { profile, pap }: Stage,
  result: PublishedResult,
  metrics: readonly MetricValues[],
): Fault[] {
  const at = (what: string) => `${profile.name}: ${what}`;
  const least = (name: "revenue" | "fairness" | "fairnessActive") =>
    Math.min(...metrics.map((each) => each[name]));
  return [
    differs(at("revenue"), result.revenue, least("revenue")),
    differs(at("fairness"), result.fairness, least("fairness")),
    differs(at("fairnessActive"), result.fairnessActive, least("fairnessActive")),
    differs(at("revenueOverPap"), result.revenueOverPap, least("revenue") / pap.revenue),
    differs(at("fairnessOverPap"), result.fairnessOverPap, least("fairnessActive") / pap.fairnessActive),
  ];
}

function scoreFaults(point: Point, profiles: readonly ScenarioProfile[]): Fault[] {
  const mean = (figure: (result: PublishedResult) => number | null) =>
    profiles.reduce((total, profile, k) => total + profile.weight * (figure(point.perProfile[k]!) ?? 0), 0);
  const figures = {
    revenueOverPap: mean((result) => result.revenueOverPap),
    fairnessOverPap: mean((result) => result.fairnessOverPap),
    revenueShare: mean((result) => result.revenue),
    fairness: mean((result) => result.fairness),
    fairnessActive: mean((result) => result.fairnessActive),
  };
  return (Object.keys(figures) as (keyof typeof figures)[]).map((name) =>
    differs(name, point.scores[name], figures[name]),
  );
}

function objectiveFaults(
  mechanism: Mechanism,
  point: FrontPoint,
  { job }: Front,
  stages: readonly Stage[],
  metrics: readonly (readonly MetricValues[])[],
): Fault[] {
  const weights = stages.map(({ profile }) => profile.weight);
  return job.objectives.map((objective, m) => {
    const figure = figureOf(objective);
    const figures = stages.map((stage, k) => figureAt(figure, mechanism, stage, metrics[k]!));
    const again = aggregated(objective, figures, weights);
    return differs(`objective ${objective.name}`, point.objectives[m], again);
  });
}

function dominanceFaults(point: FrontPoint, front: Front): Fault[] {
  const margins = point.perProfile.map((result) => ({
    revenue: (result.revenueOverPap ?? 0) - 1,
    fairness: (result.fairnessOverPap ?? 0) - 1,
  }));
  const again = dominanceOver(
    margins,
    front.scenario.profiles.map((profile) => profile.weight),
  );
  const { kind, strict, margins: stated } = point.dominatesPap;
  return [
    again.kind === kind ? null : `dominates PAP: ${again.kind}, not ${kind}`,
    again.strict === strict ? null : `strict dominance over PAP: ${again.strict}, not ${strict}`,
    ...(["smallest", "mean"] as const).flatMap((which) =>
      (["revenue", "fairness"] as const).map((figure) =>
        differs(`${which} ${figure} margin`, stated[which][figure], again.margins[which][figure]),
      ),
    ),
  ];
}

function dominationFaults({ front }: Front): Fault[] {
  const points = front.map((point) => comparable(point)!);
  return front.flatMap((a, i) =>
    front.map((b, j) => (dominates(points[i]!, points[j]!) ? `${a.id} dominates ${b.id}` : null)),
  );
}

/** Ids that stand for one point each, and candidates within what the job searches. */
function candidateFaults({ front, job }: Front): Fault[] {
  const ids = new Set(front.map(({ id }) => id));
  return [
    ids.size === front.length ? null : "an id stands there twice",
    ...front.map(({ id, candidate }) => {
      const searched = job.families.some(
        ({ family, ranges }) =>
          family === candidate.family &&
          ranges.every(({ name, low, high }) => {
            const value = candidate.parameters?.[name];
            const slack = CHECK_TOLERANCE * Math.max(1, Math.abs(low), Math.abs(high));
            return typeof value === "number" && value >= low - slack && value <= high + slack;
          }),
      );
      return searched ? null : `point ${id} is not within what the job searches`;
    }),
  ];
}

/** What is counted must be what was evaluated, and a hypervolume only rises. */
function tallyFaults({
  counts,
  front,
  hypervolume: { value, history, reference },
  job,
  stopped,
}: Front): Fault[] {
  const counted = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const { evaluations } = job.budget;
  const rises = history.every(
    ([at, volume], k) => k === 0 || (at > history[k - 1]![0] && volume > history[k - 1]![1]),
  );
  const [at, last] = history.at(-1) ?? [0, 0];
  return [
    evaluations === undefined || counted <= evaluations
      ? null
      : `${counted} counted of ${evaluations} allowed`,
    (counts.feasible ?? 0) >= front.length ? null : "more points than feasible candidates",
    at <= counted && front.every(({ id }) => id < counted) ? null : "ids or history beyond what is counted",
    rises && last <= value && value <= last * (1 + 2 * NOTABLE_RISE)
      ? null
      : `the history, which ends at ${last}, does not rise to ${value}`,
    stableJson(reference) === stableJson(job.reference) ? null : "the reference is not the job's",
    stopped.success === front.length > 0 ? null : "success is said of no front, or failure of one",
  ];
}

/** Where all of the front is in the file, its hypervolume is the whole; where a choice of it, at most that. */
function hypervolumeFaults({ front, hypervolume: stated, job }: Front): Fault[] {
  const area = hypervolume(
    front.map((point) => comparable(point)!),
    stated.reference,
  );
  if (front.length < job.frontSize) return [differs("hypervolume", stated.value, area)];
  return [
    area <= stated.value * (1 + 1e-9) ? null : `hypervolume is ${stated.value}, that of the points ${area}`,
  ];
}
