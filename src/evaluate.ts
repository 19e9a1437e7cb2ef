import type { Solution } from "./equilibrium/solution.js";
import type { SolveOptions } from "./equilibrium/solve.js";
import { type Evaluation, type ExitFigures, failed, NOTHING, rejected } from "./evaluation/evaluation.js";
import { ExitPlay, ruleForExit } from "./evaluation/exit-play.js";
import { type FigureConstraint, figuresBreach } from "./evaluation/figure-constraint.js";
import { aggregated, figureOf, type Objective, objectiveOf } from "./evaluation/objective.js";
import {
  type Exclusion,
  exclusionAt,
  type Participation,
  participationBreach,
} from "./evaluation/participation.js";
import {
  figureAt,
  metricsAt,
  type ProfileResult,
  playedAt,
  profileResult,
  type Stage,
  scoredEquilibria,
  stageOf,
} from "./evaluation/profile-result.js";
import { dominanceOf, scoresOf } from "./evaluation/scoring.js";
import { type Equilibria, solved } from "./evaluation/solved.js";
import { excess } from "./evaluation/violation.js";
import type { Mechanism } from "./mechanism/mechanism.js";
import { findFault } from "./mechanism/validity.js";
import type { Metric, MetricName } from "./metric/metric.js";
import { METRICS, type MetricValues } from "./metric/metrics.js";
import type { Scenario } from "./scenario/scenario.js";
import type { PlayedProfile } from "./sybil/notion/equilibrium.js";
import type { ScreenOptions } from "./sybil/options.js";
import { screen } from "./sybil/screen.js";
import type { SybilNotion } from "./sybil/search.js";
import type { Verdict } from "./sybil/verdict.js";

/** What a candidate must pass. */
export interface Constraints extends ScreenOptions {
  /** The Sybil notions that it must not be refuted under; none for a free comparison. */
  readonly notions: readonly SybilNotion[];
  /** Whether rules that may keep the good are let in. */
  readonly withholding?: boolean;
  /** With selection by exit: the largest regret accepted, as a share of the own value. */
  readonly regret?: number;
  /** Bounds on figures. */
  readonly figures?: readonly FigureConstraint[];
  /** `as-pap`: no scored equilibrium may exclude a player whom PAP keeps in; `any` where it is left out. */
  readonly participation?: Participation;
}

/**
 * What is scored at a profile: the worst case over every equilibrium found; or, for own-bid rules of convex cost,
 * what is played where players of lowest value leave one by one (see exit-play.ts), which is one thing, found in
 * microseconds, and held to the constraint `regret`.
 */
export type Selection = "every-equilibrium" | "lowest-value-exit";

export interface EvaluateOptions extends SolveOptions {
  readonly objectives?: readonly Objective[];
  readonly selection?: Selection;
  /**
   * Which equilibria are scored; pure ones where it is left out. Of mixed ones the expected outcome is, at 24 profiles at
   * most, closed forms left out of the count: a candidate that mixes at more has no equilibrium.
   */
  readonly equilibria?: Equilibria;
  /** Whether only the metrics that scores and objectives need are worked out. */
  readonly brief?: boolean;
}

/** Revenue and fairness relative to PAP, in the weighted mean. */
export const DEFAULT_OBJECTIVES: readonly Objective[] = [
  objectiveOf("revenueOverPap"),
  objectiveOf("fairnessOverPap"),
];

/** Default bound of the regret with selection by exit. */
export const EXIT_REGRET = 1e-8;

/**
 * Scores a mechanism over a scenario: validity, the value-free Sybil screens, the equilibria of every
 * profile with their metrics, then the screen at those equilibria. Cheapest first; it stops at the first
 * constraint that fails, and says which and by how much.
 */
export function evaluate(
  mechanism: Mechanism,
  scenario: Scenario,
  constraints: Constraints,
  options: EvaluateOptions = {},
): Evaluation {
  return new Evaluator(scenario, constraints, options).evaluate(mechanism);
}

/** What `evaluate` does, for many mechanisms over one scenario. */
export class Evaluator {
  private readonly stages: readonly Stage[];
  private readonly weights: readonly number[];
  private readonly objectives: readonly Objective[];
  private readonly valueFree: readonly SybilNotion[];
  /** How many constraints come after the equilibria: participation, the bounds on figures as one, the equilibrium notion. */
  private readonly last: number;
  private readonly metrics: readonly Metric[];
  private readonly exitPlay = new ExitPlay();

  constructor(
    scenario: Scenario,
    private readonly constraints: Constraints,
    private readonly options: EvaluateOptions = {},
  ) {
    this.stages = scenario.profiles.map(stageOf);
    this.weights = scenario.profiles.map(({ weight }) => weight);
    this.objectives = options.objectives ?? DEFAULT_OBJECTIVES;
    const { figures = [], participation = "any", notions } = constraints;
    const needed = [...SCORED, ...[...this.objectives, ...figures].map((each) => figureOf(each).metric)];
    this.metrics = options.brief ? METRICS.filter(({ name }) => needed.includes(name)) : METRICS;
    this.valueFree = VALUE_FREE.filter((notion) => constraints.notions.includes(notion));
    const after = [participation === "as-pap", figures.length > 0, notions.includes("equilibrium")];
    this.last = after.filter(Boolean).length;
  }

  evaluate(mechanism: Mechanism): Evaluation {
    const { constraints, last, valueFree } = this;
    const everything = valueFree.length + 1 + last;
    const fault = findFault(mechanism, 4, 1);
    if (fault !== null) return rejected("invalid-mechanism", fault, everything + 1);
    if (mechanism.claims.withholds && !constraints.withholding) {
      return rejected("withholds", "the rule may keep the good", everything + 1);
    }
    const sybil: Verdict[] = [];
    for (const [k, notion] of valueFree.entries()) {
      const verdict = screen(mechanism, notion, constraints);
      sybil.push(verdict);
      const untried = valueFree.length - k + last;
      if (verdict.outcome === "refuted") return this.refuted(verdict, untried, { sybil });
    }
    return this.options.selection === "lowest-value-exit"
      ? this.byExit(mechanism, sybil)
      : this.overEquilibria(mechanism, sybil);
  }

  private overEquilibria(mechanism: Mechanism, sybil: readonly Verdict[]): Evaluation {
    const { stages, last, constraints } = this;
    const found = nothingFound();
    for (const [k, stage] of stages.entries()) {
      const solution = this.solutionAt(mechanism, stage, found);
      this.note(found, mechanism, stage, solution);
      if (found.metrics[k]!.length > 0) continue;
      const status =
        solution.status === "budget-exceeded" || solution.status === "invalid-mechanism"
          ? solution.status
          : "no-equilibrium";
      const reason = `profile ${stage.profile.name}: ${solution.reason ?? "only equilibria in dominated bids"}`;
      const { perProfile } = found;
      return rejected(status, reason, last + 1 - k / stages.length, { perProfile, sybil });
    }
    const held = this.held(mechanism, found, this.scored(mechanism, found, sybil));
    if (held.status !== "feasible" || !constraints.notions.includes("equilibrium")) return held;
    const verdict = screen(mechanism, "equilibrium", constraints, found.played);
    const scored = { ...held, sybil: [...sybil, verdict] };
    return verdict.outcome === "refuted" ? this.refuted(verdict, 0, scored) : scored;
  }

  private solutionAt(mechanism: Mechanism, { profile }: Stage, { perProfile }: Found): Solution {
    const { equilibria = "pure" } = this.options;
    const mixtures = perProfile.filter(
      ({ strategies, regret }) => strategies && regret!.relative > CLOSED_FORM,
    );
    const isTooMany = mixtures.length >= MOST_MIXTURES;
    const solution = solved(mechanism, profile.values, isTooMany ? "pure" : equilibria, this.options);
    if (!isTooMany || solution.status !== "none-found") return solution;
    return {
      ...solution,
      reason: `${solution.reason}; mixed ones were found at ${MOST_MIXTURES} other profiles`,
    };
  }

  private byExit(mechanism: Mechanism, sybil: readonly Verdict[]): Evaluation {
    const { stages, last, exitPlay, constraints } = this;
    const rule = ruleForExit(mechanism);
    if (rule === null) return rejected("no-equilibrium", NO_EXIT, last + 1, { sybil });
    const found = nothingFound();
    let regretShare = 0;
    exitPlay.reset();
    for (const stage of stages) {
      const outcome = exitPlay.at(rule, stage.values, constraints.identities);
      if (outcome === null) {
        const reason = `profile ${stage.profile.name}: the first-order conditions have no solution`;
        return rejected("no-equilibrium", reason, last + 1, { sybil });
      }
      regretShare = Math.max(regretShare, outcome.regretShare);
      this.note(found, mechanism, stage, { status: "pure", equilibria: [outcome.equilibrium] });
    }
    const exit: ExitFigures = { gainShare: exitPlay.gainShare, regretShare };
    const { tolerance, regret = EXIT_REGRET } = constraints;
    const scored = { ...this.scored(mechanism, found, sybil), exit };
    if (regretShare > regret) {
      const reason = `a single bid gains ${regretShare.toExponential(1)} of the own value over what is played`;
      return failed(scored, "no-equilibrium", reason, last + excess(regretShare, regret));
    }
    const held = this.held(mechanism, found, scored);
    const sound = exit.gainShare <= tolerance || !constraints.notions.includes("equilibrium");
    if (held.status !== "feasible" || sound) return held;
    const reason = `equilibrium: equal identities gain ${exit.gainShare.toExponential(1)}`;
    return failed(scored, "refuted-equilibrium", reason, excess(exit.gainShare, tolerance));
  }

  /** An evaluation of known scores, held to participation and to the bounds on figures. */
  private held(mechanism: Mechanism, { metrics, exclusions }: Found, scored: Evaluation): Evaluation {
    const { figures = [], participation } = this.constraints;
    let untried = this.last;
    if (participation === "as-pap") {
      untried--;
      const breach = participationBreach(this.stages, exclusions);
      if (breach) return failed(scored, "excludes-players", breach.reason, untried + breach.part);
    }
    if (figures.length > 0) {
      untried--;
      const values = figures.map((figure) => this.taken(figure, mechanism, metrics));
      const breach = figuresBreach(figures, values);
      if (breach) return failed(scored, "constraint-broken", breach.reason, untried + breach.part);
    }
    return scored;
  }

  private note(found: Found, mechanism: Mechanism, stage: Stage, solution: Solution): void {
    const scored = scoredEquilibria(solution);
    const metrics = metricsAt(stage, scored, this.metrics);
    found.metrics.push(metrics);
    found.perProfile.push(profileResult(stage, solution, metrics));
    if (this.constraints.participation === "as-pap") {
      found.exclusions.push(exclusionAt(mechanism, stage, scored));
    }
    found.played.push(...playedAt(stage.profile.values, scored));
  }

  /** A figure over the profiles. */
  private taken(
    objective: Objective,
    mechanism: Mechanism,
    metrics: readonly (readonly MetricValues[])[],
  ): number {
    const figure = figureOf(objective);
    const figures = this.stages.map((stage, k) => figureAt(figure, mechanism, stage, metrics[k]!));
    return aggregated(objective, figures, this.weights);
  }

  private scored(
    mechanism: Mechanism,
    { metrics, perProfile, played }: Found,
    sybil: readonly Verdict[],
  ): Evaluation {
    const { stages, weights } = this;
    const objectives = this.objectives.map((objective) => this.taken(objective, mechanism, metrics));
    return {
      ...{ status: "feasible", reason: null, violation: 0, scores: scoresOf(perProfile, weights) },
      ...{ objectives, perProfile, played, sybil, dominatesPap: dominanceOf(stages, perProfile, weights) },
    };
  }

  private refuted(verdict: Verdict, untried: number, known: Partial<Evaluation>): Evaluation {
    const { notion, largestGainShare } = verdict;
    const reason = `${notion}: identities gain ${largestGainShare.toExponential(1)}`;
    const violation = untried + excess(largestGainShare, this.constraints.tolerance);
    return failed({ ...NOTHING, ...known }, `refuted-${notion as SybilNotion}`, reason, violation);
  }
}

/** The metrics that every evaluation scores. */
const SCORED: readonly (MetricName | undefined)[] = ["revenue", "fairness", "fairnessActive"];

/** Most profiles of a candidate at which mixed equilibria are searched for: each takes up to a second. */
const MOST_MIXTURES = 24;
/** Regret of mixed equilibria by closed forms, which are at hand, relative to the top value. */
const CLOSED_FORM = 1e-12;

const NO_EXIT = "selection by exit takes own-bid rules of convex cost without a weight at zero";

/** The notions that need no values, cheapest to refute first. */
const VALUE_FREE = ["split", "best-response"] as const;

/** What was found at the profiles so far: the metrics of each one's scored equilibria, and the rest. */
interface Found {
  readonly metrics: MetricValues[][];
  readonly perProfile: ProfileResult[];
  /** Where participation is asked for. */
  readonly exclusions: (Exclusion | null)[];
  readonly played: PlayedProfile[];
}

function nothingFound(): Found {
  return { metrics: [], perProfile: [], exclusions: [], played: [] };
}
