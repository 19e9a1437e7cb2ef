import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { METRICS, metricsOf } from "../../../src/metric/metrics.js";
import { law } from "../../law.js";

const FILE = "test/src/metric/metrics.test.ts";

/** The metrics of shares among players of equal values, who are all active under PAP. */
function ofShares(...allocations: number[]) {
  return metricsOf(
    allocations.map(() => 1),
    { allocations, payments: allocations.map(() => 0) },
  );
}

describe("metrics at exact cases", () => {
  it("of the article's PAP outcome", () => {
    const metrics = metricsOf([4, 2], { allocations: [2 / 3, 1 / 3], payments: [8 / 9, 4 / 9] });
    expect(metrics.revenue).toBeCloseTo(4 / 3, 14);
    expect(metrics.revenueShare).toBeCloseTo(1 / 3, 14);
    expect(metrics.fairness).toBeCloseTo(Math.SQRT2 / 3, 14);
    expect(metrics.fairnessActive).toBe(metrics.fairness);
    expect(metrics.entropy).toBeCloseTo(Math.log2(3) - 2 / 3, 14);
    expect(metrics.hhi).toBeCloseTo(5 / 9, 14);
    expect(metrics.effectivePlayers).toBeCloseTo(9 / 5, 14);
    expect(metrics.largestShare).toBe(2 / 3);
    expect(metrics.gini).toBeCloseTo(1 / 6, 14);
    expect(metrics.nakamoto).toBe(1);
  });

  it("of equal shares are at their fairest", () => {
    expect(ofShares(0.25, 0.25, 0.25, 0.25)).toEqual({
      revenue: 0,
      revenueShare: 0,
      fairness: 0.25,
      fairnessActive: 0.25,
      entropy: 1,
      hhi: 0.25,
      effectivePlayers: 4,
      largestShare: 0.25,
      gini: 0,
      nakamoto: 3,
      welfare: 1,
    });
  });

  it("of one share of everything among four are at their least fair", () => {
    expect(ofShares(0, 1, 0, 0)).toMatchObject({
      fairness: 0,
      fairnessActive: 0,
      entropy: 0,
      hhi: 1,
      effectivePlayers: 1,
      largestShare: 1,
      gini: 0.75,
      nakamoto: 1,
    });
  });

  it("of a player alone", () => {
    const metrics = metricsOf([3], { allocations: [1], payments: [1.5] });
    expect(metrics).toEqual({
      revenue: 1.5,
      revenueShare: 0.5,
      fairness: 1,
      fairnessActive: 1,
      entropy: 1,
      hhi: 1,
      effectivePlayers: 1,
      largestShare: 1,
      gini: 0,
      nakamoto: 1,
      welfare: 3,
    });
  });

  it("of nothing allocated are zeros, never NaN", () => {
    expect(ofShares(0, 0)).toEqual({
      revenue: 0,
      revenueShare: 0,
      fairness: 0,
      fairnessActive: 0,
      entropy: 0,
      hhi: 0,
      effectivePlayers: 0,
      largestShare: 0,
      gini: 0,
      nakamoto: 0,
      welfare: 0,
    });
  });

  it("take fairnessActive over those alone whom PAP keeps", () => {
    // PAP keeps the first three of (5, 4, 3, 2, 1): its total is 120/47, above 2.
    const outcome = { allocations: [0.5, 0.25, 0.125, 0, 0.125], payments: [1, 1, 1, 0, 0] };
    const { fairness, fairnessActive } = metricsOf([5, 4, 3, 2, 1], outcome);
    expect(fairness).toBe(0);
    expect(fairnessActive).toBeCloseTo(0.25, 14);
  });

  it("leave out of fairnessActive a player whose value is PAP's total exactly", () => {
    // PAP's total over the first two of (4, 4, 2) is 2: the third is not strictly above it.
    const { fairness, fairnessActive } = metricsOf([4, 4, 2], {
      allocations: [0.5, 0.5, 0],
      payments: [1, 1, 0],
    });
    expect([fairness, fairnessActive]).toEqual([0, 0.5]);
  });

  it.each([
    [[0.5, 0.5], 2],
    [[0.5, 0.25, 0.25], 2],
    [[0.3, 0.2, 0.5], 2],
    [[0.1, 0.2, 0.2, 0.25, 0.25], 3],
    [[0.5 + 1e-6, 0.5 - 1e-6], 1],
    [Array.from({ length: 10 }, () => 0.1), 6],
    [[0.2, 0.2], 0],
  ])("take nakamoto as more than half, and half exactly is not: %j", (shares, players) => {
    expect(ofShares(...shares).nakamoto).toBe(players);
  });

  it.each([
    [[0.5, 0.5, 0], 1 / 3],
    [[0.5, 0.25, 0.25], 1 / 6],
    [[0.7, 0.2, 0.1], 0.4],
    [[0.1, 0.2, 0.3, 0.4], 0.25],
  ])("take gini by its definition: %j", (shares, gini) => {
    expect(ofShares(...shares).gini).toBeCloseTo(gini, 14);
  });

  it("do not overflow with large values", () => {
    const outcome = { allocations: [0.5, 0.5], payments: [0.4e308, 0.4e308] };
    expect(metricsOf([1e308, 1e308], outcome).revenueShare).toBeCloseTo(0.8, 14);
  });
});

const shares = fc
  .array(fc.oneof(fc.double({ min: 1e-3, max: 1, noNaN: true }), fc.constant(0), fc.constant(0.5)), {
    minLength: 1,
    maxLength: 12,
  })
  .filter((weights) => weights.some((weight) => weight > 0))
  .map((weights) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  });
const ROUNDING = 1e-12;

describe("metrics of any shares", () => {
  it("lie within their ranges", async () => {
    await law(
      FILE,
      fc.property(shares, (allocations) => {
        const n = allocations.length;
        const metrics = ofShares(...allocations);
        const within = (value: number, low: number, high: number) => {
          expect(value).toBeGreaterThanOrEqual(low - ROUNDING);
          expect(value).toBeLessThanOrEqual(high + ROUNDING);
        };
        within(metrics.fairness, 0, 1 / n);
        within(metrics.entropy, 0, 1);
        within(metrics.hhi, 1 / n, 1);
        within(metrics.effectivePlayers, 1, n);
        within(metrics.largestShare, 1 / n, 1);
        within(metrics.gini, 0, 1 - 1 / n);
        within(metrics.nakamoto, 1, Math.floor(n / 2) + 1);
        within(metrics.hhi, metrics.largestShare ** 2, metrics.largestShare);
      }),
    );
  });

  it("do not depend on the order of the players", async () => {
    await law(
      FILE,
      fc.property(
        shares.chain((allocations) => {
          const players = allocations.map((x, i) => ({ x, value: 1 + i, payment: x * (1 + (i % 3)) }));
          return fc.tuple(fc.constant(players), fc.shuffledSubarray(players, { minLength: players.length }));
        }),
        ([players, shuffled]) => {
          const [one, other] = [players, shuffled].map((order) =>
            metricsOf(
              order.map(({ value }) => value),
              { allocations: order.map(({ x }) => x), payments: order.map(({ payment }) => payment) },
            ),
          );
          for (const { name } of METRICS) expect(other![name], name).toBeCloseTo(one![name], 12);
        },
      ),
    );
  });

  it("get fairer in every measure of fairness where a richer player gives to a poorer one", async () => {
    await law(
      FILE,
      fc.property(shares, fc.double({ min: 0.01, max: 0.5, noNaN: true }), (allocations, part) => {
        const richest = allocations.indexOf(Math.max(...allocations));
        const poorest = allocations.indexOf(Math.min(...allocations));
        const gift = part * (allocations[richest]! - allocations[poorest]!);
        const after = [...allocations];
        after[richest] = after[richest]! - gift;
        after[poorest] = after[poorest]! + gift;
        const [old, now] = [ofShares(...allocations), ofShares(...after)];
        for (const { name, sense } of METRICS) {
          const change = sense === "maximise" ? now[name] - old[name] : old[name] - now[name];
          expect(change, name).toBeGreaterThanOrEqual(-ROUNDING);
        }
      }),
    );
  });
});

describe("the table of metrics", () => {
  it("names each once, with a unit, a sense and a meaning", () => {
    const names = METRICS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(Object.keys(metricsOf([1], { allocations: [1], payments: [0] })));
    for (const { meaning } of METRICS) expect(meaning).not.toBe("");
  });
});
