import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solvePure } from "../../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../../src/mechanism/build.js";
import { namingSums } from "../../../../src/mechanism/expression/sums.js";
import { readFormula } from "../../../../src/mechanism/expression/syntax.js";
import type { Formula } from "../../../../src/mechanism/formula.js";
import { CURVES } from "../../../../src/numeric/curve.js";
import { DUALS, dualAt } from "../../../../src/numeric/dual.js";
import { exactArithmetics } from "../../../../src/numeric/exact.js";
import { INTERVALS } from "../../../../src/numeric/interval.js";
import { jets, variable } from "../../../../src/numeric/jet.js";
import { DEFAULT_SEARCH } from "../../../../src/sybil/options.js";
import { verify } from "../../../../src/sybil/verify.js";
import { uniform } from "../../../arbitrary/uniform.js";
import { law } from "../../../law.js";

const FILE = "test/src/mechanism/expression/sums.test.ts";

const rule = (weight: string, payment: string, parameters: Record<string, number> = {}) =>
  buildMechanism({ family: "expression", weight, payment, parameters });

const SUMMED: readonly (readonly [weight: string, payment: string])[] = [
  ["b", "b*(1 + 0.3*H)"],
  ["b*(1 + sum(b^3)/B^3)", "q*sum(b^2)/B + sum(q*(1 - q))*b"],
  ["b^2/sum(b)", "b*(1 - q)*H + sum(H*b)/n"],
];

const threeBids = fc.tuple(uniform(0.1, 2), uniform(0.1, 2), uniform(0.1, 2));

describe("a rule with sums over bids", () => {
  it("is in exact fractions what its formulas say", async () => {
    const { rational } = await exactArithmetics();
    const { formula } = await rule("b*(1 + H)", "b*(1 - q)*sum(b^2)/B");
    const bids = [1, 2, 3].map(rational.of);
    const { allocations, payments } = formula!(rational, bids);
    // H = 14/36, so that weights are in proportion to bids; sum b^2 / B = 14/6.
    expect(allocations.map(rational.print)).toEqual(["1/6", "1/3", "1/2"]);
    expect(payments.map(rational.print)).toEqual(["35/18", "28/9", "7/2"]);
  });

  it.each(SUMMED)(
    "weight %s, payment %s: enclosures hold its values, and slopes",
    async (weight, payment) => {
      const mechanism = await rule(weight, payment);
      const formula = mechanism.formula as Formula;
      await law(
        FILE,
        fc.property(threeBids, uniform(1e-6, 0.2), uniform(0, 1), (bids, width, place) => {
          const box = bids.map((bid) => ({ lo: bid, hi: bid * (1 + width) }));
          const inside = Float64Array.from(box, ({ lo, hi }) => lo + place * (hi - lo));
          const [allocations, payments] = [new Float64Array(3), new Float64Array(3)];
          mechanism.outcome(inside, allocations, payments);
          const enclosed = formula(INTERVALS, box);
          const jet = jets(3);
          const sloped = formula(
            jet,
            box.map((side, k) => variable(side, k, 3)),
          );
          const dual = formula(DUALS, [dualAt(inside[0]!), DUALS.of(inside[1]!), DUALS.of(inside[2]!)]);
          const curved = formula(CURVES, [
            { value: box[0]!, slope: INTERVALS.of(1), bend: INTERVALS.of(0) },
            CURVES.of(inside[1]!),
            CURVES.of(inside[2]!),
          ]);
          for (let i = 0; i < 3; i++) {
            for (const [exact, range, slope, derivative, curve] of [
              [allocations, enclosed.allocations, sloped.allocations, dual.allocations, curved.allocations],
              [payments, enclosed.payments, sloped.payments, dual.payments, curved.payments],
            ] as const) {
              expect(within(exact[i]!, range[i]!)).toBe(true);
              expect(within(exact[i]!, slope[i]!.value)).toBe(true);
              expect(derivative[i]!.value).toBeCloseTo(exact[i]!, 12);
              expect(within(derivative[i]!.slope, slope[i]!.slopes[0]!)).toBe(true);
              expect(within(derivative[i]!.slope, curve[i]!.slope)).toBe(true);
              expect(within(derivative[i]!.bend, curve[i]!.bend)).toBe(true);
            }
          }
        }),
        100,
      );
    },
  );

  it("computes equal sums once, H among them, in the order in which they need each other", () => {
    const read = (text: string) => readFormula("payment", text, ["b", "B", "q", "n", "x", "H"]);
    const { sums } = namingSums([read("sum(b^2) + sum(q*H)"), read("sum(b ^ 2)*x - sum(q * H)")]);
    expect(sums.map(({ name }) => name)).toEqual(["H", "sum 1", "sum 2"]);
    expect(namingSums([read("b + q")]).sums).toEqual([]);
  });

  it("is scale-free where the syntax shows it, of the general shape, and smooth where its parts are", async () => {
    const [homogeneous, inUnits, kinked, byH] = await Promise.all([
      rule("b", "sum(b^2)/B + b*H"),
      rule("b", "b + sum(b^2)"),
      rule("b", "b*sum(max(q, 0.5))"),
      rule("b", "H > 0.5 ? b : 2*b"),
    ]);
    expect([homogeneous, inUnits, kinked, byH].map(({ claims }) => claims.scaleFree)).toEqual([
      ...[true, false, true, true],
    ]);
    expect([homogeneous, inUnits, kinked, byH].map(({ traits }) => traits!.smooth)).toEqual([
      ...[true, true, false, false],
    ]);
    expect([homogeneous, inUnits].map(({ traits }) => traits!.reach)).toEqual(["share", "both"]);
    expect(kinked.traits!.constants).toContain(0.5);
    for (const each of [homogeneous, inUnits, kinked, byH]) {
      expect(each.shape.kind).toBe("general");
      expect(each.seat).toBeUndefined();
    }
  });

  it("that are others in disguise has their equilibria", async () => {
    for (const [disguised, plain] of [
      [await rule("b*sum(q)", "b + 0.05*sum(b)"), await rule("b", "b + 0.05*B")],
      [await rule("b", "b*(sum(1) > 2 ? 1.2 : 1)"), await rule("b", "b*(n > 2 ? 1.2 : 1)")],
    ] as const) {
      for (const values of [
        [1, 0.7],
        [1, 0.9, 0.8],
        [1, 0.9, 0.8, 0.2],
      ]) {
        const [ours, theirs] = [solvePure(disguised, values), solvePure(plain, values)];
        expect(ours.equilibria).toHaveLength(theirs.equilibria.length);
        ours.equilibria.forEach(({ bids }, k) => {
          bids.forEach((bid, i) => {
            expect(bid).toBeCloseTo(theirs.equilibria[k]!.bids[i]!, 9);
          });
        });
      }
    }
  });

  it("has, among equals, the equilibrium that the first-order condition names", async () => {
    // p = b (1 + h H): with n equal bids H = 1/n has no slope in the own bid, so that v (n-1)/n^2 = b (1 + h/n).
    const mechanism = await rule("b", "b*(1 + h*H)", { h: 0.6 });
    for (const n of [2, 3, 4]) {
      const { equilibria } = solvePure(mechanism, new Array(n).fill(1));
      const inside = equilibria.find(({ bids }) => !bids.includes(0))!;
      for (const bid of inside.bids) expect(bid).toBeCloseTo((n - 1) / n ** 2 / (1 + 0.6 / n), 9);
    }
  });

  it("is verified by search: refuted where identities lower the price, not where they raise it", async () => {
    const options = { ...DEFAULT_SEARCH, identities: 3, rivals: 1 };
    const [cheaper] = await verify(await rule("b", "b*(1 + 2*H)"), ["split"], options);
    expect(cheaper!.outcome).toBe("refuted");
    expect(cheaper!.witness!.exact).toBeDefined();
    const [dearer] = await verify(await rule("b", "b*(1 + 0.5*(1 - H))"), ["split"], options);
    expect(dearer!.outcome).toBe("not-refuted");
  });
});

function within(value: number, { lo, hi }: { lo: number; hi: number }): boolean {
  const rounding = 1e-12 * (1 + Math.abs(value));
  return value >= lo - rounding && value <= hi + rounding;
}
