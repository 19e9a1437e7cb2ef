import type { ShareRule } from "../mechanism/shape/share.js";
import { newton } from "../numeric/newton.js";
import { play } from "./play.js";
import { conditions } from "./sensitivity.js";

const LONGEST_STEP = 0.5;
const TARGET = 1e-13;
/** Largest residual of the first-order conditions, which are logarithms, at which bids count as followed. */
const FOLLOWED = 1e-9;

/**
 * Where the first-order conditions that held at some bids hold now, after the rule has moved a little: Newton's
 * method in log bids. Whether the bids are an equilibrium is for others to judge.
 *
 * @param bids all positive
 * @returns null where they are lost
 */
export function follow(rule: ShareRule, values: Float64Array, bids: Float64Array): Float64Array | null {
  const { point, residual } = newton(
    (logs, residuals) => residuals.set(conditions(values, play(rule, logs.map(Math.exp)))),
    bids.map(Math.log),
    LONGEST_STEP,
    TARGET,
  );
  return residual <= FOLLOWED ? point.map(Math.exp) : null;
}
