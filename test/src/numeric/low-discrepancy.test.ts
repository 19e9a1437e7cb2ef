import { describe, expect, it } from "vitest";
import { lowDiscrepancyPoint } from "../../../src/numeric/low-discrepancy.js";
import { randomStream } from "../../../src/numeric/random.js";

const COUNT = 128;

/**
 * Largest difference, over the boxes [0, u) and [0, u] with corners at the points' coordinates, between the
 * share of points in the box and its volume.
 */
function starDiscrepancy(points: readonly (readonly number[])[]): number {
  const dimension = points[0]!.length;
  const corners = Array.from({ length: dimension }, (_, k) => [...points.map((point) => point[k]!), 1]);
  let worst = 0;
  const visit = (corner: readonly number[]): void => {
    if (corner.length < dimension) {
      for (const coordinate of corners[corner.length]!) visit([...corner, coordinate]);
      return;
    }
    const volume = corner.reduce((product, side) => product * side, 1);
    const open = points.filter((point) => point.every((u, k) => u < corner[k]!)).length;
    const closed = points.filter((point) => point.every((u, k) => u <= corner[k]!)).length;
    worst = Math.max(worst, volume - open / points.length, closed / points.length - volume);
  };
  visit([]);
  return worst;
}

const sequence = (dimension: number, shift: readonly number[], from = 0) =>
  Array.from({ length: COUNT }, (_, k) => lowDiscrepancyPoint(from + k, dimension, shift));

describe("the low-discrepancy sequence", () => {
  it.each([1, 2])("fills the cube of dimension %d more evenly than chance does, by far", (dimension) => {
    const byChance = [1, 2, 3, 4, 5].map((seed) => {
      const random = randomStream(seed);
      return starDiscrepancy(Array.from({ length: COUNT }, () => Array.from({ length: dimension }, random)));
    });
    for (const seed of [1, 2, 3]) {
      const shift = Array.from({ length: dimension }, randomStream(seed));
      expect(starDiscrepancy(sequence(dimension, shift))).toBeLessThan(0.7 * Math.min(...byChance));
    }
  });

  it("fills it evenly from any start, so that a run may stop and go on", () => {
    for (const from of [0, 1_000, 1_000_000])
      expect(starDiscrepancy(sequence(1, [0.3], from))).toBeLessThan(0.03);
  });

  it("begins at the golden ratio in one dimension, and turns by the shift", () => {
    const golden = (Math.sqrt(5) - 1) / 2;
    expect(lowDiscrepancyPoint(0, 1, [0])[0]).toBeCloseTo(golden, 14);
    expect(lowDiscrepancyPoint(1, 1, [0])[0]).toBeCloseTo(2 * golden - 1, 14);
    expect(lowDiscrepancyPoint(0, 1, [0.5])[0]).toBeCloseTo(golden - 0.5, 14);
  });

  it("has coordinates in [0, 1), as many as dimensions, and none in dimension 0", () => {
    for (const dimension of [0, 1, 3, 7]) {
      const shift = new Array<number>(dimension).fill(0.999);
      for (const index of [0, 1, 99, 1e6]) {
        const point = lowDiscrepancyPoint(index, dimension, shift);
        expect(point).toHaveLength(dimension);
        expect(point.every((u) => u >= 0 && u < 1)).toBe(true);
      }
    }
  });

  it("repeats no coordinate over many points", () => {
    for (const k of [0, 1, 2]) {
      const seen = new Set(Array.from({ length: 5_000 }, (_, i) => lowDiscrepancyPoint(i, 3, [0, 0, 0])[k]));
      expect(seen.size).toBe(5_000);
    }
  });
});
