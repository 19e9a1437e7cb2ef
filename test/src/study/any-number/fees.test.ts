import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { papBenchmark } from "../../../../src/scenario/pap-benchmark.js";
import {
  constantFee,
  countFeeEquilibria,
  entryLevel,
  feeOfShare,
  gainOf,
  leastLevel,
  limitFees,
  stayShare,
} from "../../../../src/study/any-number/fees.js";
import { feesCharged, floorRule } from "../../../../src/study/any-number/floor-games.js";
import { uniform } from "../../../arbitrary/uniform.js";
import { law } from "../../../law.js";

const FILE = "test/src/study/any-number/fees.test.ts";

describe("fees by count", () => {
  it("and the share from which they leave something are inverse", async () => {
    await law(
      FILE,
      fc.property(uniform(0.001, 0.45), (share) => {
        expect(stayShare(feeOfShare(share))).toBeCloseTo(share, 12);
      }),
    );
    expect(stayShare(0)).toBe(0);
  });

  it("gain q^2 / (1 - q)^2 with two players, and make entry pay by exactly what D(q) has at least", () => {
    for (const q of [0.15, 0.1, 0.05]) {
      const fees = limitFees(q, 6);
      expect(gainOf(fees[0]!, 2)).toBeCloseTo((q / (1 - q)) ** 2, 14);
      for (const s of [2, 3, 4, 5]) expect(entryLevel(fees, s)).toBeCloseTo(leastLevel(q, s), 12);
    }
  });

  it("as the catalogue's rule charges them are 1e-4 below the formula's for two", async () => {
    const charged = await feesCharged(floorRule(0.1), 4);
    expect(charged[0]! / limitFees(0.1, 4)[0]!).toBeCloseTo(1 - 1e-4, 10);
  });

  it("keep no player of D(q) out in any set, whatever the profile, and with them PAP's set is the only one", async () => {
    const game = fc.tuple(uniform(0.02, 0.19), fc.integer({ min: 2, max: 5 })).chain(([q, n]) =>
      fc.record({
        q: fc.constant(q),
        parts: fc.array(uniform(0.001, 1), { minLength: n, maxLength: n }),
        inactive: fc.array(uniform(0.2, 1), { maxLength: 3 }),
      }),
    );
    await law(
      FILE,
      fc.asyncProperty(game, async ({ q, parts, inactive }) => {
        const sum = parts.reduce((all, part) => all + part, 0);
        const shares = parts.map((part) => q + (1 - parts.length * q) * (part / sum));
        const values = [...shares.map((share) => 1 / (1 - share)), ...inactive];
        const fees = await feesCharged(floorRule(q), values.length + 1);
        const sets = countFeeEquilibria(values, fees);
        expect(sets.map(({ members }) => members)).toEqual([[...shares.keys()]]);
        expect(sets[0]!.revenue).toBeGreaterThan(papBenchmark(values).total);
      }),
      100,
    );
  });

  it("of one size for all counts fail just above their bound and hold just below it", () => {
    const [q, m] = [0.1, 4];
    // The profile of the argument: one player has the share q, the others share the rest.
    const values = [0.3, 0.3, 0.3, q].map((share) => 1 / (1 - share));
    const setsAt = (fee: number) => countFeeEquilibria(values, [fee]).length;
    expect(setsAt(constantFee(q, m) * (1 - 1e-6))).toBe(1);
    expect(setsAt(constantFee(q, m) * (1 + 1e-6))).toBe(2);
  });
});

describe("the example of values 5, 4, 3", () => {
  it("has a second equilibrium, without the third, at q = .15, which is above its least share of .1489", async () => {
    const at = async (q: number) => countFeeEquilibria([5, 4, 3], await feesCharged(floorRule(q), 4));
    expect((await at(0.1)).map(({ members }) => members)).toEqual([[0, 1, 2]]);
    expect((await at(0.15)).map(({ members }) => members)).toEqual([
      [0, 1],
      [0, 1, 2],
    ]);
    expect(Math.min(...papBenchmark([5, 4, 3]).allocations)).toBeCloseTo(7 / 47, 12);
  });
});
