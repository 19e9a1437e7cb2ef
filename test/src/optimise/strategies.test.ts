import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../../src/numeric/random.js";
import { FrontArchive } from "../../../src/optimise/front-archive.js";
import { crowdingDistances } from "../../../src/optimise/nsga2.js";
import type { Place } from "../../../src/optimise/optimiser.js";
import { polish } from "../../../src/optimise/polish.js";
import { constrainedRanks, survivors } from "../../../src/optimise/population.js";
import { portfolio } from "../../../src/optimise/portfolio.js";
import type { Outcome, Strategy } from "../../../src/optimise/strategy.js";
import { polynomialMutation, simulatedBinaryCrossover } from "../../../src/optimise/variation.js";
import { law } from "../../law.js";

const FILE = "test/src/optimise/strategies.test.ts";

const outcome = (objectives: readonly number[] | null, violation = 0, part = 0): Outcome => ({
  place: { part, coordinates: [0.5] },
  objectives,
  violation,
  gain: 0,
});

describe("constraint domination", () => {
  it("ranks the feasible by dominance, then the others by violation, equals alike", () => {
    const population = [
      outcome([9, 9], 2),
      outcome([1, 2]),
      outcome(null, 0.5),
      outcome([2, 1]),
      outcome([0, 0]),
      outcome([1, 2]),
      outcome(null, 2),
    ];
    expect(constrainedRanks(population)).toEqual([3, 0, 2, 0, 1, 0, 3]);
    expect(constrainedRanks([outcome(null, 3), outcome(null, 1)])).toEqual([1, 0]);
    expect(constrainedRanks([])).toEqual([]);
  });

  it("leaves each part the seats reserved for it, and the others to the best", () => {
    const order = [
      ...Array.from({ length: 10 }, () => outcome([1])),
      ...[1, 1, 2].map((part) => outcome([1], 0, part)),
    ];
    const parts = survivors(order, 8).map(({ place }) => place.part);
    expect(parts).toEqual([0, 0, 0, 0, 0, 0, 1, 2]);
    expect(survivors(order, 40)).toEqual(order);
  });
});

describe("crowding distances", () => {
  it("are the neighbours' distances in units of the ranges, infinite at the ends, 0 where nothing is feasible", () => {
    const points = [
      [0, 10],
      [1, 8],
      [3, 6],
      [4, 0],
    ];
    expect(crowdingDistances(points.map((point) => outcome(point)))).toEqual([
      Number.POSITIVE_INFINITY,
      3 / 4 + 4 / 10,
      3 / 4 + 8 / 10,
      Number.POSITIVE_INFINITY,
    ]);
    expect(crowdingDistances([outcome(null, 1), outcome(null, 1)])).toEqual([0, 0]);
  });
});

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const pair = fc.integer({ min: 1, max: 5 }).chain((d) => {
  const point = fc.array(unit, { minLength: d, maxLength: d });
  return fc.tuple(point, point, fc.nat());
});

describe("variation", () => {
  it("keeps within the cube; what the parents share, their children have", async () => {
    await law(
      FILE,
      fc.property(pair, ([a, b, seed]) => {
        const random = randomStream(seed);
        const children = simulatedBinaryCrossover(a, b, 15, random);
        for (const child of [...children, polynomialMutation(a, 20, random)]) {
          expect(child).toHaveLength(a.length);
          for (const x of child) expect(x >= 0 && x <= 1, `${x}`).toBe(true);
        }
        const alike = simulatedBinaryCrossover(a, a, 15, random);
        expect(alike).toEqual([a, a]);
      }),
    );
  });

  it("centres far from bounds on the parents, nearer to them for a larger index", () => {
    const random = randomStream(1);
    const distances = [2, 20].map((index) => {
      let distance = 0;
      let mean = 0;
      for (let k = 0; k < 4000; k++) {
        const [[x], [y]] = simulatedBinaryCrossover([0.45], [0.55], index, random) as [[number], [number]];
        mean += (x + y) / 8000;
        distance += Math.min(Math.abs(x - 0.45), Math.abs(x - 0.55)) / 4000;
      }
      expect(mean).toBeCloseTo(0.5, 2);
      return distance;
    });
    expect(distances[1]).toBeLessThan(distances[0]! / 3);
  });

  it("mutates one coordinate of d on average", () => {
    const random = randomStream(2);
    let changed = 0;
    for (let k = 0; k < 2000; k++)
      changed += polynomialMutation([0.5, 0.5, 0.5, 0.5], 20, random).filter((x) => x !== 0.5).length;
    expect(changed / 2000).toBeCloseTo(1, 1);
  });
});

/** Runs a strategy beside its archive. */
function drive(
  strategy: Strategy,
  archive: FrontArchive,
  judge: (place: Place) => Pick<Outcome, "objectives" | "violation">,
  batches: number,
  count: number,
): number {
  let trials = 0;
  for (let batch = 0; batch < batches; batch++) {
    const outcomes = strategy.propose(count).map((place): Outcome => {
      const judged = judge(place);
      return { place, ...judged, gain: archive.add({ place, ...judged }) };
    });
    trials += outcomes.length;
    strategy.learn(outcomes);
  }
  return trials;
}

describe("the polish", () => {
  const space = { dimensions: [3], reference: [0, 0], starts: [] };
  const off = ([, y, z]: readonly number[]) => (y! - 0.3) ** 2 + (z! - 0.6) ** 2;

  it("proposes nothing while nothing is known", () => {
    expect(polish(space, 1, new FrontArchive([0, 0])).propose(8)).toEqual([]);
  });

  const judge = ({ coordinates }: Place) => {
    const x = coordinates[0]!;
    const violation = Math.max(0, 0.4 - coordinates[1]!);
    return { objectives: [x - off(coordinates), 1 - x ** 2 - off(coordinates)], violation };
  };
  const known = (...places: number[][]) => {
    const archive = new FrontArchive([0, 0]);
    for (const coordinates of places) {
      const place = { part: 0, coordinates };
      archive.add({ place, ...judge(place) });
    }
    return archive;
  };

  it("goes from what is least violated to feasible", () => {
    const archive = known([0.9, 0.05, 0.9]);
    expect(archive.nearest?.violation).toBeCloseTo(0.35, 12);
    drive(polish(space, 1, archive), archive, judge, 40, 1);
    expect(archive.nearest).toBe(null);
    expect(archive.members.length).toBeGreaterThan(0);
  });

  it("goes from points behind the front onto it, along the boundary of what is feasible", () => {
    const archive = known(...[0, 0.25, 0.5, 0.75, 1].map((x) => [x, 0.6, 0.8]));
    // The best with y at its bound 0.4: each objective loses 0.01.
    let best = 0;
    for (let k = 0; k < 10_000; k++) best += Math.max(0, 1 - (k / 10_000 + 0.01) ** 2 - 0.01) / 10_000;
    expect(archive.hypervolume / best).toBeLessThan(0.6);
    drive(polish(space, 1, archive), archive, judge, 150, 8);
    expect(archive.hypervolume / best).toBeGreaterThan(0.93);
    expect(archive.hypervolume / best).toBeLessThanOrEqual(1);
    for (const { place } of archive.members) expect(place.coordinates[1]).toBeGreaterThanOrEqual(0.4);
  });
});

describe("the portfolio", () => {
  const always = (part: number): Strategy => ({
    propose: (count) => Array.from({ length: count }, () => ({ part, coordinates: [] })),
    learn() {},
  });
  const learnt = (places: readonly Place[], gains: readonly number[]) =>
    places.map((place): Outcome => ({ place, objectives: null, violation: 1, gain: gains[place.part]! }));
  const counts = (places: readonly Place[]) =>
    [0, 1, 2].map((part) => places.filter((p) => p.part === part).length);

  it("divides evenly while nobody gains, then by gains a trial, never below the floors", () => {
    const shared = portfolio([0, 1, 2].map((part) => ({ strategy: always(part), floor: 0.1 })));
    expect(counts(shared.propose(30))).toEqual([10, 10, 10]);
    const divided = portfolio([0, 1, 2].map((part) => ({ strategy: always(part), floor: 0.1 })));
    for (let batch = 0; batch < 100; batch++) divided.learn(learnt(divided.propose(10), [0, 0.3, 0.1]));
    const [none, more, less] = counts(divided.propose(1000));
    expect(none).toBeCloseTo(100, -1);
    expect(more).toBeCloseTo(100 + 700 * 0.75, -1);
    expect(less).toBeCloseTo(100 + 700 * 0.25, -1);
  });

  it("forgets: who gained long ago gives way to who gains now", () => {
    const shared = portfolio([0, 1].map((part) => ({ strategy: always(part), floor: 0.1 })));
    for (let batch = 0; batch < 100; batch++) shared.learn(learnt(shared.propose(10), [1, 0]));
    expect(counts(shared.propose(100))[0]).toBeGreaterThan(80);
    for (let batch = 0; batch < 400; batch++) shared.learn(learnt(shared.propose(10), [0, 0.1]));
    expect(counts(shared.propose(100))[1]).toBeGreaterThan(80);
  });

  it("passes on what a strategy cannot propose, and tells everybody everything", () => {
    const told: number[] = [];
    const silent: Strategy = { propose: () => [], learn: (outcomes) => told.push(outcomes.length) };
    const shared = portfolio([
      { strategy: silent, floor: 0.1 },
      { strategy: always(1), floor: 0.1 },
    ]);
    const places = shared.propose(12);
    expect(counts(places)).toEqual([0, 12, 0]);
    shared.learn(learnt(places, [0, 1]));
    expect(told).toEqual([12]);
  });
});
