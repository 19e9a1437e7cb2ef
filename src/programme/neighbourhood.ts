import type { Mechanism } from "../mechanism/mechanism.js";

/** How far the neighbours of a rule lie along each axis, in units of the axis. */
const STEP = 1e-4;

/**
 * A rule at coordinates u in [0, 1]^D, and its neighbours along each axis: what derivatives in the parameters are made of,
 * as central differences at bids that stay.
 */
export interface Neighbourhood {
  readonly coordinates: Float64Array;
  readonly mechanism: Mechanism;
  readonly below: readonly Mechanism[];
  readonly above: readonly Mechanism[];
  /** From the one below to the one above. */
  readonly widths: Float64Array;
  /** The rule at coordinates. */
  build(coordinates: Float64Array): Promise<Mechanism>;
}

/**
 * Builds a rule and its neighbours; at an end of an axis the one beyond it is the rule itself.
 */
export async function neighbourhoodOf(
  coordinates: Float64Array,
  build: (coordinates: Float64Array) => Promise<Mechanism>,
): Promise<Neighbourhood> {
  const below: Mechanism[] = [];
  const above: Mechanism[] = [];
  const widths = new Float64Array(coordinates.length);
  for (let k = 0; k < coordinates.length; k++) {
    const [low, high] = [Math.max(0, coordinates[k]! - STEP), Math.min(1, coordinates[k]! + STEP)];
    below.push(await build(coordinates.with(k, low)));
    above.push(await build(coordinates.with(k, high)));
    widths[k] = high - low;
  }
  return { coordinates, mechanism: await build(coordinates), below, above, widths, build };
}

/** The gradient of a figure that every rule of a neighbourhood has: central differences along each axis. */
export function gradientOf(
  { below, above, widths }: Neighbourhood,
  figure: (rule: Mechanism) => number,
): Float64Array {
  return widths.map((width, k) => (figure(above[k]!) - figure(below[k]!)) / width);
}
