import type { Work } from "./front.js";

/** The share of the workers' time that verification took; null where they spent none. */
export function shareOfVerification({ byStatus, verification }: Work): number | null {
  const total = Object.values(byStatus).reduce((sum, seconds) => sum + seconds, verification);
  return total === 0 ? null : verification / total;
}
