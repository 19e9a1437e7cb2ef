import { certify } from "../../src/equilibrium/certify.js";
import { solvePure } from "../../src/equilibrium/solve.js";
import { PURE_REGRET } from "../../src/equilibrium/tolerance.js";
import { type ProfileResult, scoredEquilibria } from "../../src/evaluate.js";
import { InputError } from "../../src/input-error.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { mechanismText } from "../../src/mechanism/notation.js";
import { METRICS, metricsOf } from "../../src/metric/metrics.js";
import { dominanceOver } from "../../src/pareto/dominance.js";
import { dominates } from "../../src/pareto/front.js";
import { hypervolume } from "../../src/pareto/hypervolume.js";
import { papBenchmark } from "../../src/scenario/pap-benchmark.js";
import type { ScenarioProfile } from "../../src/scenario/scenario.js";
import { jointOutcome } from "../../src/sybil/play/identities.js";
import type { Verdict, Witness } from "../../src/sybil/verdict.js";
import { judgedWitness } from "../../src/sybil/witness/judge.js";
import { witnessOpponents } from "../../src/sybil/witness/trend.js";
import { stableJson } from "../canonical.js";
import { jobHash } from "../job.js";
import { digestOf } from "./digest.js";
import type { Front, FrontPoint, Point } from "./front.js";

/** How far a recomputed figure may lie from the one in the file, relative to 1 or to its size. */
export const CHECK_TOLERANCE = 1e-9;

/** One claim of a file, recomputed. */
export interface CheckedClaim {
  readonly claim: string;
  readonly holds: boolean;
  readonly detail: string;
}

/**
 * Recomputes what a front file claims from the candidates and the bids in it: the digest, every outcome,
 * metric, regret, score, margin and Sybil witness, mutual non-dominance and the hypervolume. Equilibria are
 * judged by the certifier at the bids in the file; the search and its solvers are only asked again where
 * bids stand at a limit, or where several equilibria share the worst cases.
 */
export async function checkFront(front: Front): Promise<CheckedClaim[]> {
  const claims: CheckedClaim[] = [
    claim("the content matches its SHA-256", [
      digestOf(front) === front.sha256 ? null : "the file was changed after it was written",
    ]),
  ];
  claims.push(
    claim("the job is the one hashed, on the scenario shown", [
      jobHash(front.job) === front.jobHash ? null : "the job's hash is another",
      stableJson(front.job.scenario) === stableJson(front.scenario) ? null : "the scenario is another",
    ]),
    claim("the baseline is pap", [
      front.baseline.candidate.family === "pap" ? null : `it is ${mechanismText(front.baseline.candidate)}`,
    ]),
  );
  for (const point of [front.baseline, ...front.references, ...front.front]) {
    claims.push(claim(describe(point), await faultsOf(point, front)));
  }
  claims.push(claim("no point dominates another", dominationFaults(front)));
  const area = hypervolume(
    front.front.map((point) => objectivesOf(front, point)),
    [front.hypervolume.reference[0] ?? 0, front.hypervolume.reference[1] ?? 0],
  );
  claims.push(
    claim("the hypervolume is that of the front", [differs("hypervolume", front.hypervolume.value, area)]),
  );
  return claims;
}

function claim(text: string, faults: readonly (string | null)[]): CheckedClaim {
  const found = faults.filter((fault): fault is string => fault !== null);
  return { claim: text, holds: found.length === 0, detail: found.slice(0, 3).join("; ") };
}

function describe(point: Point): string {
  const id = "id" in point ? `point ${point.id}` : "reference";
  return `${id} ${mechanismText(point.candidate)}`;
}

async function faultsOf(point: Point, front: Front): Promise<(string | null)[]> {
  let mechanism: Mechanism;
  try {
    mechanism = await buildMechanism(point.candidate);
  } catch (error) {
    if (error instanceof InputError) return [error.message];
    throw error;
  }
  const { profiles } = front.scenario;
  if (point.perProfile.length !== profiles.length) return ["does not cover the scenario's profiles"];
  const faults = profiles.flatMap((profile, k) => profileFaults(mechanism, profile, point.perProfile[k]!));
  faults.push(...scoreFaults(point, profiles));
  if ("id" in point) faults.push(...pointFaults(mechanism, point as FrontPoint, front));
  return faults;
}

function profileFaults(
  mechanism: Mechanism,
  profile: ScenarioProfile,
  result: ProfileResult,
): (string | null)[] {
  const at = (what: string) => `${profile.name}: ${what}`;
  const pap = papBenchmark(profile.values);
  const papFairness = metricsOf(profile.values, {
    allocations: pap.allocations,
    payments: [],
  }).fairnessActive;
  const relative = [
    differs(at("revenueOverPap"), result.revenueOverPap, (result.revenue ?? 0) / pap.total),
    differs(at("fairnessOverPap"), result.fairnessOverPap, (result.fairnessActive ?? 0) / papFairness),
  ];
  return [
    ...relative,
    ...shownFaults(mechanism, profile, result),
    ...worstCaseFaults(mechanism, profile, result),
  ];
}

/** The outcome shown, from its bids: allocations, payments, utilities, metrics, regret. Limits have no bids. */
function shownFaults(
  mechanism: Mechanism,
  profile: ScenarioProfile,
  result: ProfileResult,
): (string | null)[] {
  const at = (what: string) => `${profile.name}: ${what}`;
  const metrics = metricsOf(profile.values, result);
  const shown = [
    ...METRICS.map(({ name }) => differs(at(name), result.metrics?.[name], metrics[name])),
    ...profile.values.map((value, i) =>
      differs(
        at(`utility ${i + 1}`),
        result.utilities[i],
        value * result.allocations[i]! - result.payments[i]!,
      ),
    ),
  ];
  if (result.status !== "pure") return shown;
  const bids = Float64Array.from(result.bids);
  const allocations = new Float64Array(bids.length);
  const payments = new Float64Array(bids.length);
  mechanism.outcome(bids, allocations, payments);
  const regret = certify(mechanism, Float64Array.from(profile.values), bids, Number.POSITIVE_INFINITY)!;
  return [
    ...profile.values.flatMap((_, i) => [
      differs(at(`allocation ${i + 1}`), result.allocations[i], allocations[i]!),
      differs(at(`payment ${i + 1}`), result.payments[i], payments[i]!),
    ]),
    differs(at("regret"), result.regret?.relative, regret.relative),
    regret.relative <= PURE_REGRET ? null : at(`regret is ${regret.relative} of the top value`),
    ...shown,
  ];
}

/** The figures that are scored: those shown where there is one equilibrium, else solved for again. */
function worstCaseFaults(
  mechanism: Mechanism,
  profile: ScenarioProfile,
  result: ProfileResult,
): (string | null)[] {
  const at = (what: string) => `${profile.name}: ${what}`;
  const single = result.status === "pure" && result.equilibria === 1;
  const outcomes = single ? [result] : scoredEquilibria(solvePure(mechanism, profile.values));
  const metrics = outcomes.map((each) => metricsOf(profile.values, each));
  return (["revenue", "fairness", "fairnessActive"] as const).map((name) =>
    differs(at(name), result[name], Math.min(...metrics.map((each) => each[name]))),
  );
}

function scoreFaults(point: Point, profiles: readonly ScenarioProfile[]): (string | null)[] {
  const mean = (figure: (result: ProfileResult) => number | null) =>
    profiles.reduce((total, profile, k) => total + profile.weight * (figure(point.perProfile[k]!) ?? 0), 0);
  return [
    differs(
      "revenueOverPap",
      point.scores.revenueOverPap,
      mean((result) => result.revenueOverPap),
    ),
    differs(
      "fairnessOverPap",
      point.scores.fairnessOverPap,
      mean((result) => result.fairnessOverPap),
    ),
    differs(
      "revenueShare",
      point.scores.revenueShare,
      mean((result) => result.revenue),
    ),
    differs(
      "fairness",
      point.scores.fairness,
      mean((result) => result.fairness),
    ),
    differs(
      "fairnessActive",
      point.scores.fairnessActive,
      mean((result) => result.fairnessActive),
    ),
  ];
}

function pointFaults(mechanism: Mechanism, point: FrontPoint, front: Front): (string | null)[] {
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
    ...point.sybil.map((verdict) => witnessFault(mechanism, verdict)),
    ...front.job.constraints.notions.map((notion) => {
      const verdict = point.sybil.find((each) => each.notion === notion);
      return verdict && verdict.outcome !== "refuted" ? null : `breaks the job's constraint ${notion}`;
    }),
  ];
}

/** Replays a witness by direct outcomes, and looks for a single bid better than the one it beats. */
function witnessFault(mechanism: Mechanism, { notion, outcome, witness }: Verdict): string | null {
  if (outcome !== "refuted") return null;
  if (!witness) return `${notion}: refuted without a witness`;
  const opponents = witnessOpponents(witness);
  const joint = jointOutcome(mechanism, witness.identities, opponents);
  const single = jointOutcome(mechanism, [witness.single.bid], opponents);
  return (
    differs(`${notion} witness allocation`, witness.allocation, joint.allocation) ??
    differs(`${notion} witness payment`, witness.payment, joint.payment) ??
    differs(`${notion} witness single allocation`, witness.single.allocation, single.allocation) ??
    differs(`${notion} witness single payment`, witness.single.payment, single.payment) ??
    gainFault(mechanism, notion, witness)
  );
}

function gainFault(mechanism: Mechanism, notion: Verdict["notion"], witness: Witness): string | null {
  const { value, identities, gainShare } = witness;
  if (value === null) return null;
  const again = judgedWitness(mechanism, witnessOpponents(witness), value, identities);
  return differs(`${notion} witness gain share`, gainShare, again.gainShare!);
}

function dominationFaults(front: Front): (string | null)[] {
  return front.front.flatMap((a) =>
    front.front.map((b) =>
      dominates(objectivesOf(front, a), objectivesOf(front, b)) ? `${a.id} dominates ${b.id}` : null,
    ),
  );
}

function objectivesOf(front: Front, point: FrontPoint): number[] {
  return front.job.objectives.map((name) => point.scores[name]);
}

function differs(what: string, stated: number | null | undefined, recomputed: number): string | null {
  const off = Math.abs((stated ?? Number.NaN) - recomputed);
  if (off <= CHECK_TOLERANCE * Math.max(1, Math.abs(recomputed))) return null;
  return `${what} is ${stated} in the file and ${recomputed} recomputed`;
}
