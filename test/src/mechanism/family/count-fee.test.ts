import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solvePure } from "../../../../src/equilibrium/solve.js";
import { buildMechanism, parametersOf } from "../../../../src/mechanism/build.js";
import { countFee } from "../../../../src/mechanism/family/count-fee.js";
import type { Mechanism } from "../../../../src/mechanism/mechanism.js";
import { excludedBy } from "../../../../src/metric/metrics.js";
import { papBenchmark } from "../../../../src/scenario/pap-benchmark.js";
import { DEFAULT_SEARCH, screening } from "../../../../src/sybil/options.js";
import { argumentFor } from "../../../../src/sybil/proof/lemma.js";
import { search } from "../../../../src/sybil/search.js";
import { verify } from "../../../../src/sybil/verify.js";
import { uniform } from "../../../arbitrary/uniform.js";
import { law } from "../../../law.js";

const FILE = "test/src/mechanism/family/count-fee.test.ts";

/** The rule of fees for two bids, three, and so on. */
const byFees = (...fees: number[]) =>
  buildMechanism({
    family: "count-fee",
    parameters: {
      counts: fees.length + 1,
      ...Object.fromEntries(fees.map((fee, k) => [`fee${k + 2}`, fee])),
    },
  });

const byShare = (leastShare: number) =>
  buildMechanism({ family: "share-floor-fee", parameters: { leastShare } });

function feeAt(mechanism: Mechanism, count: number): number {
  const [allocations, payments] = [new Float64Array(count), new Float64Array(count)];
  mechanism.outcome(new Float64Array(count).fill(1), allocations, payments);
  return (payments[0]! - 1) / count;
}

/**
 * Values whose players have given shares under PAP, v_i = R / (1 - q_i) with R = 1, and further ones of values up to R,
 * whom it keeps out.
 */
const valuesOf = (shares: readonly number[], inactive: readonly number[] = []) => [
  ...shares.map((share) => 1 / (1 - share)),
  ...inactive,
];

/** Shares of q or more, which sum to 1. */
const sharesFrom = (players: number, least: number) =>
  fc.array(uniform(0.001, 1), { minLength: players, maxLength: players }).map((parts) => {
    const sum = parts.reduce((all, part) => all + part, 0);
    return parts.map((part) => least + (1 - players * least) * (part / sum));
  });

describe("count-fee", () => {
  it("is the card's formulas: a fee by the number of positive bids, none alone, the last for all beyond", async () => {
    const mechanism = await byFees(0.06, 0.04);
    const [allocations, payments] = [new Float64Array(3), new Float64Array(3)];
    mechanism.outcome(Float64Array.of(3, 0, 1), allocations, payments);
    expect(Array.from(allocations)).toEqual([0.75, 0, 0.25]);
    expect(payments[0]).toBeCloseTo(3 + 0.06 * 4, 14);
    expect(payments[1]).toBe(0);
    expect([1, 2, 3, 4, 9].map((count) => Number(feeAt(mechanism, count).toFixed(14)))).toEqual([
      0, 0.06, 0.04, 0.04, 0.04,
    ]);
  });

  it("has a fee for each count from two on, and refuses others by name", async () => {
    const names = parametersOf(countFee, { counts: 4 }, "test").map(({ name }) => name);
    expect(names).toEqual(["counts", "fee2", "fee3", "fee4"]);
    await expect(buildMechanism({ family: "count-fee", parameters: { counts: 3, fee4: 0 } })).rejects.toThrow(
      /unknown key "fee4"/,
    );
    await expect(buildMechanism({ family: "count-fee", parameters: { fee1: 0 } })).rejects.toThrow(
      /unknown key "fee1"/,
    );
  });

  it("is PAP where every fee is 0", async () => {
    const { equilibria } = solvePure(await byFees(0, 0), [4, 3, 2.5]);
    const pap = papBenchmark([4, 3, 2.5]);
    pap.allocations.forEach((share, i) => {
      expect(equilibria[0]!.payments[i]).toBeCloseTo(share * pap.total, 12);
    });
  });

  it("has PAP's shares and (1 + s phi_s) / (1 + phi_s) of its revenue where s are in", async () => {
    const fees = [0.01, 0.008, 0.006, 0.005];
    const mechanism = await byFees(...fees);
    for (const values of [
      [1, 0.5],
      [4, 3, 2.5],
      [4, 4, 3.5, 3.6],
      [1, 1, 1, 1, 1],
    ]) {
      const phi = fees[values.length - 2]!;
      const pap = papBenchmark(values);
      const inside = solvePure(mechanism, values).equilibria.find(({ bids }) => !bids.includes(0))!;
      const revenue = inside.payments.reduce((sum, payment) => sum + payment, 0);
      expect(revenue / pap.total).toBeCloseTo((1 + values.length * phi) / (1 + phi), 10);
      inside.allocations.forEach((share, i) => {
        expect(share).toBeCloseTo(pap.allocations[i]!, 10);
      });
    }
  });

  it("is proved split-proof exactly where k identities pay k fees of no less than the one", async () => {
    const text = "together pay no less";
    expect(argumentFor(await byFees(0.06, 0.03, 0.02, 0.015), "split")?.text).toContain(text);
    expect(argumentFor(await byFees(0.01, 0.04, 0.2), "split")?.text).toContain(text);
    expect(argumentFor(await byFees(0, 0), "split")?.text).toContain(text);
    expect(argumentFor(await byFees(0.06, 0.0299), "split")).toBeNull();
  });

  it("is refuted where three identities pay less, though no two do", async () => {
    const fees = [0.06, 0.031, 0.0156, 0.01];
    fees.slice(1).forEach((fee, k) => {
      expect(2 * fee).toBeGreaterThan(fees[k]!);
    });
    const mechanism = await byFees(...fees);
    expect(argumentFor(mechanism, "split")).toBeNull();
    const verdicts = await verify(mechanism, ["split", "best-response"], DEFAULT_SEARCH);
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(["refuted", "refuted"]);
    expect(verdicts[0]!.witness!.identities.length).toBeGreaterThanOrEqual(3);
  });

  it("gains by no split where it is proved, by the search, and is refuted where it is not", async () => {
    const fees = fc.array(uniform(0, 0.1), { minLength: 1, maxLength: 4 });
    await law(
      FILE,
      fc.asyncProperty(fees, async (drawn) => {
        const mechanism = await byFees(...drawn);
        const options = screening({ ...DEFAULT_SEARCH, identities: 6, rivals: 4 });
        const { largest } = search(mechanism, "split", options, []);
        if (argumentFor(mechanism, "split") !== null) expect(largest).toBeLessThanOrEqual(1e-12);
        else expect(largest).toBeGreaterThan(0);
      }),
      60,
    );
  });
});

describe("share-floor-fee", () => {
  /** Gains in revenue over PAP, in %, of two to five players. */
  const GAINS: readonly (readonly [number, readonly number[]])[] = [
    [0.15, [3.1142, 5.47, 5.11, 5.18]],
    [0.1, [1.2346, 2.25, 2.04, 2.1]],
    [0.05, [0.277, 0.528, 0.463, 0.481]],
  ];

  it.each(GAINS)("gains, at a least share of %d, by two to five players: %j %", async (leastShare, gains) => {
    const mechanism = await byShare(leastShare);
    gains.forEach((gain, k) => {
      const players = k + 2;
      const phi = feeAt(mechanism, players);
      const found = 100 * ((1 + players * phi) / (1 + phi) - 1);
      // The table is rounded, to more digits for two; each fee is 1e-4 of itself below the formula's.
      expect(Math.abs(found / gain - 1)).toBeLessThan(players === 2 ? 3e-4 : 3e-3);
    });
  });

  it("is PAP at 0, and proved split-proof at every least share", async () => {
    expect(feeAt(await byShare(0), 3)).toBe(0);
    await law(
      FILE,
      fc.asyncProperty(uniform(0, 0.45), async (leastShare) => {
        expect(argumentFor(await byShare(leastShare), "split")?.grade).toBe("proved-by-argument");
      }),
      100,
    );
  });

  it("has one pure equilibrium, of PAP's players and shares, where these have the least share or more", async () => {
    const game = fc.tuple(uniform(0.02, 0.19), fc.integer({ min: 2, max: 5 })).chain(([least, players]) =>
      fc.record({
        least: fc.constant(least),
        shares: sharesFrom(players, least),
        inactive: fc.array(uniform(0.05, 1), { maxLength: 2 }),
      }),
    );
    await law(
      FILE,
      fc.asyncProperty(game, async ({ least, shares, inactive }) => {
        const values = valuesOf(shares, inactive);
        const mechanism = await byShare(least);
        const { equilibria } = solvePure(mechanism, values);
        expect(equilibria).toHaveLength(1);
        const { kind, bids, allocations, payments } = equilibria[0]!;
        expect(kind).toBe("pure");
        expect(excludedBy(values, bids)).toEqual([]);
        shares.forEach((share, i) => {
          expect(allocations[i]).toBeCloseTo(share, 9);
        });
        const phi = feeAt(mechanism, shares.length);
        const revenue = payments.reduce((sum, payment) => sum + payment, 0);
        expect(revenue).toBeCloseTo((1 + shares.length * phi) / (1 + phi), 9);
      }),
      60,
    );
  });

  it("has it too where all players are at the edge of what the least share allows", async () => {
    for (const [leastShare, players] of [
      [0.15, 2],
      [0.15, 3],
      [0.15, 5],
      [0.1, 4],
    ] as const) {
      const least = Array.from({ length: players - 1 }, () => leastShare);
      const values = valuesOf([1 - leastShare * (players - 1), ...least], [1, 1]);
      const { equilibria } = solvePure(await byShare(leastShare), values);
      expect(equilibria.map(({ bids }) => excludedBy(values, bids))).toEqual([[]]);
    }
  });
});
