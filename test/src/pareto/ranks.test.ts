import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOf } from "../../../src/pareto/columns.js";
import { dominates, paretoFront } from "../../../src/pareto/front.js";
import { fallingOrder } from "../../../src/pareto/order.js";
import { paretoRanks } from "../../../src/pareto/ranks.js";
import { law } from "../../law.js";

const FILE = "test/src/pareto/ranks.test.ts";
const MANY = 10_000;

/** Few distinct coordinates, so that ties and equal points are common. */
const pointsOf = (objectives: number) =>
  fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: objectives, maxLength: objectives }), {
    maxLength: 40,
  });

const ranksOf = (points: readonly (readonly number[])[], objectives: number) =>
  Array.from(paretoRanks(columnsOf(points, objectives)));

/** Ranks by their definition: front by front, each what nobody left dominates. */
function byPeeling(points: readonly (readonly number[])[]): number[] {
  const ranks = new Array<number>(points.length).fill(-1);
  for (let rank = 0, left = points.map((_, k) => k); left.length > 0; rank++) {
    const front = left.filter((k) => !left.some((j) => dominates(points[j]!, points[k]!)));
    for (const k of front) ranks[k] = rank;
    left = left.filter((k) => ranks[k] === -1);
  }
  return ranks;
}

describe("non-dominated sorting", () => {
  it.each([1, 2, 3, 4, 5])("with %d objectives is peeling front by front", async (objectives) => {
    await law(
      FILE,
      fc.property(pointsOf(objectives), (points) => {
        expect(ranksOf(points, objectives)).toEqual(byPeeling(points));
      }),
    );
  });

  it.each([2, 3])(
    "gives the first rank to the front and its equals, with %d objectives",
    async (objectives) => {
      await law(
        FILE,
        fc.property(pointsOf(objectives), (points) => {
          const front = new Set(paretoFront(points).map((k) => points[k]!.join()));
          ranksOf(points, objectives).forEach((rank, k) => {
            expect(rank === 0).toBe(front.has(points[k]!.join()));
          });
        }),
      );
    },
  );

  it("ranks the many as it ranks the few: chains, antichains, equal points", () => {
    const rows = Array.from({ length: MANY }, (_, k) => (k * 7919) % MANY);
    expect(
      ranksOf(
        rows.map((k) => [k, k]),
        2,
      ),
    ).toEqual(rows.map((k) => MANY - 1 - k));
    expect(
      ranksOf(
        rows.map((k) => [k, k, k]),
        3,
      ),
    ).toEqual(rows.map((k) => MANY - 1 - k));
    expect(
      Math.max(
        ...ranksOf(
          rows.map((k) => [k, -k]),
          2,
        ),
      ),
    ).toBe(0);
    expect(
      ranksOf(
        rows.map((k) => [-0.5, k % 10]),
        2,
      ),
    ).toEqual(rows.map((k) => 9 - (k % 10)));
  });

  it("of the integer points of a plane is 0 throughout", () => {
    const side = 100;
    const plane = rowsOfPlane(side);
    expect(plane.length).toBeGreaterThan(5000);
    expect(Math.max(...ranksOf(plane, 3))).toBe(0);
    expect(Math.max(...ranksOf([...plane, [0, 0, side - 1]], 3))).toBe(1);
  });
});

function rowsOfPlane(side: number): number[][] {
  const rows: number[][] = [];
  for (let i = 0; i <= side; i++) for (let j = 0; i + j <= side; j++) rows.push([i, j, side - i - j]);
  return rows;
}

describe("the falling order", () => {
  it.each([10, MANY])(
    "of %d rows is that of a stable sort by comparison, of all kinds of doubles",
    (rows) => {
      const kinds = [0, -0, 1, -1, 1e-310, -1e-310, 1e300, -1e300, 0.1, 0.1 + 2e-17, 3];
      const first = Float64Array.from(
        { length: rows },
        (_, k) => kinds[(k * 31) % kinds.length]! * ((k % 7) + 1),
      );
      const second = Float64Array.from({ length: rows }, (_, k) => kinds[(k * 17) % kinds.length]!);
      const expected = Array.from(first.keys()).sort(
        (i, j) => first[j]! - first[i]! || second[j]! - second[i]! || i - j,
      );
      expect(Array.from(fallingOrder([first, second]))).toEqual(expected);
    },
  );
});
