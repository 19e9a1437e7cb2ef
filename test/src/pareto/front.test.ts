import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dominates, paretoFront } from "../../../src/pareto/front.js";
import { exclusiveHypervolume, hypervolume } from "../../../src/pareto/hypervolume.js";
import { law } from "../../law.js";

const FILE = "test/src/pareto/front.test.ts";
const SIDE = 8;

/** Few distinct coordinates, so that ties and equal points are common. */
const pointsOf = (objectives: number) =>
  fc.array(fc.array(fc.integer({ min: 0, max: SIDE }), { minLength: objectives, maxLength: objectives }), {
    maxLength: 24,
  });

/** Room for cubes to be counted. */
const smallPointsOf = (objectives: number) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: objectives, maxLength: objectives }), {
    maxLength: 10,
  });

/** The volume above the corner by counting unit cubes, of points up to 4 in each objective. */
function countedCubes(points: readonly (readonly number[])[], corner: readonly number[]): number {
  const cells = corner.reduce<number[][]>(
    (some, low) =>
      some.flatMap((cell) => Array.from({ length: 4 - low }, (_, step) => [...cell, low + step + 1])),
    [[]],
  );
  return cells.filter((cell) => points.some((point) => cell.every((value, m) => point[m]! >= value))).length;
}

/** The front by its definition: nobody is at least as good everywhere and better somewhere, nor equal and earlier. */
function byDefinition(points: readonly (readonly number[])[]): number[] {
  return points.flatMap((point, k) => {
    const beaten = points.some((other, j) => {
      if (j === k) return false;
      const noWorse = other.every((value, m) => value >= point[m]!);
      const better = other.some((value, m) => value > point[m]!);
      return noWorse && (better || j < k);
    });
    return beaten ? [] : [k];
  });
}

/** The area above the reference by counting unit squares. */
function countedSquares(points: readonly (readonly number[])[], [left, floor]: readonly [number, number]) {
  let squares = 0;
  for (let x = left; x < SIDE; x++) {
    for (let y = floor; y < SIDE; y++) {
      if (points.some(([a, b]) => a! >= x + 1 && b! >= y + 1)) squares++;
    }
  }
  return squares;
}

describe("dominates", () => {
  it.each([
    [[1, 1], [0, 0], true],
    [[1, 0], [0, 0], true],
    [[1, 1], [1, 1], false],
    [[2, 0], [0, 1], false],
    [[0, 0], [0, 1], false],
  ])("%j over %j: %s", (a, b, expected) => {
    expect(dominates(a, b)).toBe(expected);
  });
});

describe("the front", () => {
  it.each([1, 2, 3, 4])("of points with %d objectives is the definition's, as a set", async (objectives) => {
    await law(
      FILE,
      fc.property(pointsOf(objectives), (points) => {
        expect([...paretoFront(points)].sort((a, b) => a - b)).toEqual(byDefinition(points));
      }),
    );
  });

  it("is listed by falling first objective, so by rising second", async () => {
    await law(
      FILE,
      fc.property(pointsOf(2), (points) => {
        const front = paretoFront(points).map((k) => points[k]!);
        for (let k = 1; k < front.length; k++) {
          expect(front[k]![0]).toBeLessThan(front[k - 1]![0]!);
          expect(front[k]![1]).toBeGreaterThan(front[k - 1]![1]!);
        }
      }),
    );
  });

  it("holds the same points whatever the order of arrival, and however they arrive in parts", async () => {
    const shuffled = pointsOf(2).chain((points) =>
      fc.tuple(
        fc.constant(points),
        fc.shuffledSubarray(points, { minLength: points.length }),
        fc.nat({ max: points.length }),
      ),
    );
    const frontOf = (points: readonly number[][]) => paretoFront(points).map((k) => points[k]!);
    await law(
      FILE,
      fc.property(shuffled, ([points, order, cut]) => {
        expect(frontOf(order)).toEqual(frontOf(points));
        expect(frontOf([...frontOf(order.slice(0, cut)), ...order.slice(cut)])).toEqual(frontOf(points));
      }),
    );
  });

  it("of nothing is empty, and of equal points the first", () => {
    expect(paretoFront([])).toEqual([]);
    expect(
      paretoFront([
        [1, 2],
        [1, 2],
        [1, 2],
      ]),
    ).toEqual([0]);
  });
});

describe("the hypervolume", () => {
  const reference = fc.constantFrom<[number, number]>([0, 0], [2, 1], [0, 5]);

  it("is the number of unit squares that integer points dominate", async () => {
    await law(
      FILE,
      fc.property(pointsOf(2), reference, (points, corner) => {
        expect(hypervolume(points, corner)).toBe(countedSquares(points, corner));
      }),
    );
  });

  it("never falls when points are added, and rises with every point that joins the front", async () => {
    await law(
      FILE,
      fc.property(pointsOf(2), fc.tuple(fc.nat({ max: SIDE }), fc.nat({ max: SIDE })), (points, added) => {
        const [before, after] = [hypervolume(points, [0, 0]), hypervolume([...points, added], [0, 0])];
        const joins = !points.some((point) => point[0]! >= added[0] && point[1]! >= added[1]);
        if (joins && added[0] > 0 && added[1] > 0) expect(after).toBeGreaterThan(before);
        else expect(after).toBe(before);
      }),
    );
  });

  it.each([3, 4])(
    "is the number of unit cubes that integer points dominate, with %d objectives",
    async (objectives) => {
      const corner = Array.from({ length: objectives }, (_, m) => m % 2);
      await law(
        FILE,
        fc.property(smallPointsOf(objectives), (points) => {
          expect(hypervolume(points, corner)).toBe(countedCubes(points, corner));
        }),
      );
    },
  );

  it("is the closed form of points on an anti-diagonal and in a plane", () => {
    const steps = 20_000;
    const line = Array.from({ length: steps }, (_, k) => [-k / steps, k / steps - 1]);
    expect(hypervolume(line, [-1, -1])).toBeCloseTo(0.5 - 0.5 / steps, 13);
    // The unit cubes with near corners i, j, k >= 0, i + j + k <= s, seen from (-1, -1, -1).
    const side = 120;
    const plane: number[][] = [];
    for (let i = 0; i <= side; i++) for (let j = 0; i + j <= side; j++) plane.push([i, j, side - i - j]);
    expect(hypervolume(plane, [-1, -1, -1])).toBe(((side + 1) * (side + 2) * (side + 3)) / 6);
  });

  it("of one point added is what the point has for itself", async () => {
    await law(
      FILE,
      fc.property(smallPointsOf(3), fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4)), (points, added) => {
        const before = hypervolume(points, [0, 0, 0]);
        expect(exclusiveHypervolume(added, points, [0, 0, 0])).toBe(
          hypervolume([...points, added], [0, 0, 0]) - before,
        );
      }),
    );
  });

  it("does not depend on the order of arrival", async () => {
    await law(
      FILE,
      fc.property(pointsOf(2), (points) => {
        expect(hypervolume(points.toReversed(), [0, 0])).toBe(hypervolume(points, [0, 0]));
      }),
    );
  });

  it("of points at the reference or below it is 0", () => {
    expect(hypervolume([], [0, 0])).toBe(0);
    expect(
      hypervolume(
        [
          [0, 5],
          [5, 0],
          [-1, 9],
        ],
        [0, 0],
      ),
    ).toBe(0);
    expect(
      hypervolume(
        [
          [2, 3],
          [1, 1],
        ],
        [0, 0],
      ),
    ).toBe(6);
  });
});
