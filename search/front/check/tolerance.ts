/** How far a recomputed figure may lie from the one in the file, relative to 1 or to its size. */
export const CHECK_TOLERANCE = 1e-9;

/** What is wrong with a claim, in words, or null. */
export type Fault = string | null;

/** Whether a figure is another than the one recomputed, by more than rounding. */
export function differs(what: string, stated: number | null | undefined, recomputed: number): Fault {
  const off = Math.abs((stated ?? Number.NaN) - recomputed);
  if (off <= CHECK_TOLERANCE * Math.max(1, Math.abs(recomputed))) return null;
  return `${what} is ${stated} in the file and ${recomputed} recomputed`;
}
