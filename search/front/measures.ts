import { FIGURES } from "../../src/evaluation/figure.js";
import { aggregated, figureOf, type Objective, objectiveOf } from "../../src/evaluation/objective.js";
import { figureAt, stageOf } from "../../src/evaluation/profile-result.js";
import { InputError } from "../../src/input-error.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import { detailedResults } from "./detail.js";
import type { Front, FrontPoint, Point } from "./front.js";

/** A measure's value at a point of the front that it was made for, be it PAP or a reference; the larger the better. */
export type Measured = (point: Point, measure: Objective) => number;

/** The mean of every figure over a scenario, by which the points of any front can be told apart. */
export const MEANS: readonly Objective[] = FIGURES.map(({ name }) => objectiveOf(name));

/** What the points of a front can be told apart by: the mean of every figure, and what its job maximised. */
export function measuresOf({ job }: Front): readonly Objective[] {
  return [...MEANS, ...job.objectives.filter(({ name }) => MEANS.every((mean) => mean.name !== name))];
}

/**
 * The measure of a name.
 *
 * @param option where the name stands, for the message
 * @throws InputError for a name that is no measure of the front
 */
export function measureNamed(front: Front, name: string, option: string): Objective {
  const known = measuresOf(front);
  const found = known.find((each) => each.name === name);
  if (found !== undefined) return found;
  const names = known.map((each) => each.name).join(", ");
  throw new InputError(`${option}: this front has no figure "${name}"; it has ${names}`);
}

/**
 * Values of measures at PAP, at the references and at every point of a front: those that its file holds, else worked out from the
 * equilibria in it, which are those of least revenue where a profile has several.
 *
 * @throws InputError where a measure has to be worked out and the file holds too little for it
 */
export async function measured(front: Front, measures: readonly Objective[]): Promise<Measured> {
  const values = new Map<Point, ReadonlyMap<string, number>>();
  for (const point of [front.baseline, ...front.references, ...front.front]) {
    const held = measures.map((measure) => heldBy(front, point, measure));
    const missing = measures.filter((_, k) => held[k] === undefined);
    const others = missing.length === 0 ? [] : await workedOut(front, point, missing);
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
  { scenario: { profiles } }: Front,
  point: Point,
  measures: readonly Objective[],
): Promise<number[]> {
  const mechanism = await buildMechanism(point.candidate);
  const metrics = detailedResults(mechanism, point, profiles).map((result) => {
    if (result.metrics !== null) return [result.metrics];
    const what = measures.map(({ name }) => name).join(", ");
    throw new InputError(`${what}: a point of this front has no equilibrium at profile ${result.profile}`);
  });
  const stages = profiles.map(stageOf);
  const weights = profiles.map(({ weight }) => weight);
  return measures.map((measure) => {
    const figures = stages.map((stage, k) => figureAt(figureOf(measure), mechanism, stage, metrics[k]!));
    return aggregated(measure, figures, weights);
  });
}
