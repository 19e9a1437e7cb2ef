import type { FigureConstraint } from "../evaluation/figure-constraint.js";
import { figureOf, type Objective } from "../evaluation/objective.js";
import { type Stage, stageOf } from "../evaluation/profile-result.js";
import type { LinearProgrammeSolver } from "../numeric/linear-programme.js";
import type { ScenarioProfile } from "../scenario/scenario.js";
import type { SearchOptions } from "../sybil/options.js";
import { boundingsOf } from "./aggregate-rows.js";
import { BROKEN, bestDirection, leftAfter, type StepBounds } from "./direction.js";
import { equilibriumRows, participationRows } from "./equilibrium-rows.js";
import { type MovingStage, movingFigure } from "./figure-rows.js";
import { isMoved, programmeRows, shortOf } from "./margins.js";
import { motionAt } from "./motion.js";
import type { Neighbourhood } from "./neighbourhood.js";
import type { Row } from "./row.js";
import { SybilRows } from "./sybil-rows.js";

/** What a broken row costs in a programme, in units of the cost in comparisons: no step is taken for the sake of breaking one. */
const PENALTY = 200;

/** Plays within so much of a gain at a candidate are rows from the start. */
const REACH = 0.05;
/** Of a step's plays, those within so much of a gain are looked at. */
const SHORT_REACH = 1e-3;
/** Times that plays which a step would be short of join the rows. */
const ROUNDS = 5;

/** What is raised: t with f_m >= level_m + weight_m t for every objective m; one of weight 0 is held, of level null let go. */
export interface Goal {
  readonly levels: readonly (number | null)[];
  readonly weights: readonly number[];
}

/** What is asked of a candidate beside its scores. */
export interface ProgrammeRequest {
  readonly goal: Goal;
  /** Of the steps asked for, in units of the axes. */
  readonly radii: readonly number[];
  /** What a row short by 1 costs, in units of t. */
  readonly cost: number;
  /** No steps are made where the merit is no more than this; null to make them everywhere. */
  readonly above: number | null;
}

/** Where a candidate stands, and the best steps from there. */
export interface Programme {
  /** t, and how far the worst other row is short of its margin. */
  readonly value: number;
  readonly short: number;
  /** One a radius, where steps are asked for and the programme has an optimum: where it leads, and t less what is short at its cost, to first order. */
  readonly steps: readonly ProgrammeStep[];
}

export interface ProgrammeStep {
  readonly radius: number;
  readonly coordinates: readonly number[];
  readonly merit: number;
}

/** What a job holds its candidates to, as far as rows can say it. */
export interface ProgrammeContext {
  readonly profiles: readonly ScenarioProfile[];
  readonly objectives: readonly Objective[];
  readonly bounds: readonly FigureConstraint[];
  readonly notions: readonly ("split" | "best-response" | "equilibrium")[];
  readonly search: SearchOptions;
  /** Whether nobody may be left out whom PAP keeps in. */
  readonly participation: boolean;
}

/** An equilibrium of a profile, by the profile's place in the scenario. */
export interface PlayedAt {
  readonly profile: number;
  readonly bids: readonly number[];
}

/** t less what is short at its cost: what steps are judged by. */
export function meritOf({ value, short }: Pick<Programme, "value" | "short">, cost: number): number {
  return value - cost * Math.max(short, 0);
}

/**
 * The linear programmes at a candidate: its rows, every figure, equilibrium, bound and Sybil play with its gradient in the
 * parameters, and the best step within each radius.
 *
 * @param played every equilibrium that is scored; one or more a profile
 * @returns null where the candidate has no rows: it is not smooth there, or its rule is none of seats and a notion is asked.
 *          The equilibrium notion has no rows; the evaluation alone holds candidates to it
 */
export async function programmeAt(
  near: Neighbourhood,
  played: readonly PlayedAt[],
  context: ProgrammeContext,
  { goal, radii, cost, above }: ProgrammeRequest,
  solve: LinearProgrammeSolver,
): Promise<Programme | null> {
  const { notions, search } = context;
  if (near.mechanism.seat === undefined && notions.length > 0) return null;
  const own = rowsAt(near, played, context, goal);
  if (own === null) return null;
  const kept = notions.flatMap((notion) =>
    notion === "equilibrium" ? [] : [new SybilRows(near, notion, search)],
  );
  const rows = own.concat(kept.flatMap((each) => each.nearest(near.mechanism, REACH, "deeply")));
  let [value, short] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of rows) {
    if (row.rise) value = Math.min(value, row.value / row.rise);
    else if (isMoved(row)) short = Math.max(short, shortOf(row));
  }
  const reached = { value, short: Math.max(short, 0) };
  const steps: ProgrammeStep[] = [];
  const asked = above === null || meritOf(reached, cost) > above;
  for (const radius of asked ? radii : []) {
    const step = await stepWithin(near, rows, kept, radius, cost, solve);
    if (step !== null) steps.push(step);
  }
  return { ...reached, steps };
}

/**
 * The best step within a radius: of the rows, and of those of the plays that it would be short of, which join them (the
 * cutting planes of Kelley 1960, with the verifier's plays for an oracle).
 */
async function stepWithin(
  near: Neighbourhood,
  rows: Row[],
  kept: readonly SybilRows[],
  radius: number,
  cost: number,
  solve: LinearProgrammeSolver,
): Promise<ProgrammeStep | null> {
  const bounds = boundsAround(near.coordinates, radius);
  for (let round = 1; ; round++) {
    const direction = bestDirection(programmeRows(rows), bounds, PENALTY * cost, solve);
    if (direction === null) return null;
    const coordinates = near.coordinates.map((u, k) => Math.min(1, Math.max(0, u + direction.step[k]!)));
    const merit = meritOf({ value: direction.gain, short: direction.broken }, cost);
    const step = { radius, coordinates: Array.from(coordinates), merit };
    if (round > ROUNDS || kept.length === 0) return step;
    const there = await near.build(coordinates);
    const joining = kept
      .flatMap((each) => each.nearest(there, SHORT_REACH, "quickly"))
      .filter((row) => programmeRows([row]).some((each) => leftAfter(each, direction) < -BROKEN));
    if (joining.length === 0) return step;
    rows.push(...joining);
  }
}

/** Steps that stay within the unit cube. */
function boundsAround(coordinates: Float64Array, radius: number): StepBounds {
  return {
    lower: coordinates.map((u) => Math.max(-radius, -u)),
    upper: coordinates.map((u) => Math.min(radius, 1 - u)),
  };
}

function rowsAt(
  near: Neighbourhood,
  played: readonly PlayedAt[],
  context: ProgrammeContext,
  goal: Goal,
): Row[] | null {
  const stages = movingStages(near, played, context.profiles.map(stageOf));
  if (stages === null) return null;
  const rows = [...figureRows(near, stages, context, goal)];
  for (const stage of stages.flat()) rows.push(...equilibriumRows(near, stage));
  if (context.participation) for (const [first] of stages) rows.push(...participationRows(near, first!));
  return rows;
}

/** The equilibria of each profile with their motion; null where one has none. */
function movingStages(
  near: Neighbourhood,
  played: readonly PlayedAt[],
  stages: readonly Stage[],
): MovingStage[][] | null {
  const moving: MovingStage[][] = stages.map(() => []);
  for (const { profile, bids } of played) {
    const stage = stages[profile]!;
    const at = Float64Array.from(bids);
    const motion = motionAt(near, stage.values, at);
    if (motion === null) return null;
    const allocations = new Float64Array(at.length);
    const payments = new Float64Array(at.length);
    near.mechanism.outcome(at, allocations, payments);
    moving[profile]!.push({
      ...{ stage, bids: at, motion },
      ...{ allocations: Array.from(allocations), payments: Array.from(payments) },
    });
  }
  return moving.some((each) => each.length === 0) ? null : moving;
}

function figureRows(
  near: Neighbourhood,
  stages: readonly (readonly MovingStage[])[],
  { objectives, bounds }: ProgrammeContext,
  { levels, weights }: Goal,
): Row[] {
  const boundings = (objective: Objective) => {
    const figure = figureOf(objective);
    return boundingsOf(
      objective,
      stages.map((equilibria) => {
        const { name, weight } = equilibria[0]!.stage.profile;
        return { name, weight, figures: equilibria.map((each) => movingFigure(figure, near, each)) };
      }),
    );
  };
  const raised = objectives.flatMap((objective, m): Row[] => {
    const level = levels[m];
    if (level === null || level === undefined) return [];
    return boundings(objective).map(({ place, value, gradient }) => ({
      ...{ kind: "objective", place: `${objective.name}, ${place}` },
      ...{ value: value - level, gradient, rise: weights[m]! },
    }));
  });
  const bounded = bounds.flatMap((bound): Row[] => {
    const { name, atLeast, atMost } = bound;
    const all = boundings(bound);
    const place = (each: string) => `${name}, ${each}`;
    const least = all.reduce((a, b) => (b.value < a.value ? b : a));
    return [
      ...(atLeast === undefined ? [] : all).map(
        (each): Row => ({
          ...each,
          kind: "constraint",
          place: place(each.place),
          value: each.value - atLeast!,
        }),
      ),
      ...(atMost === undefined ? [] : [least]).map(
        (each): Row => ({
          ...{ kind: "constraint", place: place(each.place), value: atMost! - each.value },
          gradient: each.gradient.map((slope) => -slope),
        }),
      ),
    ];
  });
  return [...raised, ...bounded];
}
