import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solvePure } from "../../../src/equilibrium/solve.js";
import { PURE_REGRET } from "../../../src/equilibrium/tolerance.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import { FAMILIES } from "../../../src/mechanism/families.js";
import { papBenchmark } from "../../../src/scenario/pap-benchmark.js";
import {
  fairnessOfGain,
  largestMeanGain,
  largestSmallestGain,
  straightRule,
} from "../../../src/study/conservation/frontier.js";
import {
  allocationOfShare,
  interiorPlays,
  isScaleFreeAllPay,
  lawAt,
} from "../../../src/study/conservation/law.js";
import { LAW_RULES } from "../../../src/study/conservation/rules.js";
import { DEFAULT_SEARCH } from "../../../src/sybil/options.js";
import { verify } from "../../../src/sybil/verify.js";
import { allPayCandidate } from "../../arbitrary/all-pay.js";
import { candidateOf } from "../../arbitrary/candidate.js";
import { uniform } from "../../arbitrary/uniform.js";
import { law } from "../../law.js";

const FILE = "test/src/study/conservation.test.ts";
/** Bids are pinned to about the root of the regret, and the integral to 1e-8 a piece. */
const LAW_ERROR = 1e-7;

const ratio = uniform(0.2, 0.95);

describe("the conservation law", () => {
  it.each(LAW_RULES)("holds for $name", async ({ candidate }) => {
    const mechanism = await buildMechanism(candidate);
    expect(isScaleFreeAllPay(mechanism)).toBe(true);
    const sides = lawAt(mechanism, 0.3)!;
    expect(Math.abs(sides.integral - sides.difference)).toBeLessThan(LAW_ERROR);
    expect(sides.regret).toBeLessThanOrEqual(PURE_REGRET);
  });

  it("holds for every smooth scale-free all-pay rule with pure equilibria", async () => {
    await law(
      FILE,
      fc.asyncProperty(allPayCandidate, ratio, async (candidate, rho) => {
        const mechanism = await buildMechanism(candidate);
        const sides = isScaleFreeAllPay(mechanism) ? lawAt(mechanism, rho) : null;
        fc.pre(sides !== null);
        expect(Math.abs(sides!.integral - sides!.difference)).toBeLessThan(LAW_ERROR);
        expect(sides!.shareError).toBeLessThan(1e-5);
      }),
      40,
    );
  });

  it("does not hold where payments are not the bids", async () => {
    const mechanism = await buildMechanism({ family: "pap-fee", parameters: { endogenousFee: 0.01 } });
    expect(isScaleFreeAllPay(mechanism)).toBe(false);
    const sides = lawAt(mechanism, 0.5)!;
    expect(Math.abs(sides.integral - sides.difference)).toBeGreaterThan(1e-4);
  });

  it("says nothing where there is no pure equilibrium", async () => {
    expect(lawAt(await buildMechanism({ family: "all-pay-auction" }), 0.5)).toBeNull();
    const sharp = await buildMechanism({ family: "tullock", parameters: { alpha: 1.5 } });
    expect(lawAt(sharp, 0.5)).toBeNull();
  });

  it("is measured on every family that has such rules of its own", async () => {
    const measured = new Set(LAW_RULES.map(({ candidate }) => candidate.family));
    // No pure equilibrium; not smooth at its bounds; at share 0 the rule that it is made of; all-pay only where it is PAP.
    const without = [
      "all-pay-auction",
      "share-bounds",
      "refund",
      "pair-price",
      "count-fee",
      "share-floor-fee",
      "count-tilt",
      "bid-cap",
      "concentration-price",
    ];
    for (const family of FAMILIES) {
      for (const candidate of fc.sample(candidateOf(family), { numRuns: 20, seed: 1 })) {
        const mechanism = await buildMechanism(candidate);
        if (isScaleFreeAllPay(mechanism)) expect([...measured, ...without]).toContain(family.name);
      }
    }
  });
});

describe("the frontier of all-pay rules", () => {
  it("ties the fairness at a ratio to the mean gain down to it, and the gain to the ratio", async () => {
    await law(
      FILE,
      fc.asyncProperty(allPayCandidate, ratio, async (candidate, rho) => {
        const mechanism = await buildMechanism(candidate);
        const plays = interiorPlays(mechanism, rho);
        fc.pre(plays.length === 1);
        const share = 1 / (1 + rho);
        const h = allocationOfShare(mechanism, share);
        const mean = (h - share) / (share - 0.5);
        const fairness = Math.sqrt((h * (1 - h)) / (share * (1 - share)));
        expect(fairness).toBeCloseTo(fairnessOfGain(mean, rho), 9);
        // The equilibrium of this one ratio bounds its gain by participation alone.
        const gain = plays[0]!.revenueOverPap - 1;
        expect((1 + gain) * share * (1 - share)).toBeLessThanOrEqual(1 - h + 1e-7);
      }),
      100,
    );
  });

  it("is not passed by any rule over a range of ratios", async () => {
    await law(
      FILE,
      fc.asyncProperty(allPayCandidate, uniform(0.2, 0.8), async (candidate, lowest) => {
        const mechanism = await buildMechanism(candidate);
        const ratios = Array.from({ length: 12 }, (_, k) => lowest + ((1 - lowest) * k) / 11);
        const plays = ratios.map((rho) => interiorPlays(mechanism, rho));
        fc.pre(plays.every((each) => each.length === 1));
        const smallest = Math.min(...plays.map(([play]) => play!.revenueOverPap)) - 1;
        const share = 1 / (1 + lowest);
        const h = allocationOfShare(mechanism, share);
        const fairness = Math.sqrt((h * (1 - h)) / (share * (1 - share)));
        expect(smallest).toBeLessThanOrEqual(largestSmallestGain(lowest) + 1e-6);
        expect((h - share) / (share - 0.5)).toBeLessThanOrEqual(largestMeanGain(lowest) + 1e-6);
        // A grid misses what lies between its ratios: by less than a hundredth of the gain here.
        if (smallest > 0)
          expect(fairness).toBeLessThanOrEqual(fairnessOfGain(0.99 * smallest, lowest) + 1e-9);
      }),
      40,
    );
  });

  it.each([0.1, 0.3, 0.6])("is attained down to ratio %d by the straight rule, and no further", async (r) => {
    const limit = largestSmallestGain(r);
    const rule = await buildMechanism(straightRule(limit * (1 - 1e-9)));
    for (const rho of [r, (1 + r) / 2, 1]) {
      const equilibria = solvePure(rule, [1, rho]).equilibria.filter(({ bids }) => Math.min(...bids) > 0);
      expect(equilibria).toHaveLength(1);
      const { payments, allocations } = equilibria[0]!;
      expect((payments[0]! + payments[1]!) / papBenchmark([1, rho]).total).toBeCloseTo(1 + limit, 6);
      const pap = papBenchmark([1, rho]).allocations;
      const fairness = Math.sqrt((allocations[0]! * allocations[1]!) / (pap[0]! * pap[1]!));
      expect(fairness).toBeCloseTo(fairnessOfGain(limit, rho), 6);
    }
    const beyond = await buildMechanism(straightRule(limit * 1.01));
    expect(solvePure(beyond, [1, r]).equilibria).toEqual([]);
  });

  it("is attained in the mean by the serial contest of exponent 1", async () => {
    const serial = await buildMechanism({ family: "serial", parameters: { alpha: 1 } });
    for (const r of [0.2, 0.5]) {
      const sides = lawAt(serial, r)!;
      expect(sides.integral / (sides.share - 0.5)).toBeCloseTo(largestMeanGain(r), 6);
    }
  });

  it("costs no Sybil-proofness: no split gains under the straight rule", async () => {
    const rule = await buildMechanism(straightRule(0.05));
    const [split] = await verify(rule, ["split"], { ...DEFAULT_SEARCH, rivals: 1, identities: 8 });
    expect(split!.outcome).not.toBe("refuted");
  });
});
