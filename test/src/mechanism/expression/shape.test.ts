import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solvePure } from "../../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../../src/mechanism/build.js";
import type { Candidate, Mechanism, Rule } from "../../../../src/mechanism/mechanism.js";
import type { OwnBidRule } from "../../../../src/mechanism/shape/own-bid.js";
import { positiveBid } from "../../../arbitrary/bids.js";
import { uniform } from "../../../arbitrary/uniform.js";
import { law } from "../../../law.js";

const FILE = "test/src/mechanism/expression/shape.test.ts";

const rule = (weight: string, payment: string, parameters: Record<string, number> = {}) =>
  buildMechanism({ family: "expression", weight, payment, parameters });

function ownBidRuleOf({ shape }: Mechanism): OwnBidRule {
  if (shape.kind !== "own-bid") throw new Error(`a rule of shape ${shape.kind}`);
  return shape.rule;
}

function outcomeAt({ outcome }: Rule, bids: readonly number[]): number[] {
  const [allocations, payments] = [new Float64Array(bids.length), new Float64Array(bids.length)];
  outcome(Float64Array.from(bids), allocations, payments);
  return [...allocations, ...payments];
}

/** Formulas, and the family that they write out. */
const TWINS: readonly (readonly [string, string, Candidate])[] = [
  ["b", "b", { family: "pap" }],
  ["b^0.8", "b", { family: "tullock", parameters: { alpha: 0.8 } }],
  ["b^1.2", "b", { family: "tullock", parameters: { alpha: 1.2 } }],
  ["b", "b^1.5", { family: "power-payment", parameters: { gamma: 1.5 } }],
  [
    "b^0.7",
    "0.02 + b + 0.5*b^2",
    { family: "power-fee-quadratic", parameters: { alpha: 0.7, fee: 0.02, kappa: 0.5 } },
  ],
  [
    "b^1.1",
    "b + 0.2*sqrt(b)",
    { family: "affine-power", parameters: { alpha: 1.1, kappa: 0.2, gamma: 0.5 } },
  ],
  ["log(1 + b/0.1)", "b", { family: "shifted-power", parameters: { alpha: 0, scale: 0.1 } }],
  ["b + 0.1", "b", { family: "headstart", parameters: { h: 0.1 } }],
  ["b", "b + B/20", { family: "pap-fee", parameters: { fee: 0, endogenousFee: 0.05 } }],
  ["q*exp(0.3*q)", "b*exp(0.1*q)", { family: "share-form", parameters: { linear: 0.1, kappa: 0.2 } }],
  ["b", "b*q", { family: "winner-pays" }],
];

describe("a formula that writes out a family", () => {
  it.each(TWINS)(
    "weight %s, payment %s has its shape and its equilibria",
    async (weight, payment, candidate) => {
      const [ours, theirs] = await Promise.all([rule(weight, payment), buildMechanism(candidate)]);
      expect(ours.shape.kind).toBe(theirs.shape.kind);
      for (const values of [
        [1, 0.6],
        [1, 0.8, 0.5, 0.3],
        [0.2, 1, 0.9, 0.9, 0.05],
      ]) {
        const [a, b] = [solvePure(ours, values), solvePure(theirs, values)];
        expect(a.status).toBe(b.status);
        expect(a.equilibria).toHaveLength(b.equilibria.length);
        a.equilibria.forEach(({ bids }, k) => {
          bids.forEach((bid, i) => {
            expect(Math.abs(bid - b.equilibria[k]!.bids[i]!)).toBeLessThanOrEqual(1e-9);
          });
        });
      }
    },
  );
});

describe("what is claimed of a formula", () => {
  it.each<[string, string, Partial<OwnBidRule>]>([
    ["b", "b", { linear: true, convexCost: true, splitProof: true }],
    ["2*b", "0.1 + b/2", { linear: true, convexCost: true, splitProof: true }],
    ["sqrt(b)", "b", { linear: false, convexCost: true, splitProof: false }],
    ["b^1.5", "sqrt(b) + 0.1", { convexCost: false, splitProof: true }],
    ["b*exp(b)", "log(1 + b)", { convexCost: false, splitProof: true }],
    ["1 + b^2", "b", { convexCost: false, splitProof: false }],
    ["b^1.5", "b^2", { convexCost: false, splitProof: false }],
    ["log(1 + b)", "b*exp(b)", { convexCost: true, splitProof: false }],
  ])("weight %s, payment %s: %j", async (weight, payment, claims) => {
    expect(ownBidRuleOf(await rule(weight, payment))).toMatchObject(claims);
  });

  it.each([
    ["a weight that falls", "1/(1 + b)", "b"],
    ["a weight that rises and falls", "b*exp(-b)", "b"],
    ["a weight that may be negative", "b - 0.1", "b"],
    ["a weight that jumps", "b > 1 ? b : b/2", "b"],
    ["a payment that falls", "b", "1/(1 + b)"],
    ["a payment that nobody's bid changes", "b", "0.1"],
    ["a payment with a kink", "b", "max(b, 2*b - 1)"],
    ["a kink in shares", "max(q, 2*q - 0.5)", "b"],
    ["a payment by the own allocation", "b^2", "b*x"],
  ])("is nothing where there is %s", async (_, weight, payment) => {
    expect((await rule(weight, payment)).shape.kind).toBe("general");
  });
});

describe("formulas by the number of bids", () => {
  it.each<[string, string, Record<number, [weight: string, payment: string]>]>([
    ["b", "n > 2 ? b*1.2 : b*(1 - 0.2*q*(1 - q))", { 2: ["b", "b*(1 - 0.2*q*(1 - q))"], 5: ["b", "1.2*b"] }],
    ["b^1.5", "b*n + B/n", { 3: ["b^1.5", "3*b + B/3"], 4: ["b^1.5", "4*b + B/4"] }],
    ["b*exp(q/n)*(1 - q)^(-1/n)", "B - b + n*b", { 2: ["b*exp(q/2)*(1 - q)^(-0.5)", "B + b"] }],
  ])("%s; %s is a rule of shares at each number", async (weight, payment, counts) => {
    const { shape } = await rule(weight, payment);
    if (shape.kind !== "by-count") throw new Error(shape.kind);
    for (const [count, [f, c]] of Object.entries(counts)) {
      const [at, same] = [shape.of(Number(count)), await rule(f, c)];
      for (const bids of [
        [1, 2],
        [3, 0.1, 5],
      ]) {
        const expected = outcomeAt(same, bids);
        outcomeAt(at, bids).forEach((each, k) => {
          expect(each).toBeCloseTo(expected[k]!, 12);
        });
      }
      const { weight: w, weightSlope, price, priceSlope } = at.shape.rule;
      for (const q of [0.01, 0.2, 0.5, 0.9]) {
        const h = 1e-5 * q;
        const slope = (f: (share: number, rest: number) => number) =>
          (f(q + h, 1 - q - h) - f(q - h, 1 - q + h)) / (2 * h);
        expect(weightSlope(q, 1 - q)).toBeCloseTo(slope(w), 6);
        expect(priceSlope(q, 1 - q)).toBeCloseTo(slope(price), 6);
      }
    }
  });

  it.each([
    ["a kink in shares", "b", "n > 2 ? b : max(b, 0.5*B)"],
    ["a choice by the share", "b", "q > 0.5/n ? b : 2*b"],
    ["an absolute amount", "b", "b + 1/n"],
  ])("are no rules of shares where there is %s", async (_, weight, payment) => {
    expect((await rule(weight, payment)).shape.kind).toBe("general");
  });
});

describe("the parts of an own-bid rule of formulas", () => {
  const FORMULAS = ["b^a", "b + a*b^2", "b*exp(a*b/100)", "log(1 + a*b)", "sqrt(b) + a", "exp(a*b/100) - 1"];

  it("fit each other: inverse, price, log price and its slope", async () => {
    await law(
      FILE,
      fc.asyncProperty(
        fc.constantFrom(...FORMULAS),
        fc.constantFrom("b", "b^1.5 + b", "b*exp(b/100)"),
        uniform(0.3, 2),
        positiveBid,
        async (weight, payment, a, bid) => {
          const own = ownBidRuleOf(await rule(weight, payment, { a }));
          const w = own.weight(bid);
          const near = (x: number, y: number, tolerance: number) =>
            expect(Math.abs(x - y)).toBeLessThanOrEqual(tolerance * Math.abs(y));
          // A constant beside a small weight, and 1 beside a small bid, cost their digits.
          const conditioned = Math.max(1, w / (w - own.weightAtZero));
          near(own.bidAt(w), bid, 1e-11 * conditioned + 1e-14 / bid);
          near(Math.exp(own.logPrice(Math.log(w))), own.price(bid, w), 1e-9);
          const step = 1e-5;
          const rise = (f: (b: number) => number) => f(bid * (1 + step)) - f(bid * (1 - step));
          near(rise((b) => own.cost(b)) / rise((b) => own.weight(b)), own.price(bid, w), 1e-4 * conditioned);
          const [before, after] = [own.logPrice(Math.log(w) - step), own.logPrice(Math.log(w) + step)];
          expect(
            Math.abs((after - before) / (2 * step) - own.logPriceSlope(Math.log(w))),
          ).toBeLessThanOrEqual(1e-3 * (1 + Math.abs(own.logPriceSlope(Math.log(w)))) * conditioned);
        },
      ),
    );
  });
});
