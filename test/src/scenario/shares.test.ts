import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/input-error.js";
import { papBenchmark } from "../../../src/scenario/pap-benchmark.js";
import { drawnByShares, type ShareDraws, valuesOfShares } from "../../../src/scenario/shares.js";

const drawn = (given: Partial<ShareDraws>) =>
  drawnByShares({ players: 3, leastShare: 0.1, inactive: 0, draws: 40, seed: 1, ...given }, "here");
const sharesOf = (values: readonly number[]) => papBenchmark(values).allocations;

describe("profiles drawn by their shares under PAP", () => {
  it.each([
    [2, 0.05],
    [3, 0.15],
    [4, 0.1],
    [5, 0.2 - 1e-6],
  ])("have %i players in, each of share %f or more, at a top value of 1", (players, leastShare) => {
    const profiles = drawn({ players, leastShare });
    expect(profiles).toHaveLength(40);
    expect(new Set(profiles.map(({ name }) => name)).size).toBe(40);
    for (const { values } of profiles) {
      expect(values).toHaveLength(players);
      expect(values).toEqual(values.toSorted((a, b) => b - a));
      expect(values[0]).toBe(1);
      expect(Math.min(...sharesOf(values))).toBeGreaterThan(leastShare - 1e-12);
    }
  });

  it("begin with the corners and equal shares", () => {
    const corners = drawn({}).slice(0, 3);
    const expected = [
      [0.8, 0.1, 0.1],
      [0.45, 0.45, 0.1],
      [1 / 3, 1 / 3, 1 / 3],
    ];
    for (const [k, { values }] of corners.entries()) {
      for (const [i, share] of sharesOf(values).entries()) expect(share).toBeCloseTo(expected[k]![i]!, 12);
    }
  });

  it("spread over the simplex as a uniform distribution does", () => {
    const largest = drawn({ draws: 4003 })
      .slice(3)
      .map(({ values }) => sharesOf(values)[0]!);
    const smallest = drawn({ draws: 4003 })
      .slice(3)
      .map(({ values }) => sharesOf(values)[2]!);
    const mean = (numbers: readonly number[]) =>
      numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
    // Of three uniform spacings the largest is 11/18 in the mean, the smallest 1/9; scaled by 0.7, beside 0.1.
    expect(mean(largest)).toBeCloseTo(0.1 + 0.7 * (11 / 18), 3);
    expect(mean(smallest)).toBeCloseTo(0.1 + 0.7 / 9, 3);
  });

  it("have inactive players below PAP's total, at the corners just below it", () => {
    const profiles = drawn({ inactive: 2 });
    for (const [k, { values }] of profiles.entries()) {
      const { total, allocations } = papBenchmark(values);
      expect(allocations.filter((share) => share > 0)).toHaveLength(3);
      const outside = values.slice(3);
      expect(outside).toHaveLength(2);
      for (const value of outside) {
        expect(value).toBeLessThan(total);
        expect(value / total).toBeGreaterThan(k < 3 ? 1 - 1e-5 : 0);
      }
      expect(sharesOf(values.slice(0, 3))).toEqual(allocations.slice(0, 3));
    }
    const levels = profiles.slice(3).map(({ values }) => values[3]! / papBenchmark(values).total);
    expect(Math.min(...levels)).toBeLessThan(0.1);
    expect(Math.max(...levels)).toBeGreaterThan(0.9);
  });

  it("are one where only equal shares are left, and depend on the seed", () => {
    expect(drawn({ players: 5, leastShare: 0.2 }).map(({ values }) => values)).toEqual([[1, 1, 1, 1, 1]]);
    expect(drawn({ seed: 1 })).toEqual(drawn({ seed: 1 }));
    expect(drawn({ seed: 1 })).not.toEqual(drawn({ seed: 2 }));
  });

  it("are refused where so many players cannot have such shares, and for fewer draws than corners", () => {
    expect(() => drawn({ players: 6, leastShare: 0.2 })).toThrow(InputError);
    expect(() => drawn({ players: 6, leastShare: 0.2 })).toThrow(
      "here: 6 players cannot each have a share of 0.2 or more, which come to 1.2; lower leastShare to 0.166 or less, or leave 6 out of players",
    );
    expect(() => drawn({ draws: 2 })).toThrow("here: 2 draws do not hold the 3 corners");
  });
});

describe("the values of shares", () => {
  it("are those at which PAP gives them", () => {
    const shares = [0.5, 0.3, 0.2];
    for (const [i, share] of sharesOf(valuesOfShares(shares)).entries()) {
      expect(share).toBeCloseTo(shares[i]!, 14);
    }
  });
});
