import type { ResolvedJob } from "./job.js";

/** Why a search ends, in the words that its front keeps. */
export const STOPPED = {
  evaluations: (most: number) => `budget of ${most} evaluations`,
  stagnation: (evaluations: number) => `no notable rise of the hypervolume in ${evaluations} evaluations`,
  minutes: (minutes: number, evaluations: number) =>
    `budget of ${minutes} minutes, after ${evaluations} evaluations`,
  exhausted: "the search space is exhausted",
  interrupted: (evaluations: number) => `interrupted after ${evaluations} evaluations`,
} as const;

/** The reasons for which a job's search may have ended, or be at rest, after so many evaluations. */
export function reasonsToStop({ budget, families }: ResolvedJob, evaluations: number): string[] {
  const { evaluations: most = Number.POSITIVE_INFINITY, stagnation, minutes } = budget;
  if (evaluations >= most) return [STOPPED.evaluations(most)];
  const reasons: string[] = [];
  if (stagnation && evaluations >= stagnation) reasons.push(STOPPED.stagnation(stagnation));
  if (minutes) reasons.push(STOPPED.minutes(minutes, evaluations));
  // Families without a range are one candidate each.
  const single = families.every(({ ranges }) => ranges.length === 0);
  if (single && evaluations === families.length) reasons.push(STOPPED.exhausted);
  return [...reasons, STOPPED.interrupted(evaluations)];
}
