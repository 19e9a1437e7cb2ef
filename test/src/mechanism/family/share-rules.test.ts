import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solvePure } from "../../../../src/equilibrium/solve.js";
import { buildMechanism, parametersOf } from "../../../../src/mechanism/build.js";
import { shareSpline } from "../../../../src/mechanism/family/share-spline.js";
import type { Mechanism } from "../../../../src/mechanism/mechanism.js";
import {
  gradedKnots,
  monotoneSpline,
  naturalSpline,
} from "../../../../src/mechanism/shape/spline-exponent.js";
import { papBenchmark } from "../../../../src/scenario/pap-benchmark.js";
import { argumentFor } from "../../../../src/sybil/proof/lemma.js";
import { magnitude, uniform } from "../../../arbitrary/uniform.js";
import { law } from "../../../law.js";

const FILE = "test/src/mechanism/family/share-rules.test.ts";

const form = (parameters: Record<string, number>) => buildMechanism({ family: "share-form", parameters });
const spline = (z: readonly number[], e: readonly number[] = []) =>
  buildMechanism({
    family: "share-spline",
    parameters: {
      knots: Math.max(z.length, e.length),
      ...Object.fromEntries(z.map((value, k) => [`z${k + 1}`, value])),
      ...Object.fromEntries(e.map((value, k) => [`e${k + 1}`, value])),
    },
  });

function outcome(mechanism: Mechanism, ...bids: number[]) {
  const [allocations, payments] = [new Float64Array(bids.length), new Float64Array(bids.length)];
  mechanism.outcome(Float64Array.from(bids), allocations, payments);
  return { allocations, payments };
}

function shareRuleOf({ shape }: Mechanism) {
  if (shape.kind !== "share") throw new Error("not a share rule");
  return shape.rule;
}

const unitCoefficient = uniform(-0.5, 0.5);
const coefficients = fc.record({
  ...{ linear: unitCoefficient, hump: unitCoefficient, pole: uniform(0, 0.5) },
  ...{ kappa: unitCoefficient, kappaHump: unitCoefficient, kappaPole: uniform(0, 0.5) },
});
const heights = fc
  .integer({ min: 4, max: 16 })
  .chain((knots) => fc.array(uniform(-1, 1), { minLength: knots, maxLength: knots }));

describe("the exponents of a short form", () => {
  it("are those of the card: x and p at shares 3/4 and 1/4", async () => {
    const mechanism = await form({
      linear: 0.1,
      hump: 0.2,
      pole: 0.3,
      kappa: 0.4,
      kappaHump: 0.5,
      kappaPole: 0.6,
    });
    const { allocations, payments } = outcome(mechanism, 3, 1);
    const e = (q: number) => 0.1 * q + 0.2 * q * (1 - q) - 0.3 * Math.log(1 - q);
    const z = (q: number) => e(q) + 0.4 * q + 0.5 * q * (1 - q) - 0.6 * Math.log(1 - q);
    const weights = [0.75 * Math.exp(z(0.75)), 0.25 * Math.exp(z(0.25))];
    expect(allocations[0]).toBeCloseTo(weights[0]! / (weights[0]! + weights[1]!), 14);
    expect(payments[0]).toBeCloseTo(3 * Math.exp(e(0.75)), 13);
    expect(payments[1]).toBeCloseTo(Math.exp(e(0.25)), 13);
  });

  it("charge a lone bid by the formula where it is finite, and itself at a pole", async () => {
    expect(outcome(await form({ linear: 0.5 }), 2).payments[0]).toBeCloseTo(2 * Math.exp(0.5), 14);
    expect([...outcome(await form({ pole: 0.5 }), 0, 2).payments]).toEqual([0, 2]);
    expect([...outcome(await form({ kappaPole: -2 }), 0, 2).allocations]).toEqual([0, 1]);
  });
});

describe("the spline", () => {
  it("passes through its values, starts at 0, and never leaves the values of the knots beside it", async () => {
    await law(
      FILE,
      fc.property(heights, uniform(0, 1), (values, at) => {
        const exponent = monotoneSpline(values);
        values.forEach((value, k) => {
          expect(exponent.at((k + 1) / values.length)).toBeCloseTo(value, 12);
        });
        expect(exponent.at(0)).toBe(0);
        const left = Math.min(Math.floor(at * values.length), values.length - 1);
        const ends = [left === 0 ? 0 : values[left - 1]!, values[left]!];
        expect(exponent.at(at)).toBeGreaterThanOrEqual(Math.min(...ends) - 1e-12);
        expect(exponent.at(at)).toBeLessThanOrEqual(Math.max(...ends) + 1e-12);
      }),
    );
  });

  it("has one slope from both sides of a knot", async () => {
    await law(
      FILE,
      fc.property(heights, fc.nat(), (values, which) => {
        const exponent = monotoneSpline(values);
        const knot = (1 + (which % (values.length - 1))) / values.length;
        expect(exponent.slopeAt(knot - 1e-13)).toBeCloseTo(exponent.slopeAt(knot + 1e-13), 7);
      }),
    );
  });

  it("has as many parameters as knots, and refuses others by name", async () => {
    const names = parametersOf(shareSpline, { knots: 5 }, "test").map(({ name }) => name);
    expect(names).toEqual(["knots", "z1", "z2", "z3", "z4", "z5", "e1", "e2", "e3", "e4", "e5"]);
    const refused = (parameters: object) =>
      expect(buildMechanism({ family: "share-spline", parameters }, "--mechanism")).rejects;
    await refused({ knots: 5, z6: 0 }).toThrow(
      /^--mechanism\.parameters: unknown key "z6"; nearest is "z\d"/,
    );
    await refused({ knots: 4.5 }).toThrow(/knots: must be a whole number/);
    await refused({ knots: 17 }).toThrow(/knots: 17 is outside \[4, 16\]/);
    await refused({ z: 0 }).toThrow(/unknown key "z"/);
  });
});

describe("the slopes of weight and price", () => {
  it("are those of the functions", async () => {
    await law(
      FILE,
      fc.asyncProperty(fc.oneof(coefficients, heights), uniform(0.02, 0.98), async (drawn, share) => {
        const mechanism = await (Array.isArray(drawn) ? spline(drawn, drawn.toReversed()) : form(drawn));
        const rule = shareRuleOf(mechanism);
        const step = 1e-6;
        const slope = (f: (q: number, rest: number) => number) =>
          (f(share + step, 1 - share - step) - f(share - step, 1 - share + step)) / (2 * step);
        const near = (a: number, b: number) =>
          expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-3 * (1 + Math.abs(b)));
        near(
          rule.weightSlope(share, 1 - share),
          slope((q, rest) => rule.weight(q, rest)),
        );
        near(
          rule.priceSlope(share, 1 - share),
          slope((q, rest) => rule.price(q, rest)),
        );
      }),
    );
  });
});

describe("at two players, all-pay (e = 0)", () => {
  it("shares are v1 / (v1 + v2) of the bids, and revenue is h'(q) of PAP's", async () => {
    let solved = 0;
    await law(
      FILE,
      fc.asyncProperty(
        uniform(-0.4, 0.4),
        uniform(0, 0.4),
        uniform(0.1, 1),
        async (kappa, kappaPole, ratio) => {
          const mechanism = await form({ kappa, kappaPole });
          const { equilibria } = solvePure(mechanism, [1, ratio]);
          // A pole can make it better to crowd the other out, and then there is none.
          if (equilibria.length === 0) return;
          solved++;
          expect(equilibria).toHaveLength(1);
          const { bids, payments } = equilibria[0]!;
          const q = 1 / (1 + ratio);
          expect(bids[0]! / (bids[0]! + bids[1]!)).toBeCloseTo(q, 9);
          const z = (s: number) => kappa * s - kappaPole * Math.log(1 - s);
          const h = (s: number) => 1 / (1 + ((1 - s) / s) * Math.exp(z(1 - s) - z(s)));
          const slope = (h(q + 1e-5) - h(q - 1e-5)) / 2e-5;
          const revenue = payments[0]! + payments[1]!;
          expect(revenue / papBenchmark([1, ratio]).total).toBeCloseTo(slope, 6);
        },
      ),
    );
    expect(solved).toBeGreaterThan(100);
  });
});

describe("where an exponent of the weight rises and that of the payment falls", () => {
  it("split is proved by a lemma, and nowhere else", async () => {
    const rising = await spline([0, 0.1, 0.1, 0.4], [-0.1, -0.1, -0.3, -0.3]);
    expect(shareRuleOf(rising).splitProof).toBe(true);
    expect(argumentFor(rising, "split")?.text).toMatch(/^share rule/);
    for (const other of [
      [0, 0.1, 0.0999, 0.4],
      [-0.01, 0, 0, 0],
    ]) {
      expect(shareRuleOf(await spline(other)).splitProof).toBe(false);
    }
    expect(shareRuleOf(await form({ kappa: 0.2, kappaHump: -0.2 })).splitProof).toBe(true);
    expect(shareRuleOf(await form({ kappa: 0.2, kappaHump: -0.21 })).splitProof).toBe(false);
    expect(shareRuleOf(await form({ kappa: 0.2, linear: 0.01 })).splitProof).toBe(false);
  });
});

describe("a share rule", () => {
  it("has a finite outcome at every bids, however far apart", async () => {
    const far = fc.array(fc.oneof(magnitude(-300, 300), fc.constant(0)), { minLength: 1, maxLength: 6 });
    await law(
      FILE,
      fc.asyncProperty(fc.oneof(coefficients, heights), far, async (drawn, bids) => {
        const mechanism = await (Array.isArray(drawn) ? spline(drawn) : form(drawn));
        const { allocations, payments } = outcome(mechanism, ...bids);
        const total = allocations.reduce((sum, x) => sum + x, 0);
        expect(total).toBeCloseTo(bids.some((bid) => bid > 0) ? 1 : 0, 12);
        expect(payments.every((payment) => payment >= 0 && Number.isFinite(payment))).toBe(true);
      }),
    );
  });

  it("is solved at ratios up to 1e150 for two, and among 10,000", async () => {
    const mechanism = await form({ kappa: 0.3 });
    const { equilibria } = solvePure(mechanism, [1e100, 1e-50]);
    expect(equilibria).toHaveLength(1);
    expect(equilibria[0]!.bids[1]! / equilibria[0]!.bids[0]! / 1e-150).toBeCloseTo(1, 9);
    const crowd = solvePure(mechanism, Array(10_000).fill(1));
    expect(crowd.status).toBe("pure");
    crowd.equilibria[0]!.allocations.forEach((x) => {
      expect(x).toBeCloseTo(1e-4, 12);
    });
  });

  it("is solved in bids that nobody gains by leaving, with some players out", async () => {
    const mechanism = await form({ linear: 0.2, kappa: 0.4 });
    const values = Array.from({ length: 30 }, (_, i) => 0.9 ** i);
    const solution = solvePure(mechanism, values);
    expect(solution.status).toBe("pure");
    for (const { allocations, utilities } of solution.equilibria) {
      expect(allocations.filter((x) => x === 0).length).toBeGreaterThan(0);
      expect(Math.min(...utilities)).toBeGreaterThanOrEqual(0);
    }
  });
});

describe("the natural spline", () => {
  it("passes through its values, bends alike on both sides of a knot, and not at all at its ends", async () => {
    await law(
      FILE,
      fc.property(heights, (values) => {
        const knots = gradedKnots(values.length);
        const exponent = naturalSpline(values);
        expect(exponent.at(0)).toBe(0);
        values.forEach((value, k) => {
          expect(exponent.at(knots[k + 1]!)).toBeCloseTo(value, 9);
        });
        const scale = knots[1]! / 1000;
        const bend = (from: number, to: number) =>
          (exponent.slopeAt(to) - exponent.slopeAt(from)) / (to - from);
        const steepest = Math.max(...values.map(Math.abs), 1) / knots[1]! ** 2;
        for (const knot of knots.slice(1, -1)) {
          const [before, after] = [bend(knot - scale, knot - 1e-9), bend(knot + 1e-9, knot + scale)];
          expect(Math.abs(before - after)).toBeLessThan(0.1 * steepest);
        }
        expect(Math.abs(bend(0, scale))).toBeLessThan(0.1 * steepest);
        expect(Math.abs(bend(1 - scale, 1 - 1e-12))).toBeLessThan(0.1 * steepest);
      }),
    );
  });

  it("of a sum is the sum of the splines", async () => {
    await law(
      FILE,
      fc.property(heights, uniform(0, 1), (values, at) => {
        const sum = values.reduce((total, value, k) => {
          const cardinal = naturalSpline(values.map((_, j) => (j === k ? 1 : 0)));
          return total + value * cardinal.at(at);
        }, 0);
        expect(naturalSpline(values).at(at)).toBeCloseTo(sum, 9);
      }),
    );
  });
});
