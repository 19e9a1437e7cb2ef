import { describe, expect, it } from "vitest";
import { optimiserNamed } from "../../../src/optimise/named.js";
import type { Trial, TrialResult } from "../../../src/optimise/optimiser.js";
import type { Programme } from "../../../src/programme/programme.js";

const D = 4;
const TOP = [0.8, 0.3, 0.6, 0.1];
const SPACE = {
  dimensions: [D],
  reference: [-10, -10],
  starts: [{ part: 0, coordinates: [0.5, 0.5, 0.5, 0.5] }],
};

/** Two smooth objectives: how near the first two coordinates are to their tops, and how near the last two are. */
function objectivesAt(u: readonly number[]): number[] {
  const off = (k: number) => (u[k]! - TOP[k]!) ** 2;
  return [-off(0) - off(1), -off(2) - off(3)];
}

/** What a worker would return: the exact linear programme of a box. */
function programmeOf({ coordinates, request }: Trial): Programme | null {
  if (request === undefined) return null;
  const { goal, radii } = request;
  const rise = goal.weights.map((weight, m) => (goal.levels[m] === null ? 0 : weight));
  const slope = (k: number) => -2 * (coordinates[k]! - TOP[k]!) * rise[k < 2 ? 0 : 1]!;
  const raised = (at: readonly number[]) => {
    const parts = at.flatMap((each, m) => (rise[m]! > 0 ? [(each - goal.levels[m]!) / rise[m]!] : []));
    return Math.min(...parts);
  };
  const value = raised(objectivesAt(coordinates));
  const steps = radii.map((radius) => {
    const moved = coordinates.map((u, k) => Math.min(1, Math.max(0, u + radius * Math.sign(slope(k)))));
    const gain = moved.reduce((sum, u, k) => sum + Math.abs(slope(k)) * Math.abs(u - coordinates[k]!), 0);
    return { radius, coordinates: moved, merit: value + gain };
  });
  return { value, short: 0, steps };
}

describe("climbs by linear programmes", () => {
  const run = (answer: (trial: Trial) => Programme | null) => {
    const optimiser = optimiserNamed({ name: "gradient" }, SPACE, 3);
    const trials: Trial[] = [];
    while (trials.length < 160) {
      const asked = optimiser.ask(8);
      trials.push(...asked);
      optimiser.tell(
        asked.map((trial): TrialResult => {
          const objectives = objectivesAt(trial.coordinates);
          return { id: trial.id, objectives, violation: 0, programme: answer(trial) };
        }),
      );
    }
    return trials;
  };
  const best = (trials: readonly Trial[], m: number) =>
    Math.max(...trials.map(({ coordinates }) => objectivesAt(coordinates)[m]!));

  it("come to the top of each objective, which samples do not", () => {
    const [climbed, sampled] = [run(programmeOf), run(() => null)];
    for (const m of [0, 1]) {
      expect(best(climbed, m)).toBeGreaterThan(-1e-6);
      expect(best(sampled, m)).toBeLessThan(-1e-5);
    }
  });

  it("ask a step only where the programme promises progress, and the same for the same answers", () => {
    const trials = run(programmeOf);
    expect(run(programmeOf)).toEqual(trials);
    expect(trials.filter(({ request }) => request !== undefined).length).toBeGreaterThan(40);
  });
});
