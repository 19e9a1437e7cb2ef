import { describe, expect, it } from "vitest";
import { solvePure } from "../../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../../src/mechanism/build.js";
import { papBenchmark } from "../../../../src/scenario/pap-benchmark.js";
import { DEFAULT_SEARCH } from "../../../../src/sybil/options.js";
import { verify } from "../../../../src/sybil/verify.js";

const capped = (parameters: Record<string, number>) => buildMechanism({ family: "bid-cap", parameters });

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

describe("bid-cap", () => {
  it("is the card's formulas: a bid counts and pays up to a share of all bids, and up to a limit", async () => {
    const [allocations, payments] = [new Float64Array(3), new Float64Array(3)];
    (await capped({ cap: 0.5 })).outcome(Float64Array.of(6, 0, 2), allocations, payments);
    expect([...allocations, ...payments]).toEqual([2 / 3, 0, 1 / 3, 4, 0, 2]);
    (await capped({ cap: 0.5, limit: 3 })).outcome(Float64Array.of(6, 0, 2), allocations, payments);
    expect([...allocations, ...payments]).toEqual([3 / 5, 0, 2 / 5, 3, 0, 2]);
  });

  it("has no unit with a cap by share alone, and is PAP without either", async () => {
    expect((await capped({ cap: 0.6 })).claims.scaleFree).toBe(true);
    expect((await capped({ cap: 1, limit: 0.2 })).claims.scaleFree).toBe(false);
    expect(solvePure(await capped({ cap: 1 }), [4, 2]).equilibria[0]!.payments[0]).toBeCloseTo(8 / 9, 12);
  });

  it("has, for two of whom the stronger is above the cap, q_1 = v_1 / (v_1 + cap v_2) and R = v_1 v_2 / (v_1 + v_2 + cap v_2)", async () => {
    for (const [cap, ratio] of [
      [0.6, 0.3],
      [0.5, 0.2],
      [0.8, 0.1],
    ] as const) {
      const { equilibria } = solvePure(await capped({ cap }), [1, ratio]);
      expect(equilibria).toHaveLength(1);
      const { bids, payments, allocations } = equilibria[0]!;
      const share = bids[0]! / sum(bids);
      expect(share).toBeGreaterThan(cap);
      expect(share).toBeCloseTo(1 / (1 + cap * ratio), 8);
      expect(sum(payments)).toBeCloseTo(ratio / (1 + ratio + cap * ratio), 8);
      expect(allocations[1]).toBeCloseTo(ratio / (1 + ratio + cap * ratio), 8);
      // Less revenue than PAP, and a smaller share for the weaker.
      expect(sum(payments)).toBeLessThan(papBenchmark([1, ratio]).total);
    }
  });

  it("has PAP's equilibrium where nobody comes near the cap", async () => {
    const values = [1, 0.95, 0.9];
    const { equilibria } = solvePure(await capped({ cap: 0.7 }), values);
    const pap = papBenchmark(values);
    expect(equilibria).toHaveLength(1);
    equilibria[0]!.allocations.forEach((x, i) => {
      expect(x).toBeCloseTo(pap.allocations[i]!, 9);
    });
  });

  it("has, at a limit that binds the stronger, b_2 = sqrt(v_2 limit) - limit and R = sqrt(v_2 limit), less than PAP's", async () => {
    const [value, limit] = [0.5, 0.15];
    const { equilibria } = solvePure(await capped({ cap: 1, limit }), [1, value]);
    expect(equilibria.length).toBeGreaterThan(0);
    for (const { payments, allocations } of equilibria) {
      expect(payments[0]).toBeCloseTo(limit, 9);
      expect(sum(payments)).toBeCloseTo(Math.sqrt(value * limit), 8);
      expect(allocations[1]).toBeCloseTo(1 - limit / Math.sqrt(value * limit), 8);
    }
    expect(Math.sqrt(value * limit)).toBeLessThan(papBenchmark([1, value]).total);
    // Four times the limit or more: both bid it.
    const both = solvePure(await capped({ cap: 1, limit: 0.1 }), [1, value]).equilibria;
    expect(both.map(({ payments }) => payments.map((payment) => Number(payment.toFixed(8))))).toEqual([
      [0.1, 0.1],
    ]);
  });

  it("is evaded by a split, which pays under a limit and, at a cap of half or more, not", async () => {
    const options = { ...DEFAULT_SEARCH, identities: 3, rivals: 1 };
    const byShare = await verify(await capped({ cap: 0.6 }), ["split", "best-response"], options);
    expect(byShare.map(({ outcome }) => outcome)).toEqual(["refuted", "not-refuted"]);
    const byLimit = await verify(await capped({ cap: 1, limit: 0.15 }), ["split", "best-response"], options);
    expect(byLimit.map(({ outcome }) => outcome)).toEqual(["refuted", "refuted"]);
  });
});
