import fc from "fast-check";
import { type Fraction, fraction } from "mathjs";
import { describe, expect, it } from "vitest";
import { MAINNET_PROFILES } from "../../../src/scenario/mainnet.js";
import { papBenchmark } from "../../../src/scenario/pap-benchmark.js";
import { law } from "../../law.js";

const FILE = "test/src/scenario/pap-benchmark.test.ts";

/** The fraction that a double is, which has a power of two below. */
function exactly(value: number): Fraction {
  let below = 1;
  while (!Number.isInteger(value * below)) below *= 2;
  return fraction(value * below, below);
}

/** PAP's equilibrium in exact fractions, by its definition: the most players m with v_m > B_m. */
function exactPap(values: readonly number[]): { total: Fraction; allocations: Fraction[] } {
  const exact = values.map(exactly);
  const falling = exact.toSorted((a, b) => b.compare(a));
  let total = fraction(0);
  falling.forEach((value, k) => {
    const inverses = falling.slice(0, k + 1).reduce((sum, each) => sum.add(each.inverse()), fraction(0));
    const candidate = fraction(k).div(inverses);
    if (value.compare(candidate) > 0) total = candidate;
  });
  const allocations = exact.map((value) => {
    const share = fraction(1).sub(total.div(value));
    return share.compare(0) > 0 ? share : fraction(0);
  });
  return { total, allocations };
}

function agrees(values: readonly number[], exact = exactPap(values)) {
  const { total, allocations } = papBenchmark(values);
  const expected = exact.total.valueOf();
  expect(Math.abs(total - expected)).toBeLessThanOrEqual(1e-14 * expected);
  allocations.forEach((x, i) => {
    expect(x).toBeCloseTo(exact.allocations[i]!.valueOf(), 14);
    expect(x > 0, `player ${i + 1} of ${values} is active`).toBe(exact.allocations[i]!.compare(0) > 0);
  });
}

describe("PAP's benchmark", () => {
  it("is the article's at (4, 2): 4/3 in all, shares 2/3 and 1/3", () => {
    const exact = exactPap([4, 2]);
    expect(exact.total.toFraction()).toBe("4/3");
    expect(exact.allocations.map((x) => x.toFraction())).toEqual(["2/3", "1/3"]);
    agrees([4, 2]);
  });

  it("keeps three of (5, 4, 3, 2, 1), with shares 23/47, 17/47 and 7/47", () => {
    const exact = exactPap([5, 4, 3, 2, 1]);
    expect(exact.total.toFraction()).toBe("120/47");
    expect(exact.allocations.map((x) => x.toFraction())).toEqual(["23/47", "17/47", "7/47", "0", "0"]);
    agrees([5, 4, 3, 2, 1]);
  });

  it("gives a player alone everything for nothing", () => {
    expect(papBenchmark([7])).toEqual({ total: 0, allocations: [1] });
  });

  it("gives n equal players (n - 1)/n of the value in all, and equal shares", () => {
    for (const n of [2, 3, 7, 100]) {
      const { total, allocations } = papBenchmark(new Array<number>(n).fill(3));
      expect(total).toBeCloseTo((3 * (n - 1)) / n, 13);
      for (const x of allocations) expect(x).toBeCloseTo(1 / n, 13);
    }
  });

  it.each([
    [[4, 4, 2]],
    [[6, 3, 2]],
    [[2, 6, 3]],
    [[12, 6, 4]],
    [[10, 15, 6]],
    [[30, 20, 12]],
    [[9, 9, 9, 6]],
    [[40, 24, 15]],
    [[35, 30, 30, 21]],
  ])("leaves out a player whose value is the total exactly: %j", (values) => agrees(values));

  it("is the exact one at values of few digits, active players and all", async () => {
    const digits = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 });
    await law(
      FILE,
      fc.property(digits, (values) => agrees(values)),
      400,
    );
  });

  it("is the exact one at values of any size", async () => {
    const value = fc
      .tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: -30, max: 30 }))
      .map(([digits, power]) => digits * 2 ** power);
    await law(
      FILE,
      fc.property(fc.array(value, { minLength: 2, maxLength: 6 }), (values) => agrees(values)),
    );
  });

  it("gives each player its share whatever the order, and scales with the unit", async () => {
    await law(
      FILE,
      fc.property(
        fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 8 }),
        (values) => {
          const { total, allocations } = papBenchmark(values);
          expect(papBenchmark(values.toReversed())).toEqual({ total, allocations: allocations.toReversed() });
          const scaled = papBenchmark(values.map((value) => value * 2 ** 40));
          expect(scaled).toEqual({ total: total * 2 ** 40, allocations });
        },
      ),
    );
  });

  it("holds the first-order conditions and the shares' sum, at the mainnet profiles too", () => {
    for (const { values } of MAINNET_PROFILES) {
      const { total, allocations } = papBenchmark(values);
      expect(allocations.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 12);
      values.forEach((value, i) => {
        const x = allocations[i]!;
        if (x > 0) expect((value * (1 - x)) / total).toBeCloseTo(1, 12);
        else expect(value).toBeLessThanOrEqual(total);
      });
    }
  });
});
