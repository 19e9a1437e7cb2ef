import type { Crew } from "../../executor/executor.js";
import type { ResolvedJob } from "../../job/job.js";
import type { RunProgress } from "../../run/loop.js";
import type { Progress } from "../../run/tracker.js";
import { figure, margin } from "./format.js";

type Budget = ResolvedJob["budget"];

/** A part of a line with what stands before it, and which part goes first where there is no room: the lowest. */
interface Piece {
  readonly text: string;
  readonly rank: number;
}

/**
 * How a search gets on, in one line of about 180 characters.
 *
 * @param width how many characters there is room for; what matters least is left out to keep to it
 */
export function progressText(
  progress: Progress & Pick<RunProgress, "verifying">,
  budget: Budget,
  workers: string,
  width = Number.POSITIVE_INFINITY,
): string {
  const { evaluations, frontSize, hypervolume } = progress;
  const of = budget.evaluations === undefined ? "" : ` of ${budget.evaluations}`;
  const [rise, left] = [riseText(progress), leftText(progress, budget)];
  const pieces: readonly Piece[] = [
    { text: `${evaluations}${of} evaluations${verifyingText(progress)}`, rank: 9 },
    { text: `, ${rateText(progress)}`, rank: 6 },
    { text: `, ${feasibleText(progress)}`, rank: 3 },
    { text: `; front ${frontSize}, hypervolume ${figure(hypervolume, 6)}`, rank: 4 },
    { text: rise === null ? "" : ` (${rise})`, rank: 2 },
    { text: `; best gain over PAP ${bestGainText(progress)}`, rank: 5 },
    { text: `; ${workers}`, rank: 1 },
    { text: shareText(progress), rank: 7 },
    { text: left === null ? "" : `; ${left}`, rank: 8 },
  ];
  return fitted(pieces, width);
}

function fitted(pieces: readonly Piece[], width: number): string {
  const line = pieces.map(({ text }) => text).join("");
  if (line.length <= width || pieces.length === 1) return line;
  const least = Math.min(...pieces.map(({ rank }) => rank));
  return fitted(
    pieces.filter(({ rank }) => rank !== least),
    width,
  );
}

/** What is verified of a batch under way. */
function verifyingText({ verifying }: Pick<RunProgress, "verifying">): string {
  return verifying === null ? "" : `, ${verifying.done} of ${verifying.of} more verified`;
}

function shareText({ verification: { share } }: Progress): string {
  return share === null ? "" : `; ${percent(share)} of the time verifying`;
}

/** How many candidates were verified in full, what that took, and how many fell. */
export function verificationText({
  verification: { done, fallen, share },
}: Pick<Progress, "verification">): string {
  if (done === 0) return "none yet";
  const fell = `${fallen} of which fell${fallen === 0 ? "" : ` (${percent(fallen / done)})`}`;
  const time = share === null ? "" : `; ${percent(share)} of the workers' time`;
  return `${done} candidates in full, ${fell}${time}`;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}

/** Workers that are up, and of how many where some are down. */
export function workersText({ alive, workers }: Crew): string {
  return `${alive === workers ? "" : `${alive} of `}${workers} ${workers === 1 ? "worker" : "workers"}`;
}

export function rateText({ recent: { rate } }: Progress): string {
  return `${figure(rate, rate < 10 ? 2 : 3)}/s`;
}

export function feasibleText({ counts, evaluations }: Progress): string {
  return `${percent((counts.feasible ?? 0) / Math.max(evaluations, 1))} feasible`;
}

/** How far the hypervolume rose of late; null where there was none before. */
export function riseText({ recent: { rise } }: Progress): string | null {
  return rise === null ? null : `${margin(Number(rise.share.toPrecision(2)))} in ${duration(rise.seconds)}`;
}

export function bestGainText({ bestGain: best }: Progress): string {
  return best === null ? "-" : margin(best);
}

/** How long it may still take, and on what condition; null where nothing tells, or a limit is met. */
export function leftText(progress: Progress, budget: Budget): string | null {
  const left = timeLeft(progress, budget);
  if (left === null || left.seconds === 0) return null;
  return `${duration(left.seconds)} left${left.unlessItRises ? " unless it rises" : ""}`;
}

/**
 * Seconds until the first limit of the budget is met, at the recent rate, in which verification is counted. A limit on
 * stagnation is moved on by every notable rise of the hypervolume.
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
