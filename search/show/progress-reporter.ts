import { SingleBar } from "cli-progress";
import type { ResolvedJob } from "../job/job.js";
import type { RunProgress } from "../run/loop.js";
import { progressText, workersText } from "./text/progress.js";

const SECONDS_BETWEEN_LINES = 30;

/** Characters of the bar on a terminal. */
const BAR = 12;

/** Shows how a run gets on, on standard error. */
export interface ProgressReporter {
  report(progress: RunProgress): void;
  /** Something else that happened, in a sentence. */
  note(text: string): void;
  end(): void;
}

/** A bar on a terminal, a plain line every half minute elsewhere. */
export function progressReporter(job: ResolvedJob): ProgressReporter {
  return process.stderr.isTTY ? bar(job) : plainLines(job);
}

function bar(job: ResolvedJob): ProgressReporter {
  const shown = new SingleBar({
    format: `${job.name} {bar} {text}`,
    barsize: BAR,
    stream: process.stderr,
    hideCursor: true,
  });
  let running = false;
  return {
    report(progress) {
      const room = (process.stderr.columns || Number.POSITIVE_INFINITY) - job.name.length - BAR - 3;
      const payload = { text: textOf(progress, job, room) };
      const total = job.budget.evaluations ?? progress.evaluations;
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

/** By the clock, not by the seconds worked: those of a run that goes on pass in a moment. */
function plainLines(job: ResolvedJob): ProgressReporter {
  let last = Date.now();
  let pending: RunProgress | null = null;
  const print = (progress: RunProgress) => {
    process.stderr.write(`${job.name}: ${textOf(progress, job)}\n`);
    last = Date.now();
    pending = null;
  };
  return {
    report(progress) {
      pending = progress;
      if (Date.now() - last >= SECONDS_BETWEEN_LINES * 1000) print(progress);
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

function textOf(progress: RunProgress, { budget }: ResolvedJob, width?: number): string {
  return progressText(progress, budget, workersText(progress), width);
}
