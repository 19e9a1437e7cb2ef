import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dominates } from "../../../src/pareto/front.js";
import { type GridPoint, gridFront, gridKept } from "../../../src/pareto/grid.js";
import { law } from "../../law.js";

const FILE = "test/src/pareto/grid.test.ts";

/** Points of few values, so that many tie, dominate or share a box; some lie on the sides of boxes. */
const points = fc
  .tuple(
    fc.constantFrom(2, 3),
    fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9), fc.boolean()), { maxLength: 30 }),
  )
  .map(([objectives, rows]) =>
    rows.map(
      ([a, b, c, preferred], id): GridPoint => ({
        ...{ id, preferred },
        objectives: [a / 8, b / 8, c / 8].slice(0, objectives),
      }),
    ),
  );
const epsilons = fc.constantFrom(0, 0.2, 0.25, 0.5, 2);
const keptOf = (all: readonly GridPoint[], epsilon: number) => gridKept(all, epsilon).map((k) => all[k]!);
const frontOf = (all: readonly GridPoint[]) => gridFront(all).map((k) => all[k]!);
const idsOf = (all: readonly GridPoint[]) => all.map(({ id }) => id).sort((a, b) => a - b);

/** Whether one point hides another, word for word as the docstring has it. */
function hides(a: GridPoint, b: GridPoint, epsilon: number): boolean {
  if (a.id === b.id) return false;
  const boxOf = ({ objectives }: GridPoint) =>
    epsilon === 0 ? objectives : objectives.map((value) => Math.floor(value / epsilon));
  const [one, other] = [boxOf(a), boxOf(b)];
  if (one.some((side, m) => side !== other[m])) return dominates(one, other);
  const short = ({ objectives }: GridPoint, box: readonly number[]) =>
    epsilon === 0 ? 0 : Math.hypot(...objectives.map((value, m) => box[m]! + 1 - value / epsilon));
  const nearer = short(b, other) - short(a, one);
  if (Math.abs(nearer) > 1e-9) return nearer > 0;
  const m = a.objectives.findIndex((value, k) => value !== b.objectives[k]);
  if (m >= 0) return a.objectives[m]! > b.objectives[m]!;
  return a.preferred === b.preferred ? a.id < b.id : a.preferred;
}

function keptByForce(all: readonly GridPoint[], epsilon: number): number[] {
  const maxima = (some: readonly GridPoint[]) => some.filter((b) => !some.some((a) => hides(a, b, epsilon)));
  const largest = (all[0]?.objectives ?? []).map(
    (_, m) =>
      all.filter((b) =>
        all.every((a) => {
          if (a.id === b.id || a.objectives[m] !== b.objectives[m])
            return a.id === b.id || a.objectives[m]! < b.objectives[m]!;
          const k = a.objectives.findIndex((value, j) => value !== b.objectives[j]);
          if (k >= 0) return a.objectives[k]! < b.objectives[k]!;
          return a.preferred === b.preferred ? a.id > b.id : b.preferred;
        }),
      )[0]!,
  );
  return [...new Set(idsOf([...maxima(all), ...maxima(all.filter((each) => each.preferred)), ...largest]))];
}

describe("an epsilon grid", () => {
  it("keeps the best of each box, of a curve whose points crowd", () => {
    const curve = Array.from({ length: 1000 }, (_, k): GridPoint => {
      const x = 1 + k / 1e6;
      return { id: k, objectives: [x, 2 - x], preferred: false };
    });
    const kept = keptOf(curve, 1e-3);
    // One box but for its last corner, and the two ends.
    expect(kept.length).toBeLessThanOrEqual(4);
    expect(idsOf(kept)).toEqual(expect.arrayContaining([0, 999]));
  });

  it("never hides a preferred point by one that is not", () => {
    const common = { id: 0, objectives: [1.4, 1.001], preferred: false };
    const preferred = { id: 1, objectives: [1.001, 1.2], preferred: true };
    const ends = [
      { id: 2, objectives: [2, 0], preferred: false },
      { id: 3, objectives: [0, 2], preferred: false },
    ];
    const all = [common, preferred, ...ends];
    expect(idsOf(frontOf(keptOf(all, 0.5)))).toContain(1);
    const hidden = { ...preferred, preferred: false };
    expect(idsOf(frontOf(keptOf([common, hidden, ...ends], 0.5)))).not.toContain(1);
  });

  it("keeps what its docstring says, by brute force", async () => {
    await law(
      FILE,
      fc.property(points, epsilons, (all, epsilon) => {
        expect(idsOf(keptOf(all, epsilon))).toEqual(keptByForce(all, epsilon));
      }),
      400,
    );
  });

  it("takes points as they come: the same are kept in any order and in any batches", async () => {
    await law(
      FILE,
      fc.property(
        points,
        epsilons,
        fc.array(fc.nat(1000)),
        fc.integer({ min: 1, max: 7 }),
        (all, epsilon, turns, size) => {
          const shuffled = all
            .map((point, k) => ({ point, turn: turns[k % Math.max(1, turns.length)] ?? 0 }))
            .sort((a, b) => a.turn - b.turn)
            .map(({ point }) => point);
          let kept: GridPoint[] = [];
          for (let k = 0; k < shuffled.length; k += size)
            kept = keptOf([...kept, ...shuffled.slice(k, k + size)], epsilon);
          const whole = keptOf(all, epsilon);
          expect(idsOf(kept)).toEqual(idsOf(whole));
          expect(idsOf(frontOf(kept))).toEqual(idsOf(frontOf(whole)));
        },
      ),
      400,
    );
  });

  it("has a front without dominated points, the largest of each objective, and all else within epsilon", async () => {
    await law(
      FILE,
      fc.property(points, epsilons, (all, epsilon) => {
        const front = frontOf(keptOf(all, epsilon));
        for (const a of front)
          for (const b of front) expect(dominates(a.objectives, b.objectives)).toBe(false);
        expect(new Set(front.map(({ objectives }) => objectives.join()))).toHaveProperty(
          "size",
          front.length,
        );
        for (const { objectives, preferred } of all) {
          const covers = (each: GridPoint) =>
            each.objectives.every((value, m) => value >= objectives[m]! || value > objectives[m]! - epsilon);
          expect(front.some(covers)).toBe(true);
          // Nothing but a point that dominates it, or a preferred one near it, keeps a preferred point from the front.
          if (preferred) {
            expect(
              front.some((each) => (each.preferred && covers(each)) || frontDominator(each, all, epsilon)),
            ).toBe(true);
          }
          for (const m of objectives.keys()) {
            expect(Math.max(...front.map((each) => each.objectives[m]!))).toBeGreaterThanOrEqual(
              objectives[m]!,
            );
          }
        }
        if (epsilon > 0) return;
        const undominated = all.filter((b) => !all.some((a) => dominates(a.objectives, b.objectives)));
        expect(new Set(front.map(({ objectives }) => objectives.join()))).toEqual(
          new Set(undominated.map(({ objectives }) => objectives.join())),
        );
      }),
    );
  });
});

/** Whether a point of the front dominates a preferred point that the grid keeps. */
function frontDominator(each: GridPoint, all: readonly GridPoint[], epsilon: number): boolean {
  return keptOf(all, epsilon).some((kept) => kept.preferred && dominates(each.objectives, kept.objectives));
}
