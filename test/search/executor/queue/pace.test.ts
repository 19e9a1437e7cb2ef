import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { batchSize, Pace } from "../../../../search/executor/queue/pace.js";
import { law } from "../../../law.js";

const FILE = "test/search/executor/queue/pace.test.ts";
const seconds = fc.double({ min: 1e-6, max: 1e3, noNaN: true });

describe("the size of a batch", () => {
  it("keeps the queue under 3 % of the work, unless a thread would then go without", async () => {
    const counts = fc.tuple(fc.integer({ min: 1, max: 10_000 }), fc.nat(1000), seconds, seconds);
    await law(
      FILE,
      fc.property(counts, ([waiting, threads, overhead, each]) => {
        const size = batchSize(waiting, threads, overhead, each);
        expect(Number.isInteger(size)).toBe(true);
        expect(size).toBeGreaterThanOrEqual(1);
        const batches = Math.ceil(waiting / size);
        const cheap = overhead <= 0.03 * size * each;
        const fair = Math.ceil(waiting / Math.max(1, threads));
        expect(cheap || size === fair).toBe(true);
        expect(size).toBeLessThanOrEqual(fair);
        // No smaller than it need be, and no larger.
        if (size > 1) expect(overhead).toBeGreaterThan(0.0199 * (size - 1) * each);
        expect(batches).toBeGreaterThanOrEqual(Math.min(waiting, Math.max(1, threads)) / 2);
      }),
    );
  });

  it("is one at first, follows what workers report, and knows screens from verifications", () => {
    const pace = new Pace();
    expect(pace.size(100, 4)).toBe(1);
    const report = (count: number, took: number, overhead: number) => ({
      ...{ results: new Array(count).fill({}), seconds: took, overhead, suspect: false, incidents: [] },
    });
    pace.learn(report(1, 0.01, 0.002));
    expect(pace.size(1000, 4)).toBe(10);
    expect(pace.size(1000, 4, "verify")).toBe(1);
    for (let k = 0; k < 40; k++) pace.learn(report(10, 1, 0.002));
    expect(pace.size(1000, 4)).toBe(2);
    pace.learn(report(0, 5, 1));
    expect(pace.size(1000, 4)).toBe(2);
  });
});
