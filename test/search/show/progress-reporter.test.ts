import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { resolveJob } from "../../../search/job/job.js";
import type { RunProgress } from "../../../search/run/loop.js";
import { progressReporter } from "../../../search/show/progress-reporter.js";

const families = [{ family: "pap" }];
const job = resolveJob(
  { name: "small", seed: 1, scenario: "article", families, budget: { evaluations: 99 } },
  "job.json",
);
const at = (evaluations: number): RunProgress => ({
  ...{ evaluations, counts: {}, frontSize: 0, hypervolume: 0, stagnant: 0, bestGain: null },
  ...{ seconds: 1000 * evaluations, recent: { rate: 0, rise: null }, alive: 1, workers: 1 },
  ...{ verification: { done: 0, fallen: 0, share: null }, verifying: null },
});

describe("progress where there is no terminal", () => {
  const terminal = process.stderr.isTTY;
  let written: string[];
  beforeEach(() => {
    written = [];
    vi.useFakeTimers();
    process.stderr.isTTY = false;
    vi.spyOn(process.stderr, "write").mockImplementation((text) => written.push(String(text)) > 0);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
    process.stderr.isTTY = terminal;
  });
  const counts = () => written.map((line) => Number(/^small: (\d+) of 99 evaluations, /.exec(line)?.[1]));

  it("is a line every 30 s by the clock, and the last where it ends", () => {
    const reporter = progressReporter(job);
    for (let k = 1; k <= 8; k++) {
      vi.advanceTimersByTime(10_000);
      reporter.report(at(k));
    }
    expect(counts()).toEqual([3, 6]);
    reporter.end();
    reporter.end();
    expect(counts()).toEqual([3, 6, 8]);
  });

  it("is not a line for each batch of a run that goes on", () => {
    const reporter = progressReporter(job);
    for (let k = 1; k <= 8; k++) reporter.report(at(k));
    expect(written).toEqual([]);
  });
});
