import type { Figure } from "../evaluation/figure.js";
import { papDistance } from "../evaluation/pap-distance.js";
import { figureAt, type Stage } from "../evaluation/profile-result.js";
import { METRICS, metricsOf } from "../metric/metrics.js";
import type { Motion } from "./motion.js";
import { gradientOf, type Neighbourhood } from "./neighbourhood.js";

/** Relative step in allocations and payments of the central differences of figures. */
const STEP = 1e-6;

/** An equilibrium at a profile, and how it moves. */
export interface MovingStage {
  readonly stage: Stage;
  readonly bids: Float64Array;
  readonly allocations: readonly number[];
  readonly payments: readonly number[];
  readonly motion: Motion;
}

/** A number and its gradient in the parameters. */
export interface Moving {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** A figure at an equilibrium, and its gradient: by the outcome's motion, or where it is made of no metric, by the rule's. */
export function movingFigure(figure: Figure, near: Neighbourhood, at: MovingStage): Moving {
  const { stage, motion } = at;
  const { values } = stage.profile;
  const { metric } = figure;
  if (metric === undefined) {
    const of = (rule: Neighbourhood["mechanism"]) =>
      figure.of({ metrics: stage.pap, pap: stage.pap, distance: () => papDistance(rule, values) });
    return { value: of(near.mechanism), gradient: gradientOf(near, of) };
  }
  const metrics = METRICS.filter(({ name }) => name === metric);
  const moved = (k: number, step: number) => {
    const allocations = at.allocations.map((x, i) => x + step * motion.allocations[i]![k]!);
    const payments = at.payments.map((p, i) => p + step * motion.payments[i]![k]!);
    const view = metricsOf(values, { allocations, payments }, stage.papActive, metrics);
    return figureAt(figure, near.mechanism, stage, [view]);
  };
  const gradient = new Float64Array(near.widths.length);
  for (let k = 0; k < gradient.length; k++) {
    const step = STEP / (fastest(at, k) || 1);
    gradient[k] = (moved(k, step) - moved(k, -step)) / (2 * step);
  }
  return { value: moved(0, 0), gradient };
}

/** The largest relative motion of any allocation or payment along an axis. */
function fastest({ allocations, payments, motion }: MovingStage, k: number): number {
  let most = 0;
  for (let i = 0; i < allocations.length; i++) {
    if (allocations[i]! > 0) most = Math.max(most, Math.abs(motion.allocations[i]![k]!) / allocations[i]!);
    if (payments[i]! > 0) most = Math.max(most, Math.abs(motion.payments[i]![k]!) / payments[i]!);
  }
  return most;
}
