import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contributions, thinnedOut } from "../../../src/pareto/contributions.js";
import { paretoFront } from "../../../src/pareto/front.js";
import { hypervolume } from "../../../src/pareto/hypervolume.js";
import { law } from "../../law.js";

const FILE = "test/src/pareto/contributions.test.ts";
const fronts = (objectives: number) =>
  fc
    .array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: objectives, maxLength: objectives }), {
      minLength: 1,
      maxLength: 14,
    })
    .map((points) => paretoFront(points).map((k) => points[k]!));
const without = <T>(list: readonly T[], index: number) => list.filter((_, k) => k !== index);
const reference = (objectives: number) => Array.from({ length: objectives }, (_, m) => m % 2);

describe("the contributions of a front", () => {
  it.each([1, 2, 3, 4])("are what is lost without each point, with %d objectives", async (objectives) => {
    const corner = reference(objectives);
    await law(
      FILE,
      fc.property(fronts(objectives), (front) => {
        const whole = hypervolume(front, corner);
        expect(contributions(front, corner)).toEqual(
          front.map((_, k) => whole - hypervolume(without(front, k), corner)),
        );
      }),
    );
  });

  it.each([2, 3])("thin it out point by point, the least first, with %d objectives", async (objectives) => {
    const corner = reference(objectives);
    await law(
      FILE,
      fc.property(fronts(objectives), fc.nat(6), (front, keep) => {
        const order = thinnedOut(front, corner, keep);
        expect([...order].sort((a, b) => a - b)).toEqual(front.map((_, k) => k));
        for (let left = front.length; left > keep; left--) {
          const alive = order.slice(0, left);
          const points = alive.map((k) => front[k]!);
          const lost = points.map(
            (_, k) => hypervolume(points, corner) - hypervolume(without(points, k), corner),
          );
          expect(lost.at(-1)).toBe(Math.min(...lost));
        }
      }),
    );
  });
});
