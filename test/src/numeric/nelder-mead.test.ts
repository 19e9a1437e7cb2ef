import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nelderMead, nextAsked } from "../../../src/numeric/nelder-mead.js";
import { law } from "../../law.js";

const FILE = "test/src/numeric/nelder-mead.test.ts";
const OPTIONS = { step: 0.1, tolerance: 1e-7, evaluations: 4000 };
const unit = fc.double({ min: 0, max: 1, noNaN: true });
const cube = (least: number, most: number) => fc.array(unit, { minLength: least, maxLength: most });

/** A start, and a target that may lie outside the cube, so that the minimum is on its boundary. */
const task = cube(1, 4).chain((start) =>
  fc.tuple(
    fc.constant(start),
    fc.array(fc.double({ min: -0.5, max: 1.5, noNaN: true }), {
      minLength: start.length,
      maxLength: start.length,
    }),
  ),
);
const bowl = (target: readonly number[]) => (x: readonly number[]) =>
  x.reduce((sum, value, i) => sum + (i + 1) * (value - target[i]!) ** 2, 0);

describe("Nelder and Mead's descent", () => {
  it("finds the bottom of a bowl over the cube from any start, at its boundary too, and says so", async () => {
    await law(
      FILE,
      fc.property(task, ([start, target]) => {
        const given = [...start];
        const found = nelderMead(bowl(target), start, OPTIONS);
        expect(start).toEqual(given);
        expect(found.status).toBe("converged");
        const nearest = target.map((value) => Math.min(1, Math.max(0, value)));
        expect(found.value).toBeLessThanOrEqual(bowl(target)(nearest) + 1e-5);
        expect(found.value).toBe(bowl(target)(found.x));
      }),
      400,
    );
  });

  it("asks for points of the cube alone, as often as it says, and never loses the best", async () => {
    await law(
      FILE,
      fc.property(task, fc.integer({ min: 1, max: 80 }), ([start, target], evaluations) => {
        const values: number[] = [];
        const found = nelderMead(
          (x) => {
            expect(x).toHaveLength(start.length);
            expect(x.every((value) => value >= 0 && value <= 1)).toBe(true);
            values.push(bowl(target)(x));
            return values.at(-1)!;
          },
          start,
          { ...OPTIONS, evaluations },
        );
        expect(found.evaluations).toBe(values.length);
        expect(values.length).toBeLessThanOrEqual(evaluations);
        expect(found.value).toBe(Math.min(...values));
        if (found.status === "budget-exceeded") expect(values.length).toBe(evaluations);
      }),
      300,
    );
  });

  it("goes on where the package's shrink step would break: a sharp ridge, a plateau, values without bound", () => {
    const ridge = ([x, y]: readonly number[]) => 100 * Math.abs(y! - x! ** 2) + (0.8 - x!) ** 2;
    const found = nelderMead(ridge, [0.1, 0.9], OPTIONS);
    expect(found.value).toBeLessThan(ridge([0.1, 0.9]) / 100);
    expect(nelderMead(() => 1, [0.3, 0.3], OPTIONS)).toMatchObject({ status: "converged", value: 1 });
    const walled = nelderMead(
      ([x, y]) => (x! < 0.3 ? Number.POSITIVE_INFINITY : x! + (y! - 0.5) ** 2),
      [0.9, 0.2],
      OPTIONS,
    );
    expect(walled.x[0]).toBeCloseTo(0.3, 4);
    expect(walled.x[1]).toBeCloseTo(0.5, 2);
  });

  it("evaluates a cube of no dimension once", () => {
    expect(nelderMead(() => 3, [], OPTIONS)).toEqual({
      status: "converged",
      x: [],
      value: 3,
      evaluations: 1,
    });
  });

  it("asks the same points when it is played again value by value", async () => {
    await law(
      FILE,
      fc.property(task, ([start, target]) => {
        const options = { ...OPTIONS, evaluations: 60 };
        const asked: (readonly number[])[] = [];
        nelderMead(
          (x) => {
            asked.push(x);
            return bowl(target)(x);
          },
          start,
          options,
        );
        const known: number[] = [];
        for (const point of asked) {
          expect(nextAsked(known, start, options)).toEqual(point);
          known.push(bowl(target)(point));
        }
        expect(nextAsked(known, start, options)).toBe(null);
      }),
      100,
    );
  });
});
