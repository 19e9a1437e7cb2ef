import { SingleBar } from "cli-progress";
import type { ResolvedJob } from "../job.js";
import type { Progress } from "./loop.js";

const SECONDS_BETWEEN_LINES = 5;

/** Shows how a run gets on, on standard error. */
export interface ProgressReporter {
  report(progress: Progress): void;
  /** Something else that happened, in a sentence. */
  note(text: string): void;
  end(): void;
}

/** A bar on a terminal, a plain line every few seconds elsewhere. */
export function progressReporter(job: ResolvedJob): ProgressReporter {
  return process.stderr.isTTY ? bar(job) : plainLines(job);
}

function bar(job: ResolvedJob): ProgressReporter {
  const shown = new SingleBar({
    format: `${job.name} {bar} {value}/{total}  {rate}/s  feasible {feasible}  front {front}  hypervolume {hv}`,
    stream: process.stderr,
    hideCursor: true,
  });
  let running = false;
  return {
    report(progress) {
      const payload = {
        rate: rateOf(progress),
        feasible: progress.counts.feasible ?? 0,
        front: progress.frontSize,
        hv: progress.hypervolume.toFixed(4),
      };
      const total = progress.budget ?? progress.evaluations;
      if (!running) shown.start(total, progress.evaluations, payload);
      else {
        shown.setTotal(total);
        shown.update(progress.evaluations, payload);
      }
      running = true;
    },
    note(text) {
      if (running) shown.stop();
      running = false;
      process.stderr.write(`${job.name}: ${text}\n`);
    },
    end() {
      if (running) shown.stop();
      running = false;
    },
  };
}

function plainLines(job: ResolvedJob): ProgressReporter {
  let last = 0;
  let pending: Progress | null = null;
  const print = (progress: Progress) => {
    const of = progress.budget === null ? "" : ` of ${progress.budget}`;
    process.stderr.write(
      `${job.name}: ${progress.evaluations}${of} evaluations, ${rateOf(progress)}/s, ` +
        `${countsText(progress.counts)}; front ${progress.frontSize}, ` +
        `hypervolume ${progress.hypervolume.toFixed(6)}, ${progress.seconds.toFixed(0)} s\n`,
    );
    last = progress.seconds;
    pending = null;
  };
  return {
    report(progress) {
      pending = progress;
      if (progress.seconds - last >= SECONDS_BETWEEN_LINES) print(progress);
    },
    note(text) {
      if (pending) print(pending);
      process.stderr.write(`${job.name}: ${text}\n`);
    },
    end() {
      if (pending) print(pending);
    },
  };
}

/** How many candidates ended in each status, most first. */
export function countsText(counts: Progress["counts"]): string {
  const falling = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return falling.map(([status, count]) => `${count} ${status}`).join(", ");
}

function rateOf({ evaluations, seconds }: Progress): string {
  const rate = evaluations / Math.max(seconds, 1e-3);
  return rate.toFixed(rate < 10 ? 1 : 0);
}
