import type { ResolvedJob } from "../job.js";
import type { Progress } from "../run/tracker.js";
import { figure, margin } from "./format.js";

type Budget = ResolvedJob["budget"];

/** How a search gets on, in one line of about 150 characters. */
export function progressText(progress: Progress, budget: Budget, workers: string): string {
  const { evaluations, frontSize, hypervolume } = progress;
  const of = budget.evaluations === undefined ? "" : ` of ${budget.evaluations}`;
  const left = leftText(progress, budget);
  return [
    `${evaluations}${of} evaluations, ${rateText(progress)}, ${feasibleText(progress)}`,
    `front ${frontSize}, hypervolume ${figure(hypervolume, 6)}${inBrackets(riseText(progress))}`,
    `margin over PAP ${marginText(progress)}`,
    workers,
    ...(left === null ? [] : [left]),
  ].join("; ");
}

/** Workers that are up, and of how many where some are down. */
export function workersText({
  alive,
  workers,
}: {
  readonly alive: number;
  readonly workers: number;
}): string {
  return `${alive === workers ? "" : `${alive} of `}${workers} ${workers === 1 ? "worker" : "workers"}`;
}

export function rateText({ recent: { rate } }: Progress): string {
  return `${figure(rate, rate < 10 ? 2 : 3)}/s`;
}

export function feasibleText({ counts, evaluations }: Progress): string {
  const share = (counts.feasible ?? 0) / Math.max(evaluations, 1);
  return `${Number((100 * share).toPrecision(3))} % feasible`;
}

/** How far the hypervolume rose of late; null where there was none before. */
export function riseText({ recent: { rise } }: Progress): string | null {
  return rise === null ? null : `${margin(Number(rise.share.toPrecision(2)))} in ${duration(rise.seconds)}`;
}

export function marginText({ margin: best }: Progress): string {
  return best === null ? "-" : margin(best);
}

/** How long it may still take, and on what condition; null where nothing tells, or a limit is met. */
export function leftText(progress: Progress, budget: Budget): string | null {
  const left = timeLeft(progress, budget);
  if (left === null || left.seconds === 0) return null;
  return `${duration(left.seconds)} left${left.unlessItRises ? " unless it rises" : ""}`;
}

/**
 * Seconds until the first limit of the budget is met, at the recent rate. A limit on stagnation is moved on by every
 * notable rise of the hypervolume. The full verification of the front comes on top.
 *
 * @returns null where no rate is known yet that would tell
 */
export function timeLeft(
  { evaluations, stagnant, seconds, recent: { rate } }: Progress,
  budget: Budget,
): { readonly seconds: number; readonly unlessItRises: boolean } | null {
  const until = (limit: number | undefined, at: number, pace: number) =>
    limit === undefined || pace === 0 ? Number.POSITIVE_INFINITY : Math.max(0, limit - at) / pace;
  const minutes = budget.minutes === undefined ? undefined : budget.minutes * 60;
  const certain = Math.min(until(budget.evaluations, evaluations, rate), until(minutes, seconds, 1));
  const stagnation = until(budget.stagnation, stagnant, rate);
  const least = Math.min(certain, stagnation);
  return Number.isFinite(least) ? { seconds: least, unlessItRises: stagnation < certain } : null;
}

/** How many candidates ended in each status, most first. */
export function countsText(counts: Progress["counts"]): string {
  const falling = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return falling.map(([status, count]) => `${count} ${status}`).join(", ");
}

/** Seconds as people say them. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}

function inBrackets(text: string | null): string {
  return text === null ? "" : ` (${text})`;
}
