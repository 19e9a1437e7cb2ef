import type { Evaluation } from "../../src/evaluation/evaluation.js";
import { type Stage, stageOf } from "../../src/evaluation/profile-result.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import type { Candidate, Mechanism } from "../../src/mechanism/mechanism.js";
import type { LinearProgrammeSolver } from "../../src/numeric/linear-programme.js";
import { neighbourhoodOf } from "../../src/programme/neighbourhood.js";
import { standingBids } from "../../src/programme/played.js";
import {
  type PlayedAt,
  type Programme,
  type ProgrammeContext,
  programmeAt,
} from "../../src/programme/programme.js";
import { screening } from "../../src/sybil/options.js";
import { loadLinearProgrammeSolver } from "../io/linear-programme.js";
import type { EvaluationContext, StepsTask, Task } from "./executor.js";

/** What works out the best steps from one candidate after another in a context; the solver is loaded at the first. */
export class StepsFinder {
  private readonly stages: readonly Stage[];
  private readonly about: ProgrammeContext;
  private solver: Promise<LinearProgrammeSolver> | null = null;

  constructor({ scenario, constraints, objectives }: EvaluationContext) {
    this.stages = scenario.profiles.map(stageOf);
    this.about = {
      ...{ profiles: scenario.profiles, objectives, bounds: constraints.figures ?? [] },
      participation: constraints.participation === "as-pap",
      ...{ notions: constraints.notions, search: screening(constraints) },
    };
  }

  /** @returns null where the candidate has none */
  async at(
    { candidate }: Pick<Task, "candidate">,
    { request, axes, coordinates }: StepsTask,
    mechanism: Mechanism,
    evaluation: Evaluation,
  ): Promise<Programme | null> {
    if (axes.length === 0) return null;
    const played = this.played(mechanism, evaluation);
    if (played === null) return null;
    const build = (at: Float64Array) => buildMechanism(movedTo(candidate, axes, at));
    const near = await neighbourhoodOf(Float64Array.from(coordinates), build);
    this.solver ??= loadLinearProgrammeSolver();
    return programmeAt(near, played, this.about, request, await this.solver);
  }

  /** The bids that rows are taken at: the evaluation's equilibria where it came to all of them. */
  private played(mechanism: Mechanism, { status, played }: Evaluation): PlayedAt[] | null {
    const { stages } = this;
    if (status === "invalid-mechanism" || status === "withholds" || status === "budget-exceeded") return null;
    if (played.some(({ strategies }) => strategies !== undefined)) return null;
    if (played.length > 0) {
      return played.map(({ values, bids }) => {
        return { profile: stages.findIndex(({ profile }) => profile.values === values), bids };
      });
    }
    const all: PlayedAt[] = [];
    for (const [profile, stage] of stages.entries()) {
      const found = standingBids(mechanism, stage);
      if (found.length === 0) return null;
      for (const bids of found) all.push({ profile, bids: Array.from(bids) });
    }
    return all;
  }
}

/** A candidate with the parameters of its axes at coordinates in [0, 1]. */
function movedTo(candidate: Candidate, axes: StepsTask["axes"], coordinates: Float64Array): Candidate {
  const moved = axes.map(({ name, low, high }, k) => [name, low + (high - low) * coordinates[k]!]);
  return { ...candidate, parameters: { ...candidate.parameters, ...Object.fromEntries(moved) } };
}
