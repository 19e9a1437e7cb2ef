import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Executor, TaskResult } from "../../../search/executor/executor.js";
import { resolveJob } from "../../../search/job.js";
import { Journal } from "../../../search/run/journal.js";
import { settle } from "../../../search/run/settle.js";

const root = mkdtempSync(join(tmpdir(), "goldilocks-settle-"));
afterAll(() => rmSync(root, { recursive: true }));

const job = resolveJob(
  {
    ...{ name: "settle", seed: 1, scenario: "article", families: [{ family: "pap" }] },
    ...{ budget: { evaluations: 40 }, frontSize: 5 },
  },
  "job.json",
);

/** Points of a convex front, unevenly spaced: which five cover it best depends on which have fallen. */
const screened = Array.from({ length: 40 }, (_, id): TaskResult => {
  const x = ((id * 17) % 40) / 40 + (id % 7) / 1000;
  return {
    ...{ id, candidate: { family: "pap" }, status: "feasible", reason: null, violation: 0, scores: null },
    objectives: [x, 1 - x ** 2],
  };
});
const falls = (id: number) => id % 3 !== 1;

const executor: Executor = {
  workers: 1,
  run: async (tasks) =>
    tasks.map(({ id }) => (falls(id) ? { ...screened[id]!, status: "refuted-split" } : screened[id]!)),
  close: async () => {},
};

/** Settles in as many runs as it takes, each of which is stopped after so many verifications. */
async function settledInRuns(each: number) {
  const folder = mkdtempSync(join(root, "run-"));
  for (let first = true; ; first = false) {
    const journal = Journal.open(folder, "hash");
    if (first) journal.append(screened);
    let left = each;
    const settled = await settle(job, journal, executor, {
      onVerified: () => {},
      interrupted: () => left-- <= 0,
    });
    journal.close();
    if (settled === null) continue;
    return { points: settled.points.map(({ id }) => id), counts: settled.archive.counts };
  }
}

it("shows the same points of a thinned front however often verification was stopped", async () => {
  const whole = await settledInRuns(Number.POSITIVE_INFINITY);
  expect(whole.points.some(falls)).toBe(false);
  expect(whole.counts["refuted-split"]).toBeGreaterThan(0);
  for (const each of [1, 2, 3, 4]) expect(await settledInRuns(each)).toEqual(whole);
});
