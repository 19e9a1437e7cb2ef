import { describe, expect, it } from "vitest";
import {
  CMA_DEFAULTS,
  NSGA2_DEFAULTS,
  type OptimiserChoice,
  optimiserNamed,
} from "../../../src/optimise/named.js";
import type { Optimiser, Place, SearchSpace, Trial, TrialResult } from "../../../src/optimise/optimiser.js";
import { placeKey } from "../../../src/optimise/place-key.js";

const CHOICES: readonly OptimiserChoice[] = [
  { name: "low-discrepancy" },
  { name: "nsga2", ...NSGA2_DEFAULTS, population: 12 },
  { name: "cma-es", ...CMA_DEFAULTS, population: 8 },
  { name: "gradient" },
  { name: "portfolio" },
];

type Judge = (trial: Trial) => Omit<TrialResult, "id">;

const feasible = (objectives: readonly number[]) => ({ objectives, violation: 0 });
/** Two objectives in conflict, the better the nearer the middle of the other coordinates. */
const conflict: Judge = ({ part, coordinates: [first = 0.5, ...rest] }) => {
  const off = part * 0.1 + rest.reduce((sum, x) => sum + (x - 0.5) ** 2, 0);
  return feasible([first - off, 1 - first ** 2 - off]);
};
const JUDGES: Readonly<Record<string, Judge>> = {
  "a front": conflict,
  "nothing feasible, no objectives": () => ({ objectives: null, violation: 1 }),
  "nothing feasible, violations to lower": ({ coordinates }) => ({
    objectives: null,
    violation: 1 + coordinates.reduce((sum, x) => sum + x, 0),
  }),
  "a feasible sliver, with objectives outside": (trial) => ({
    ...conflict(trial),
    violation: Math.max(0, Math.abs((trial.coordinates[0] ?? 0.3) - 0.3) - 0.01),
  }),
  "one point repeated": () => feasible([1, 1]),
  "ties in each objective": ({ coordinates: [x = 0] }) => feasible([Math.round(2 * x), -Math.round(2 * x)]),
  "nothing above the reference": (trial) => feasible(conflict(trial).objectives!.map((value) => value - 10)),
};

const SPACE: SearchSpace = {
  dimensions: [3, 0, 1, 5],
  reference: [-1, -1],
  starts: [
    { part: 2, coordinates: [0.25] },
    { part: 0, coordinates: [0, 1, 0.5] },
  ],
};

/** All trials of a run, batch by batch of the sizes given in turn. */
function run(optimiser: Optimiser, judge: Judge, sizes: readonly number[], evaluations: number): Trial[] {
  const trials: Trial[] = [];
  for (let batch = 0; trials.length < evaluations; batch++) {
    const asked = optimiser.ask(Math.min(sizes[batch % sizes.length]!, evaluations - trials.length));
    if (asked.length === 0) return trials;
    optimiser.tell(asked.map((trial) => ({ id: trial.id, ...judge(trial) })));
    trials.push(...asked);
  }
  return trials;
}

describe.each(CHOICES)("the optimiser $name", (choice) => {
  it.each(Object.entries(JUDGES))(
    "fills every batch with places of the space, numbered on: %s",
    (_, judge) => {
      for (const sizes of [[1], [7], [1, 40, 3]]) {
        const optimiser = optimiserNamed(choice, SPACE, 5);
        const trials = run(optimiser, judge, sizes, 300);
        expect(trials.map(({ id }) => id)).toEqual(Array.from({ length: 300 }, (_, k) => k));
        expect(new Set(trials.map(placeKey)).size).toBe(300);
        for (const { part, coordinates } of trials) {
          expect(coordinates).toHaveLength(SPACE.dimensions[part]!);
          for (const x of coordinates) expect(x >= 0 && x <= 1, `${x}`).toBe(true);
        }
      }
    },
  );

  it.each(Object.entries(JUDGES))("asks the same of the same seed, and other of another: %s", (_, judge) => {
    const asked = (seed: number) => run(optimiserNamed(choice, SPACE, seed), judge, [16], 200);
    expect(asked(5)).toEqual(asked(5));
    expect(asked(6)).not.toEqual(asked(5));
  });

  it("tries the starts first, in order, then each part without a dimension once and never again", () => {
    const trials = run(optimiserNamed(choice, SPACE, 1), conflict, [1, 5], 200);
    expect(trials.slice(0, 3).map(({ part, coordinates }) => ({ part, coordinates }))).toEqual([
      ...SPACE.starts,
      { part: 1, coordinates: [] },
    ]);
    expect(trials.filter(({ part }) => part === 1)).toHaveLength(1);
  });

  it("leaves no part behind, not even one that is worse throughout or never feasible", () => {
    const worse: Judge = (trial) => (trial.part === 3 ? { objectives: null, violation: 5 } : conflict(trial));
    const late = run(optimiserNamed(choice, SPACE, 2), worse, [16], 800).slice(400);
    for (const part of [0, 2, 3]) {
      expect(late.filter((trial) => trial.part === part).length, `part ${part}`).toBeGreaterThan(8);
    }
  });

  it("is exhausted after the starts and the points where no part has a dimension", () => {
    const points: SearchSpace = {
      dimensions: [0, 0],
      reference: [0, 0],
      starts: [{ part: 1, coordinates: [] }],
    };
    const optimiser = optimiserNamed(choice, points, 1);
    expect(run(optimiser, conflict, [1], 10).map(({ part }) => part)).toEqual([1, 0]);
    expect(optimiser.ask(5)).toEqual([]);
  });

  it("asks for no candidate twice where many places stand for one, and is exhausted after the last", () => {
    const judge: Judge = ({ coordinates }) => feasible([coordinates[0]!, 1 - coordinates[0]!]);
    const keyOf = ({ coordinates: [x] }: Place) => String(Math.round(8 * x!));
    for (const sizes of [[1], [5]]) {
      const space: SearchSpace = { dimensions: [1], reference: [0, 0], starts: [], keyOf };
      const optimiser = optimiserNamed(choice, space, 3);
      const keys = run(optimiser, judge, sizes, 30).map(keyOf);
      expect(keys.sort()).toEqual(Array.from({ length: 9 }, (_, k) => String(k)));
      expect(optimiser.ask(3)).toEqual([]);
    }
  });

  it("takes one objective, three and four", () => {
    for (const count of [1, 3, 4]) {
      const space: SearchSpace = { dimensions: [4], reference: Array<number>(count).fill(-1), starts: [] };
      const judge: Judge = ({ coordinates }) =>
        feasible(Array.from({ length: count }, (_, m) => coordinates[m]! - 0.5 * coordinates[(m + 1) % 4]!));
      expect(run(optimiserNamed(choice, space, 1), judge, [10], 150)).toHaveLength(150);
    }
  });

  it("refuses a result that was not asked for", () => {
    const optimiser = optimiserNamed(choice, SPACE, 1);
    optimiser.ask(2);
    expect(() => optimiser.tell([{ id: 7, objectives: null, violation: 1 }])).toThrow(/trial 7/);
  });
});
