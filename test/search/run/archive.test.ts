import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TaskResult } from "../../../search/executor/executor.js";
import { comparable } from "../../../search/front/comparable.js";
import { Archive } from "../../../search/run/archive.js";
import { dominates } from "../../../src/pareto/front.js";
import { hypervolume } from "../../../src/pareto/hypervolume.js";
import { law } from "../../law.js";

const FILE = "test/search/run/archive.test.ts";

/** Results of which some are infeasible, on a coarse grid so that many tie or dominate. */
const results = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }), fc.boolean()), {
    maxLength: 40,
  })
  .map((rows) =>
    rows.map(
      ([a, b, feasible], id): TaskResult => ({
        ...{ id, candidate: { family: "pap" }, reason: null, violation: feasible ? 0 : 1, scores: null },
        ...{ status: feasible ? "feasible" : "refuted-split", objectives: [a / 3, b / 3] },
      }),
    ),
  );
const batched = (all: readonly TaskResult[], size: number) =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, k) => all.slice(k * size, (k + 1) * size));
const archiveOf = (grid: number, reference = [0, 0]) => new Archive({ reference, grid });
const objectivesOf = (archive: Archive) => archive.front.map((result) => comparable(result)!);

describe("an archive", () => {
  it("has a front where nothing dominates, that beats or ties all else that is feasible, in any order", async () => {
    await law(
      FILE,
      fc.property(results, fc.integer({ min: 1, max: 9 }), fc.nat(), (all, size, turn) => {
        const archive = archiveOf(0);
        for (const batch of batched(all, size)) archive.add(batch);
        const front = objectivesOf(archive);
        for (const a of front) for (const b of front) expect(dominates(a, b)).toBe(false);
        for (const { status, objectives } of all) {
          if (status !== "feasible") continue;
          const point = comparable({ objectives })!;
          expect(front.some((each) => dominates(each, point) || each.every((x, m) => x === point[m]))).toBe(
            true,
          );
        }
        const other = archiveOf(0);
        const start = all.length === 0 ? 0 : turn % all.length;
        other.add([...all.slice(start), ...all.slice(0, start)].reverse());
        expect(objectivesOf(other).sort()).toEqual(front.sort());
        expect(other.hypervolume).toBeCloseTo(archive.hypervolume, 12);
      }),
    );
  });

  it("says beforehand what it would keep, and has no more than a few points of a box", async () => {
    await law(
      FILE,
      fc.property(results, fc.integer({ min: 1, max: 9 }), (all, size) => {
        const archive = archiveOf(0.5);
        for (const batch of batched(all, size)) {
          const kept = archive.keptWith(batch);
          archive.add(batch);
          expect(archive.members).toEqual(kept);
        }
        const boxes = objectivesOf(archive).map((point) =>
          point.map((value) => Math.floor(value / 0.5)).join(),
        );
        // The best of a box, and the two ends of the front, may share one.
        expect(new Set(boxes).size).toBeGreaterThanOrEqual(boxes.length - 2);
      }),
    );
  });

  it("has the hypervolume of its front, whose history rises, and less by a box at most than was the most", async () => {
    await law(
      FILE,
      fc.property(results, fc.constantFrom(0, 0.1, 0.5), (all, grid) => {
        const archive = archiveOf(grid);
        for (const batch of batched(all, 3)) archive.add(batch);
        const front = objectivesOf(archive);
        expect(archive.hypervolume).toBe(hypervolume(front, [0, 0]));
        const volumes = archive.history.map(([, volume]) => volume);
        expect(volumes).toEqual(volumes.toSorted((a, b) => a - b));
        const raised = front.map((point) => point.map((value) => value + grid));
        expect(volumes.at(-1) ?? 0).toBeLessThanOrEqual(hypervolume(raised, [0, 0]) + 1e-12);
      }),
    );
  });

  it("has a hypervolume that never falls without a grid, and counts everything", async () => {
    await law(
      FILE,
      fc.property(results, (all) => {
        const archive = archiveOf(0, [0.5, 0.5]);
        let before = 0;
        for (const result of all) {
          archive.add([result]);
          expect(archive.hypervolume).toBeGreaterThanOrEqual(before);
          before = archive.hypervolume;
        }
        expect(archive.evaluations).toBe(all.length);
        expect(Object.values(archive.counts).reduce((sum, count) => sum + count, 0)).toBe(all.length);
        const volumes = archive.history.map(([, volume]) => volume);
        expect(volumes).toEqual(volumes.toSorted((a, b) => a - b));
      }),
    );
  });
});
