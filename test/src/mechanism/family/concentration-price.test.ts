import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solvePure } from "../../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../../src/mechanism/build.js";
import { BernsteinCurve } from "../../../../src/mechanism/shape/bernstein.js";
import { papBenchmark } from "../../../../src/scenario/pap-benchmark.js";
import { DEFAULT_SEARCH, screening } from "../../../../src/sybil/options.js";
import { argumentFor } from "../../../../src/sybil/proof/lemma.js";
import { search } from "../../../../src/sybil/search.js";
import { uniform } from "../../../arbitrary/uniform.js";
import { law } from "../../../law.js";

const FILE = "test/src/mechanism/family/concentration-price.test.ts";

const priced = (parameters: Record<string, number>) =>
  buildMechanism({ family: "concentration-price", parameters });

/** p = b (1 + h (1 - H)). */
const byConcentration = (h: number) => priced({ terms: 1, e1: h });

describe("concentration-price", () => {
  it("is the card's formulas: a common part h (1 - H), and a fee that a lone bid does not pay", async () => {
    const mechanism = await priced({ terms: 1, fee: 0.1, c1: 0.5, e1: 0.4 });
    const [allocations, payments] = [new Float64Array(3), new Float64Array(3)];
    mechanism.outcome(Float64Array.of(3, 0, 1), allocations, payments);
    expect(Array.from(allocations)).toEqual([0.75, 0, 0.25]);
    // 1 - H = 3/8.
    expect(payments[0]).toBeCloseTo(3 * (1 + 0.4 * 0.375) + 4 * (0.1 * 0.25 + 0.5 * 0.1875), 14);
    expect(payments[2]).toBeCloseTo(1 * (1 + 0.4 * 0.375) + 4 * (0.1 * 0.75 + 0.5 * 0.1875), 14);
    mechanism.outcome(Float64Array.of(0, 2, 0), allocations, payments);
    expect(Array.from(payments)).toEqual([0, 2, 0]);
  });

  it("has, for two players under p = b (1 + h (1 - H)), the equilibrium in closed form", async () => {
    // dp/db = 1 + h (1 - H) + q (e'(q) - D) with e' = h (1 - 2q): at shares q and r = 1 - q
    // 1 - H = 2 q r, D = h (1 - 2 (q^2 + r^2)), so that v_1 r = B (1 + 2 h q r + 2 h q r (r - q)) = B (1 + 4 h q r^2).
    const h = 0.7;
    const mechanism = await byConcentration(h);
    for (const ratio of [1, 0.6, 0.3]) {
      const { equilibria } = solvePure(mechanism, [1, ratio]);
      expect(equilibria).toHaveLength(1);
      const [q, r] = equilibria[0]!.allocations as [number, number];
      const total = equilibria[0]!.bids[0]! + equilibria[0]!.bids[1]!;
      expect(r).toBeCloseTo(total * (1 + 4 * h * q * r * r), 11);
      expect(ratio * q).toBeCloseTo(total * (1 + 4 * h * r * q * q), 11);
      const revenue = equilibria[0]!.payments.reduce((sum, payment) => sum + payment, 0);
      expect(revenue).toBeCloseTo(total * (1 + 2 * h * q * r), 12);
    }
  });

  it("has PAP's revenue among equals, whose bids make up for the coupling", async () => {
    // At equal shares the own bid moves H to no first order, so that b (1 + h (1 - 1/n)) = (n - 1) / n^2.
    const mechanism = await byConcentration(0.9);
    for (const n of [2, 3, 4, 6]) {
      const values = new Array<number>(n).fill(1);
      const { equilibria } = solvePure(mechanism, values);
      const inside = equilibria.find(({ bids }) => !bids.includes(0))!;
      for (const bid of inside.bids) expect(bid).toBeCloseTo((n - 1) / n ** 2 / (1 + 0.9 * (1 - 1 / n)), 10);
      for (const payment of inside.payments) expect(payment).toBeCloseTo(papBenchmark(values).total / n, 10);
    }
  });

  it("is in equilibrium where the first-order condition of the docstring holds, for three players and more", async () => {
    const drawn = fc.record({
      values: fc.array(uniform(0.7, 1), { minLength: 3, maxLength: 5 }),
      c: fc.array(uniform(-0.3, 0.6), { minLength: 2, maxLength: 2 }),
      e: fc.array(uniform(-0.3, 0.6), { minLength: 2, maxLength: 2 }),
    });
    let judged = 0;
    await law(
      FILE,
      fc.asyncProperty(drawn, async ({ values, c, e }) => {
        const mechanism = await priced({ terms: 2, c1: c[0]!, c2: c[1]!, e1: e[0]!, e2: e[1]! });
        const curve = ([a, b]: number[], q: number) => q * (1 - q) * (a! * (1 - q) + b! * q);
        const slope = (of: number[], q: number) => (curve(of, q + 1e-6) - curve(of, q - 1e-6)) / 2e-6;
        for (const { bids } of solvePure(mechanism, values).equilibria) {
          judged++;
          const total = bids.reduce((sum, bid) => sum + bid, 0);
          const shares = bids.map((bid) => bid / total);
          const common = shares.reduce((sum, q) => sum + curve(e, q), 1);
          const drift = shares.reduce((sum, q) => sum + q * slope(e, q), 0);
          shares.forEach((q, i) => {
            if (q === 0) return;
            const paid = common + curve(c, q) + (1 - q) * slope(c, q) + q * (slope(e, q) - drift);
            expect(values[i]! * (1 - q)).toBeCloseTo(total * paid, 7);
          });
        }
      }),
      60,
    );
    expect(judged).toBeGreaterThan(20);
  });

  it("keeps payments at 0 or more where all coefficients are at their least", async () => {
    const mechanism = await priced({ terms: 3, c1: -0.5, c2: -0.5, c3: -0.5, e1: -0.5, e2: -0.5, e3: -0.5 });
    const [allocations, payments] = [new Float64Array(60), new Float64Array(60)];
    mechanism.outcome(
      Float64Array.from({ length: 60 }, (_, k) => 1.3 ** -k),
      allocations,
      payments,
    );
    expect(Math.min(...payments)).toBeGreaterThanOrEqual(0);
  });

  it("is a rule of shares without a coupling, and proved split-proof where its coefficients fall from above 0", async () => {
    const uncoupled = await priced({ terms: 2, fee: 0.01, c1: 0.3, c2: 0.1 });
    expect(uncoupled.shape.kind).toBe("share");
    expect(argumentFor(uncoupled, "split")?.grade).toBe("proved-by-argument");
    expect((await priced({ terms: 2, c1: 0.1, c2: 0.3 })).shape).toMatchObject({
      rule: { splitProof: false },
    });
    expect((await priced({ terms: 2, c1: 0.1, e1: 0.3 })).shape.kind).toBe("concentration");
  });

  it("gains by no split where coefficients fall from above 0, and does where e(q) / q rises", async () => {
    const options = screening({ ...DEFAULT_SEARCH, identities: 4, rivals: 2 });
    const falling = fc.array(uniform(0, 0.5), { minLength: 4, maxLength: 4 });
    await law(
      FILE,
      fc.asyncProperty(falling, async ([c2, dc, e2, de]) => {
        const mechanism = await priced({ terms: 2, c1: c2! + dc!, c2: c2!, e1: e2! + de!, e2: e2! });
        expect(search(mechanism, "split", options, []).largest).toBeLessThanOrEqual(1e-12);
      }),
      20,
    );
    expect(search(await priced({ terms: 1, e1: -0.3 }), "split", options, []).largest).toBeGreaterThan(1e-3);
  });
});

describe("a curve in Bernstein form", () => {
  it("is 0 at 1, as asked at 0, between its coefficients within, and has its slope", async () => {
    const drawn = fc.tuple(uniform(0, 1), fc.array(uniform(-2, 2), { minLength: 1, maxLength: 6 }));
    await law(
      FILE,
      fc.property(drawn, uniform(0.001, 0.999), ([atZero, coefficients], q) => {
        const curve = new BernsteinCurve(atZero, coefficients);
        expect(curve.at(0, 1)).toBe(atZero);
        expect(Math.abs(curve.at(1, 0))).toBe(0);
        const mean = (curve.at(q, 1 - q) - atZero * (1 - q)) / (q * (1 - q));
        expect(mean).toBeGreaterThanOrEqual(Math.min(...coefficients) - 1e-9);
        expect(mean).toBeLessThanOrEqual(Math.max(...coefficients) + 1e-9);
        const h = 1e-6 * Math.min(q, 1 - q);
        const difference = (curve.at(q + h, 1 - q - h) - curve.at(q - h, 1 - q + h)) / (2 * h);
        expect(curve.slope(q, 1 - q)).toBeCloseTo(difference, 6);
      }),
    );
  });
});
