import type { Scores } from "../../../src/evaluation/evaluation.js";
import { figuresBreach } from "../../../src/evaluation/figure-constraint.js";
import { aggregated, figureOf, type Objective } from "../../../src/evaluation/objective.js";
import { excludedAt, figureAt, type Stage } from "../../../src/evaluation/profile-result.js";
import { notableOver } from "../../../src/evaluation/scoring.js";
import type { Mechanism } from "../../../src/mechanism/mechanism.js";
import type { MetricValues } from "../../../src/metric/metrics.js";
import { dominanceOver, RELATIVE_ERROR } from "../../../src/pareto/dominance.js";
import type { ScenarioProfile } from "../../../src/scenario/scenario.js";
import type { PublishedFront, PublishedFrontPoint, PublishedPoint, PublishedResult } from "../front.js";
import type { Fault } from "./claim.js";
import { differs } from "./tolerance.js";

/** The figures at a profile: each its worst case over the equilibria that are scored. */
export function figureFaults(
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

/** The weighted means of the figures at the profiles, and the margin, which older files do not have. */
export function scoreFaults(point: PublishedPoint, profiles: readonly ScenarioProfile[]): Fault[] {
  const mean = (figure: (result: PublishedResult) => number | null) =>
    profiles.reduce((total, profile, k) => total + profile.weight * (figure(point.perProfile[k]!) ?? 0), 0);
  const figures = {
    revenueOverPap: mean((result) => result.revenueOverPap),
    fairnessOverPap: mean((result) => result.fairnessOverPap),
    revenueShare: mean((result) => result.revenue),
    fairness: mean((result) => result.fairness),
    fairnessActive: mean((result) => result.fairnessActive),
  };
  const { margin } = point.scores as Partial<Scores>;
  const smallest = Math.min(...point.perProfile.map(({ revenueOverPap }) => (revenueOverPap ?? 0) - 1));
  return [
    ...(Object.keys(figures) as (keyof typeof figures)[]).map((name) =>
      differs(name, point.scores[name], figures[name]),
    ),
    margin === undefined ? null : differs("margin", margin, smallest),
  ];
}

/** What was maximised, and the bounds on figures, from the equilibria themselves. */
export function objectiveFaults(
  mechanism: Mechanism,
  point: PublishedFrontPoint,
  { job }: PublishedFront,
  stages: readonly Stage[],
  metrics: readonly (readonly MetricValues[])[],
): Fault[] {
  const weights = stages.map(({ profile }) => profile.weight);
  const figureAgain = (objective: Objective) => {
    const figure = figureOf(objective);
    const figures = stages.map((stage, k) => figureAt(figure, mechanism, stage, metrics[k]!));
    return aggregated(objective, figures, weights);
  };
  const { figures = [] } = job.constraints;
  const breach = figuresBreach(figures, figures.map(figureAgain));
  return [
    ...job.objectives.map((objective, m) =>
      differs(`objective ${objective.name}`, point.objectives[m], figureAgain(objective)),
    ),
    breach === null ? null : `breaks the job's constraint: ${breach.reason}`,
  ];
}

/** Whom some equilibrium excludes though PAP keeps them in, which the job may not allow. */
export function participationFaults(
  stage: Stage,
  { excludes = [] }: PublishedResult,
  equilibria: readonly Pick<PublishedResult, "bids">[],
  asPap: boolean,
): Fault[] {
  const { name } = stage.profile;
  const again = excludedAt(stage, equilibria);
  return [
    again.join() === excludes.join()
      ? null
      : `${name}: excludes ${excludes.join(", ") || "nobody"} in the file, and ${again.join(", ") || "nobody"} solved again`,
    asPap && again.length > 0 ? `${name}: breaks participation as under PAP` : null,
  ];
}

/** Where and by how much PAP is dominated, from the figures at the profiles. */
export function dominanceFaults(point: PublishedFrontPoint, front: PublishedFront): Fault[] {
  const margins = point.perProfile.map((result) => ({
    revenue: (result.revenueOverPap ?? 0) - 1,
    fairness: (result.fairnessOverPap ?? 0) - 1,
  }));
  const again = dominanceOver(
    margins,
    front.scenario.profiles.map((profile) => profile.weight),
    RELATIVE_ERROR,
    notableOver(point.perProfile.map(({ kind, regret = null }) => ({ kind, regret }))),
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
