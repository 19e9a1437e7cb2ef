import { describe, expect, it } from "vitest";
import { solvePure } from "../../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../../src/mechanism/build.js";
import { copyingBound, copyingGuard, gainByCopying } from "../../../../src/study/any-number/copying.js";
import {
  cappedAuction,
  differenceForm,
  fairContestBound,
  fairContestGuard,
  fairContestRevenues,
} from "../../../../src/study/any-number/fair-contests.js";
import { evenPrior, privateBids, privateGain } from "../../../../src/study/any-number/private-values.js";
import { Slacks } from "../../../../src/study/any-number/slack.js";
import { starGuards } from "../../../../src/study/any-number/star-guards.js";
import { unequalGuard } from "../../../../src/study/any-number/unequal-guard.js";

const SMALL = { rules: 30, seed: 5 };

describe("slacks", () => {
  it("keep the least, where it was, and what is no number", () => {
    const slacks = new Slacks();
    for (const slack of [2, 1, 3]) slacks.add(slack, () => `at ${slack}`);
    expect(slacks.of(7)).toEqual({ rules: 7, cases: 3, least: 1, where: "at 1" });
    slacks.add(Number.NaN, () => "nowhere");
    expect(slacks.of(7).least).toBeNaN();
  });
});

describe("star-shaped rules", () => {
  it("hold floor, ceiling and the price of entry at random", async () => {
    const { floor, ceiling, entry } = await starGuards(SMALL);
    for (const { least, cases } of [floor, ceiling, entry]) {
      expect(cases).toBeGreaterThan(20);
      expect(least).toBeGreaterThanOrEqual(0);
    }
  });

  it("are needed: a Tullock contest of exponent 1/2, which is none, is below the floor", async () => {
    const mechanism = await buildMechanism({ family: "tullock", parameters: { alpha: 0.5 } });
    const { allocations: x, payments } = solvePure(mechanism, [4, 2]).equilibria[0]!;
    const floor = 4 * x[0]! * (1 - x[0]!) + 2 * x[1]! * (1 - x[1]!);
    expect(payments[0]! + payments[1]!).toBeLessThan(0.6 * floor);
  });
});

describe("very unequal values", () => {
  it("leave rules of finite slopes less than PAP's revenue, near the limit of the theorem", async () => {
    const { revenue, distance } = await unequalGuard(1e-4, SMALL);
    expect(revenue.cases).toBeGreaterThan(10);
    expect(revenue.least).toBeGreaterThan(0);
    expect(distance).toBeLessThan(0.05);
  });
});

describe("copying", () => {
  it("bounds revenue by v_2 where v_1 is k times v_2, whatever the share", () => {
    for (const k of [2, 3, 5]) {
      for (const share of [0, 0.1, 0.4]) expect(copyingBound([k, 1], share, k)).toBeCloseTo(1, 14);
    }
  });

  it("gains where it should: against a Tullock contest of exponent 1/2 two copies beat one bid", async () => {
    const mechanism = await buildMechanism({ family: "tullock", parameters: { alpha: 0.5 } });
    const { bids } = solvePure(mechanism, [4, 2]).equilibria[0]!;
    expect(gainByCopying(mechanism, [4, 2], bids, 2)).toBeGreaterThan(0.1);
  });

  it("holds at random rules, and would not without the gain of copying", async () => {
    const { least, cases } = await copyingGuard(SMALL);
    expect(cases).toBeGreaterThan(50);
    expect(least).toBeGreaterThanOrEqual(0);
  });
});

describe("fair contests", () => {
  it("raise at most max(v_2, v_1 / 2) at random, which a cap and the difference form reach", () => {
    const { least, cases } = fairContestGuard({ rules: 600, seed: 5 });
    expect(cases).toBeGreaterThan(100);
    expect(least).toBeGreaterThanOrEqual(0);
    expect(fairContestBound([1, 0.7])).toBe(0.7);
    expect(fairContestRevenues(cappedAuction(0.7, 21), [1, 0.7], 1e-9)).toEqual([0.7]);
    expect(Math.max(...fairContestRevenues(differenceForm(1, 21), [1, 0.3], 1e-9))).toBe(0.5);
  });

  it("raise more where they are not symmetric, or do not allocate: what the bound rests on", () => {
    // A bid of 0 wins nothing even against a bid of 0: then the rule may ask for more.
    const bids = [0, 0.9];
    const reserve = {
      costs: bids,
      allocation: (own: number, rival: number) => (own === 0 ? 0 : 1 - rival / 2),
    };
    expect(Math.max(...fairContestRevenues(reserve, [1, 0.3], 1e-9))).toBe(0.9);
  });
});

describe("private values", () => {
  it("solve two equal types by hand: a quarter of the value, and a fee that takes all that is left", () => {
    const prior = { values: [1], weights: [1] };
    expect(privateBids(prior).bids[0]).toBeCloseTo(0.25, 10);
    const { phi, gain, stated } = privateGain(prior);
    expect(phi / (1 + phi)).toBeCloseTo(1, 10);
    expect(gain).toBeCloseTo(stated, 6);
  });

  it("gain n times what the lowest type earned, and nobody deviates", () => {
    const { gain, stated, regret } = privateGain(evenPrior(1, 2, 7, 1));
    expect(Math.abs(gain - stated)).toBeLessThan(1e-10);
    expect(regret).toBeLessThan(1e-10);
    expect(gain).toBeGreaterThan(0.1);
  });
});
