import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solveLinear, spectralRadius } from "../../../src/numeric/linear.js";
import { law } from "../../law.js";

const FILE = "test/src/numeric/linear.test.ts";

describe("linear systems", () => {
  it("are solved: known cases, rows that must change places among them", () => {
    expect(solveLinear([[2]], [3])).toEqual([1.5]);
    expect(
      solveLinear(
        [
          [0, 1],
          [2, 0],
        ],
        [3, 4],
      ),
    ).toEqual([2, 3]);
    const solution = solveLinear(
      [
        [2, 1, -1],
        [-3, -1, 2],
        [-2, 1, 2],
      ],
      [8, -11, -3],
    )!;
    for (const [k, x] of [2, 3, -1].entries()) expect(solution[k]).toBeCloseTo(x, 12);
  });

  it("have no answer where they are singular or not finite", () => {
    expect(
      solveLinear(
        [
          [1, 2],
          [2, 4],
        ],
        [1, 2],
      ),
    ).toBeNull();
    expect(
      solveLinear(
        [
          [0, 0],
          [0, 0],
        ],
        [1, 1],
      ),
    ).toBeNull();
    expect(
      solveLinear(
        [
          [Number.NaN, 0],
          [0, 1],
        ],
        [1, 1],
      ),
    ).toBeNull();
  });

  it("are taken as given and not changed", () => {
    const rows = [Float64Array.of(2, 1), Float64Array.of(1, 3)];
    const right = Float64Array.of(1, 2);
    solveLinear(rows, right);
    expect([rows.map((row) => [...row]), [...right]]).toEqual([
      [
        [2, 1],
        [1, 3],
      ],
      [1, 2],
    ]);
  });

  it("leave no residual to speak of where the diagonal dominates", async () => {
    const entry = fc.double({ min: -1, max: 1, noNaN: true });
    const system = fc.integer({ min: 1, max: 6 }).chain((n) => {
      const row = fc.array(entry, { minLength: n, maxLength: n });
      return fc.tuple(fc.array(row, { minLength: n, maxLength: n }), row);
    });
    await law(
      FILE,
      fc.property(system, ([entries, right]) => {
        const rows = entries.map((row, i) => row.map((each, j) => (i === j ? each + 2 * row.length : each)));
        const x = solveLinear(rows, right)!;
        rows.forEach((row, i) => {
          expect(row.reduce((total, each, j) => total + each * x[j]!, 0)).toBeCloseTo(right[i]!, 12);
        });
      }),
    );
  });
});

describe("the spectral radius", () => {
  it.each([
    [[[3]], 3],
    [[[-3]], 3],
    [
      [
        [2, 1],
        [1, 2],
      ],
      3,
    ],
    [
      [
        [0, -2],
        [2, 0],
      ],
      2,
    ],
    [
      [
        [1, 5],
        [0, -4],
      ],
      4,
    ],
    [
      [
        [0, 1],
        [0, 0],
      ],
      0,
    ],
  ])("of %j is %d", (rows, radius) => {
    expect(spectralRadius(rows)).toBeCloseTo(radius, 12);
  });
});
