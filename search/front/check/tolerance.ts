import type { Fault } from "./claim.js";

/** How far a recomputed figure may lie from the one in the file, relative to 1 or to its size. */
export const CHECK_TOLERANCE = 1e-9;

/** Gains are small where they are forgiven: they are compared relative to this, or to their size. */
export const SMALL_GAIN = 1e-3;

/**
 * Whether a figure is another than the one recomputed, by more than rounding.
 *
 * @param scale what rounding is relative to where the figure is smaller
 */
export function differs(
  what: string,
  stated: number | null | undefined,
  recomputed: number | undefined,
  scale = 1,
): Fault {
  const again = recomputed ?? Number.NaN;
  const off = Math.abs((stated ?? Number.NaN) - again);
  if (off <= CHECK_TOLERANCE * Math.max(scale, Math.abs(again))) return null;
  return `${what} is ${stated} in the file and ${recomputed} recomputed`;
}
