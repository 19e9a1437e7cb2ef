import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solvePure } from "../../../../src/equilibrium/solve.js";
import { buildMechanism, parametersOf } from "../../../../src/mechanism/build.js";
import { countTilt } from "../../../../src/mechanism/family/count-tilt.js";
import { LogOddsExponent } from "../../../../src/mechanism/shape/log-odds-exponent.js";
import { papBenchmark } from "../../../../src/scenario/pap-benchmark.js";
import { DEFAULT_SEARCH, screening } from "../../../../src/sybil/options.js";
import { argumentFor } from "../../../../src/sybil/proof/lemma.js";
import { search } from "../../../../src/sybil/search.js";
import { uniform } from "../../../arbitrary/uniform.js";
import { law } from "../../../law.js";

const FILE = "test/src/mechanism/family/count-tilt.test.ts";

const tilted = (parameters: Record<string, number>) => buildMechanism({ family: "count-tilt", parameters });

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

describe("count-tilt", () => {
  it("has a table of values for each curve, which a job may name whole, and refuses others by name", async () => {
    const names = parametersOf(countTilt, { counts: 3, knots: 2 }, "test").map(({ name }) => name);
    expect(names).toEqual([
      ...["counts", "knots", "reach", "z21", "z22", "z31", "z32"],
      ...["e20", "e21", "e22", "e30", "e31", "e32"],
    ]);
    for (const name of ["z20", "z11", "e23", "z41"]) {
      await expect(tilted({ counts: 3, [name]: 0 })).rejects.toThrow(`unknown key "${name}"`);
    }
  });

  it("is the card's formulas: a curve by the number of positive bids, the last for all beyond, none alone", async () => {
    const mechanism = await tilted({
      counts: 3,
      knots: 2,
      reach: 2,
      z22: 0.4,
      e21: -0.3,
      e30: 0.2,
      e31: 0.2,
      e32: 0.2,
    });
    const [allocations, payments] = [new Float64Array(4), new Float64Array(4)];
    mechanism.outcome(Float64Array.of(1, 0, 1, 0), allocations, payments);
    expect(payments[0]).toBeCloseTo(Math.exp(-0.3), 13);
    // At odds of e^2 and e^-2 the curves are at their ends.
    mechanism.outcome(Float64Array.of(Math.exp(2), 1, 0, 0), allocations, payments);
    expect(allocations[0]! / allocations[1]!).toBeCloseTo(Math.exp(2 + 0.4), 12);
    expect(payments[0]).toBeCloseTo(Math.exp(2), 12);
    mechanism.outcome(Float64Array.of(3, 1, 2, 1), allocations, payments);
    [3, 1, 2, 1].forEach((bid, i) => {
      expect(allocations[i]).toBeCloseTo(bid / 7, 13);
      expect(payments[i]).toBeCloseTo(bid * Math.exp(0.2), 12);
    });
    mechanism.outcome(Float64Array.of(0, 5, 0, 0), allocations, payments);
    expect(Array.from(payments)).toEqual([0, 5, 0, 0]);
  });

  it("has PAP's shares and revenue in another unit of bids where prices by count are level", async () => {
    const mechanism = await tilted({
      counts: 3,
      knots: 2,
      e20: 0.3,
      e21: 0.3,
      e22: 0.3,
      e30: 0.7,
      e31: 0.7,
      e32: 0.7,
    });
    for (const values of [
      [1, 0.6],
      [1, 0.9, 0.8],
      [1, 0.95, 0.9, 0.85],
    ]) {
      const { equilibria } = solvePure(mechanism, values);
      const pap = papBenchmark(values);
      const inside = equilibria.find(({ bids }) => !bids.includes(0))!;
      expect(sum(inside.payments)).toBeCloseTo(pap.total, 10);
      inside.allocations.forEach((x, i) => {
        expect(x).toBeCloseTo(pap.allocations[i]!, 10);
      });
    }
  });

  it("has, for two under an all-pay tilt of the weight, q = v_1 / (v_1 + v_2) and R = h'(q) R_PAP", async () => {
    const [z1, z2] = [0.15, 0.25];
    const mechanism = await tilted({ counts: 2, knots: 2, z21: z1, z22: z2 });
    const exponent = new LogOddsExponent([0, z1, z2], 3);
    const weight = (q: number) => q * Math.exp(exponent.at(q, 1 - q));
    const h = (q: number) => weight(q) / (weight(q) + weight(1 - q));
    for (const ratio of [1, 0.7, 0.4]) {
      const { equilibria } = solvePure(mechanism, [1, ratio]);
      expect(equilibria).toHaveLength(1);
      const q = 1 / (1 + ratio);
      const [first, second] = equilibria[0]!.bids as [number, number];
      expect(first / (first + second)).toBeCloseTo(q, 9);
      const slope = (h(q + 1e-5) - h(q - 1e-5)) / 2e-5;
      expect(sum(equilibria[0]!.payments)).toBeCloseTo((slope * ratio) / (1 + ratio), 8);
    }
  });

  it("comes near count-fee as its knots get closer: to a thousandth of the revenue with nine", async () => {
    const fees = { fee2: 0.02, fee3: 0.015 };
    const reach = 2.5;
    const theirs = await buildMechanism({ family: "count-fee", parameters: { counts: 3, ...fees } });
    const gapWith = async (knots: number, values: number[]) => {
      const shareAt = (k: number) => 1 / (1 + Math.exp(-reach * ((2 * k) / knots - 1)));
      const row = (count: number, fee: number) =>
        Array.from({ length: knots + 1 }, (_, k) => [`e${count}${k}`, Math.log(1 + fee / shareAt(k))]);
      const curves = Object.fromEntries([...row(2, fees.fee2), ...row(3, fees.fee3)]);
      const ours = await tilted({ counts: 3, knots, reach, ...curves });
      const [mine, fee] = [solvePure(ours, values), solvePure(theirs, values)];
      return Math.abs(sum(mine.equilibria[0]!.payments) / sum(fee.equilibria[0]!.payments) - 1);
    };
    for (const values of [
      [1, 0.5],
      [1, 0.9, 0.8],
    ]) {
      const [wide, close] = [await gapWith(3, values), await gapWith(9, values)];
      expect(close).toBeLessThan(1e-3);
      expect(close).toBeLessThan(wide / 10);
    }
  });

  it("is proved split-proof where each price falls and lies above those of fewer bids, as PAP's does", async () => {
    const grade = async (parameters: Record<string, number>) =>
      argumentFor(await tilted({ counts: 3, knots: 2, ...parameters }), "split")?.grade;
    expect(await grade({})).toBe("proved-by-argument");
    expect(await grade({ e20: 0.3, e21: 0.1, e30: 0.3, e31: 0.1 })).toBe("proved-by-argument");
    expect(await grade({ e20: 0.3, e21: 0.1, e30: 0.4, e31: 0.35, e32: 0.2 })).toBe("proved-by-argument");
    for (const open of [
      { e20: -0.1 },
      { e22: 0.2 },
      { e20: 0.3, e21: 0.1, e30: 0.3, e31: 0.05 },
      { e20: 0.3, e21: 0.1 },
      { z21: 0.1, z22: 0.2, z31: 0.1, z32: 0.2 },
    ]) {
      expect(await grade(open)).toBeUndefined();
    }
  });

  it("gains by no split where it is proved, by the search", async () => {
    const drops = fc.array(uniform(0, 0.3), { minLength: 6, maxLength: 6 });
    let proved = 0;
    await law(
      FILE,
      fc.asyncProperty(drops, async ([a, b, c, d, e, f]) => {
        // Each row falls, the second from above the first by as much.
        const parameters = { e22: a!, e21: a! + b!, e20: a! + b! + c!, e32: a! + b! + d! };
        const e31 = parameters.e20 + d! + e!;
        const mechanism = await tilted({ counts: 3, knots: 2, ...parameters, e31, e30: e31 + f! });
        if (argumentFor(mechanism, "split") === null) return;
        proved++;
        const options = screening({ ...DEFAULT_SEARCH, identities: 4, rivals: 3 });
        expect(search(mechanism, "split", options, []).largest).toBeLessThanOrEqual(1e-12);
      }),
      60,
    );
    expect(proved).toBeGreaterThan(10);
  });

  it("is refuted where more bids are cheaper", async () => {
    const mechanism = await tilted({
      counts: 3,
      knots: 2,
      e20: 0.4,
      e21: 0.4,
      e22: 0.4,
      e30: 0.1,
      e31: 0.1,
      e32: 0.1,
    });
    const { largest } = search(mechanism, "best-response", screening(DEFAULT_SEARCH), []);
    expect(largest).toBeGreaterThan(1e-3);
  });
});

describe("an exponent in log odds", () => {
  it("goes through its values, is constant beyond them, and has its slope", async () => {
    const drawn = fc.tuple(fc.array(uniform(-2, 2), { minLength: 3, maxLength: 9 }), uniform(1, 8));
    await law(
      FILE,
      fc.property(drawn, uniform(0.001, 0.999), ([values, reach], q) => {
        const exponent = new LogOddsExponent(values, reach);
        const last = values.length - 1;
        values.forEach((value, k) => {
          const share = 1 / (1 + Math.exp(-reach * ((2 * k) / last - 1)));
          expect(exponent.at(share, 1 - share)).toBeCloseTo(value, 9);
        });
        expect(exponent.at(1, 0)).toBeCloseTo(values[last]!, 12);
        expect(exponent.at(1e-9, 1 - 1e-9)).toBeCloseTo(values[0]!, 12);
        const h = 1e-6 * Math.min(q, 1 - q);
        const difference = (exponent.at(q + h, 1 - q - h) - exponent.at(q - h, 1 - q + h)) / (2 * h);
        const scale = 1 / (q * (1 - q));
        expect(Math.abs(exponent.slopeAt(q, 1 - q) - difference)).toBeLessThan(1e-4 * scale);
      }),
    );
  });
});
