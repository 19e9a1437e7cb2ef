import { SingleBar } from "cli-progress";
import type { ResolvedJob } from "./job.js";
import type { Progress } from "./run.js";

const SECONDS_BETWEEN_LINES = 5;

/** Shows how a run gets on, on standard error. */
export interface ProgressReporter {
  report(progress: Progress): void;
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
        feasible: progress.feasible,
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
        `feasible ${progress.feasible}, front ${progress.frontSize}, ` +
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
    end() {
      if (pending) print(pending);
    },
  };
}

function rateOf({ evaluations, seconds }: Progress): string {
  return (evaluations / Math.max(seconds, 1e-3)).toFixed(evaluations / seconds < 10 ? 1 : 0);
}
