import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../../src/numeric/random.js";
import { FrontArchive } from "../../../src/optimise/front-archive.js";
import { paretoFront } from "../../../src/pareto/front.js";
import { hypervolume } from "../../../src/pareto/hypervolume.js";
import { law } from "../../law.js";

const place = { part: 0, coordinates: [0.5] };
const added = (archive: FrontArchive, objectives: readonly number[]) =>
  archive.add({ place, objectives, violation: 0 });

describe("the archive of a front", () => {
  it.each([2, 3])(
    "holds the front by falling objectives, and its hypervolume, with %d objectives",
    async (m) => {
      const point = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: m, maxLength: m });
      await law(
        "test/src/optimise/front-archive.test.ts",
        fc.property(fc.array(point, { maxLength: 30 }), (points) => {
          const reference = Array<number>(m).fill(1);
          const archive = new FrontArchive(reference);
          for (const each of points) added(archive, each);
          const front = paretoFront(points).map((k) => points[k]!);
          expect(archive.members.map(({ objectives }) => objectives)).toEqual(front);
          expect(archive.hypervolume).toBe(hypervolume(points, reference));
        }),
      );
    },
  );

  it.each([
    [2, 400, 1500],
    [3, 100, 400],
  ])("with %d objectives stays at %d members, and its hypervolume never falls", (m, capacity, points) => {
    const random = randomStream(3);
    const archive = new FrontArchive(Array<number>(m).fill(0));
    let before = 0;
    for (let k = 0; k < points; k++) {
      const raw = Array.from({ length: m }, () => random() + 1e-3);
      const radius = Math.hypot(...raw);
      const gain = added(
        archive,
        raw.map((value) => value / radius),
      );
      expect(archive.hypervolume).toBeGreaterThanOrEqual(before * (1 - 1e-14));
      if (k > 0) expect(gain).toBeCloseTo(Math.max(0, 1 - before / archive.hypervolume), 12);
      before = archive.hypervolume;
    }
    expect(archive.members).toHaveLength(capacity);
  });

  it("gains by what share the least violation falls until something is feasible, then not by violations", () => {
    const archive = new FrontArchive([0, 0]);
    const violated = (violation: number) => archive.add({ place, objectives: null, violation });
    expect([violated(4), violated(5), violated(1)]).toEqual([0, 0, 0.75]);
    expect(archive.nearest?.violation).toBe(1);
    expect(added(archive, [1, 1])).toBe(1);
    expect(violated(0.5)).toBe(0);
    expect(archive.nearest).toBe(null);
    expect(added(archive, [2, 1])).toBe(0.5);
    expect(added(archive, [1, 1])).toBe(0);
  });

  it("gains by what share of the members is dominated while nothing is above the reference", () => {
    const archive = new FrontArchive([0, 0]);
    added(archive, [-2, -3]);
    added(archive, [-3, -2]);
    expect([added(archive, [-4, -1]), added(archive, [-2, -1])]).toEqual([0, 1]);
  });
});
