import type { Objective } from "./maximise.js";

const HALVINGS = 200;

/**
 * A root of a function that changes sign between two arguments, halved down to neighbouring doubles.
 *
 * @returns an argument at which the function has the sign that it has at `low`, next to the change (or the root
 *          itself where the function is 0 at `low`)
 */
export function bisect(objective: Objective, low: number, high: number): number {
  const sign = Math.sign(objective.at(low));
  let [a, b] = [low, high];
  for (let step = 0; step < HALVINGS && sign !== 0; step++) {
    const middle = 0.5 * (a + b);
    if (middle === a || middle === b) break;
    if (Math.sign(objective.at(middle)) === sign) a = middle;
    else b = middle;
  }
  return a;
}
