import { FIGURES } from "../../src/evaluation/figure.js";
import { aggregated, figureOf, type Objective, objectiveOf } from "../../src/evaluation/objective.js";
import { figureAt, type Stage, stageOf } from "../../src/evaluation/profile-result.js";
import { InputError } from "../../src/input-error.js";
import type { Front, FrontPoint, Point } from "./front.js";
import { mechanismOf } from "./mechanisms.js";

/** A measure's value at a point of the front that it was made for, be it PAP or a reference; the larger the better. */
export type Measured = (point: Point, measure: Objective) => number;

/** Every figure over a scenario, by its mean or as it is meant, by which the points of any front can be told apart. */
export const MEANS: readonly Objective[] = FIGURES.map(({ name }) => objectiveOf(name));

/** What the points of a front can be told apart by: every figure, and what its job maximised. */
export function measuresOf({ job }: Pick<Front, "job">): readonly Objective[] {
  return [...MEANS, ...job.objectives.filter(({ name }) => MEANS.every((mean) => mean.name !== name))];
}

/**
 * The measure of a name.
 *
 * @param option where the name stands, for the message
 * @throws InputError for a name that is no measure of the front
 */
export function measureNamed(front: Pick<Front, "job">, name: string, option: string): Objective {
  const known = measuresOf(front);
  const found = known.find((each) => each.name === name);
  if (found !== undefined) return found;
  const names = known.map((each) => each.name).join(", ");
  throw new InputError(`${option}: this front has no figure "${name}"; it has ${names}`);
}

/**
 * Values of measures at PAP, at the references and at every point of a front: those that the front holds, else worked out
 * from the equilibria in it, which are those of least revenue where a profile has several.
 *
 * @throws InputError where a measure has to be worked out at a profile that has no equilibrium
 */
export async function measured(front: Front, measures: readonly Objective[]): Promise<Measured> {
  const stages = front.scenario.profiles.map(stageOf);
  const values = new Map<Point, ReadonlyMap<string, number>>();
  for (const point of [front.baseline, ...front.references, ...front.front]) {
    const held = measures.map((measure) => heldBy(front, point, measure));
    const missing = measures.filter((_, k) => held[k] === undefined);
    const others = missing.length === 0 ? [] : await workedOut(stages, point, missing);
    values.set(
      point,
      new Map(measures.map(({ name }, k) => [name, held[k] ?? others[missing.indexOf(measures[k]!)]!])),
    );
  }
  return (point, { name }) => values.get(point)!.get(name)!;
}

function heldBy({ job }: Front, point: Point, { name }: Objective): number | undefined {
  const scored = (point.scores as unknown as Readonly<Record<string, number>>)[name];
  const objective = job.objectives.findIndex((each) => each.name === name);
  return scored ?? (point as Partial<FrontPoint>).objectives?.[objective];
}

async function workedOut(
  stages: readonly Stage[],
  point: Point,
  measures: readonly Objective[],
): Promise<number[]> {
  const mechanism = await mechanismOf(point.candidate);
  const metrics = point.perProfile.map((result) => {
    if (result.metrics !== null) return [result.metrics];
    const what = measures.map(({ name }) => name).join(", ");
    throw new InputError(`${what}: a point of this front has no equilibrium at profile ${result.profile}`);
  });
  const weights = stages.map(({ profile }) => profile.weight);
  return measures.map((measure) => {
    const figures = stages.map((stage, k) => figureAt(figureOf(measure), mechanism, stage, metrics[k]!));
    return aggregated(measure, figures, weights);
  });
}
