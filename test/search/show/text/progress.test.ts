import { describe, expect, it } from "vitest";
import type { RunProgress } from "../../../../search/run/loop.js";
import {
  leftText,
  progressText,
  timeLeft,
  verificationText,
  workersText,
} from "../../../../search/show/text/progress.js";

type Shown = Omit<RunProgress, "alive" | "workers">;

const PROGRESS: Shown = {
  ...{ evaluations: 12_340, counts: { feasible: 3850, "refuted-split": 8490 }, frontSize: 87 },
  ...{ hypervolume: 1.02345678, stagnant: 450, bestGain: 0.0073126, seconds: 300 },
  recent: { rate: 45.21, rise: { share: 0.000131, seconds: 301 } },
  ...{ verification: { done: 410, fallen: 3, share: 0.1234 }, verifying: null },
};
const EARLY: Shown = {
  ...{ evaluations: 0, counts: {}, frontSize: 0, hypervolume: 0, stagnant: 0, bestGain: null, seconds: 0 },
  recent: { rate: 0, rise: null },
  ...{ verification: { done: 0, fallen: 0, share: null }, verifying: null },
};

describe("the progress of a search", () => {
  it("is one line: rate, feasible share, hypervolume and its trend, margin, workers, time left", () => {
    const line = progressText(PROGRESS, { evaluations: 200_000 }, "2 workers");
    expect(line).toBe(
      "12340 of 200000 evaluations, 45.2/s, 31.2 % feasible; front 87, hypervolume 1.02346 (+0.013 % in 5 min); " +
        "best gain over PAP +0.7313 %; 2 workers; 12.3 % of the time verifying; 69 min left",
    );
    expect(line.length).toBeLessThan(190);
  });

  it("keeps to the width that there is, leaving out what matters least", () => {
    const at = (width: number) => progressText(PROGRESS, { evaluations: 200_000 }, "2 workers", width);
    const whole = at(Number.POSITIVE_INFINITY);
    expect(at(whole.length)).toBe(whole);
    expect(at(80)).toBe("12340 of 200000 evaluations, 45.2/s; 12.3 % of the time verifying; 69 min left");
    expect(at(45)).toBe("12340 of 200000 evaluations; 69 min left");
    expect(at(0)).toBe("12340 of 200000 evaluations");
    for (let width = 27; width < 200; width += 1) expect(at(width).length).toBeLessThanOrEqual(width);
  });

  it("says what of a batch is being verified, and of all that were verified how many fell", () => {
    const verifying = { done: 3, of: 7 };
    expect(progressText({ ...PROGRESS, verifying }, {}, "2 workers", 50)).toBe(
      "12340 evaluations, 3 of 7 more verified",
    );
    expect(verificationText(PROGRESS)).toBe(
      "410 candidates in full, 3 of which fell (0.732 %); 12.3 % of the workers' time",
    );
    expect(verificationText(EARLY)).toBe("none yet");
  });

  it("leaves out what is not known yet", () => {
    expect(progressText(EARLY, { stagnation: 100 }, "1 worker")).toBe(
      "0 evaluations, 0/s, 0 % feasible; front 0, hypervolume 0; best gain over PAP -; 1 worker",
    );
  });

  it("says how many workers are up where some are down", () => {
    expect(workersText({ alive: 1, workers: 2 })).toBe("1 of 2 workers");
    expect(workersText({ alive: 1, workers: 1 })).toBe("1 worker");
  });
});

describe("the time left", () => {
  const progress: Shown = { ...PROGRESS, evaluations: 400, recent: { ...PROGRESS.recent, rate: 2 } };

  it.each([
    ["the evaluations that are left", { evaluations: 1000 }, 300, false],
    ["the minutes that are left", { minutes: 6 }, 60, false],
    ["the earlier of two limits", { evaluations: 1000, minutes: 6 }, 60, false],
    ["a stagnation that goes on", { stagnation: 500, minutes: 60 }, 25, true],
    ["a limit before a later stagnation", { stagnation: 5000, minutes: 6 }, 60, false],
    ["nothing once a limit is passed", { minutes: 4 }, 0, false],
  ])("is that of %s", (_, budget, seconds, unlessItRises) => {
    expect(timeLeft(progress, budget)).toEqual({ seconds, unlessItRises });
  });

  it("is not known before there is a rate, but for a limit on minutes", () => {
    expect(timeLeft(EARLY, { evaluations: 10, stagnation: 10 })).toBeNull();
    expect(timeLeft(EARLY, { evaluations: 10, minutes: 1 })).toEqual({ seconds: 60, unlessItRises: false });
  });

  it("names its condition", () => {
    expect(leftText(progress, { stagnation: 500 })).toBe("25 s left unless it rises");
    expect(leftText({ ...progress, seconds: 0 }, { minutes: 480 })).toBe("8.0 h left");
    expect(leftText(progress, { evaluations: 400 })).toBeNull();
  });
});
