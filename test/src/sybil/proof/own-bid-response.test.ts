import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildMechanism } from "../../../../src/mechanism/build.js";
import type { Candidate, Mechanism } from "../../../../src/mechanism/mechanism.js";
import type { OwnBidRule } from "../../../../src/mechanism/shape/own-bid.js";
import { equalSplitGain, SplitGainSearch } from "../../../../src/sybil/proof/equal-split-gain.js";
import { EqualIdentities } from "../../../../src/sybil/proof/own-bid-response.js";
import { convexCandidateOrHeadstart } from "../../../arbitrary/own-bid.js";
import { magnitude, uniform } from "../../../arbitrary/uniform.js";
import { law } from "../../../law.js";

const FILE = "test/src/sybil/proof/own-bid-response.test.ts";
/** Relative to the value: rounding of utilities, and what a search of a smooth peak finds. */
const ROUNDING = 1e-12;
const SEARCHED = 1e-9;

const number = magnitude(-1.5, 1.5);
const others = fc.array(number, { minLength: 1, maxLength: 4 });

async function ownBid(candidate: Candidate): Promise<{ mechanism: Mechanism; rule: OwnBidRule }> {
  const mechanism = await buildMechanism(candidate);
  if (mechanism.shape.kind !== "own-bid") throw new Error("not an own-bid rule");
  return { mechanism, rule: mechanism.shape.rule };
}

function weightOf(rule: OwnBidRule, bids: readonly number[]): number {
  return bids.reduce((total, bid) => total + rule.weight(bid), 0);
}

/** By the rule itself, with every identity a player. */
function utilityOf(mechanism: Mechanism, value: number, own: readonly number[], rest: readonly number[]) {
  const bids = Float64Array.from([...own, ...rest]);
  const [allocations, payments] = [new Float64Array(bids.length), new Float64Array(bids.length)];
  mechanism.outcome(bids, allocations, payments);
  return own.reduce((total, _, j) => total + value * allocations[j]! - payments[j]!, 0);
}

/** The best equal bids by a grid over magnitudes and a golden section around its best point. */
function searchedEqual(mechanism: Mechanism, value: number, k: number, rest: readonly number[]): number {
  const at = (log: number) => utilityOf(mechanism, value, Array<number>(k).fill(Math.exp(log)), rest);
  let best = -34;
  for (let log = -34; log < 10; log += 0.05) if (at(log) > at(best)) best = log;
  let [low, high] = [best - 0.05, best + 0.05];
  const golden = (Math.sqrt(5) - 1) / 2;
  for (let step = 0; step < 60; step++) {
    const width = golden * (high - low);
    if (at(high - width) >= at(low + width)) high = low + width;
    else low = high - width;
  }
  return Math.max(at(low), at(best));
}

describe("the best bid through k identities", () => {
  it("is what a search of equal bids under the whole rule finds", async () => {
    const response = new EqualIdentities();
    await law(
      FILE,
      fc.asyncProperty(
        convexCandidateOrHeadstart,
        number,
        others,
        fc.integer({ min: 1, max: 8 }),
        async (candidate, value, rest, k) => {
          const { mechanism, rule } = await ownBid(candidate);
          response.solve(rule, value, weightOf(rule, rest), k);
          const searched = searchedEqual(mechanism, value, k, rest);
          expect(Math.abs(response.utility - searched)).toBeLessThanOrEqual(SEARCHED * value);
          expect(response.atMost - response.utility).toBeLessThanOrEqual(1e-10 * value);
          expect(response.atMost).toBeGreaterThanOrEqual(response.utility);
        },
      ),
    );
  });

  it("is beaten by no unequal bids", async () => {
    const response = new EqualIdentities();
    const spread = fc.array(uniform(-1, 1), { minLength: 1, maxLength: 6 });
    const reach = fc.constantFrom(0.01, 0.3, 2, 8);
    await law(
      FILE,
      fc.asyncProperty(
        convexCandidateOrHeadstart,
        number,
        others,
        spread,
        reach,
        async (candidate, value, rest, parts, far) => {
          const { mechanism, rule } = await ownBid(candidate);
          response.solve(rule, value, weightOf(rule, rest), parts.length);
          const bid = rule.bidAt(response.weight) || 0.01;
          const bids = parts.map((part) => bid * Math.exp(far * part));
          expect(utilityOf(mechanism, value, bids, rest)).toBeLessThanOrEqual(
            response.atMost + ROUNDING * value,
          );
        },
      ),
      1000,
    );
  });

  it("is bounded from any weight, however far from the best", async () => {
    const [best, anywhere] = [new EqualIdentities(), new EqualIdentities()];
    await law(
      FILE,
      fc.asyncProperty(convexCandidateOrHeadstart, number, number, number, async (candidate, ...numbers) => {
        const { rule } = await ownBid(candidate);
        const [value, total, factor] = numbers;
        best.solve(rule, value, total, 3);
        anywhere.evaluate(
          rule,
          value,
          total,
          3,
          (best.weight || rule.weightAtZero + 0.1) * Math.max(factor, 1),
        );
        expect(anywhere.atMost).toBeGreaterThanOrEqual(best.utility - ROUNDING * value);
        if (rule.weightAtZero > 0) return;
        anywhere.evaluate(rule, value, total, 3, (best.weight || 0.1) * factor);
        expect(anywhere.atMost).toBeGreaterThanOrEqual(best.utility - ROUNDING * value);
      }),
      500,
    );
  });

  it("is the same from any start", async () => {
    const [cold, warm] = [new EqualIdentities(), new EqualIdentities()];
    await law(
      FILE,
      fc.asyncProperty(convexCandidateOrHeadstart, number, number, number, async (candidate, ...numbers) => {
        const { rule } = await ownBid(candidate);
        const [value, total, start] = numbers;
        cold.solve(rule, value, total, 3);
        warm.solve(rule, value, total, 3, start ** 4);
        expect(Math.abs(warm.utility - cold.utility)).toBeLessThanOrEqual(ROUNDING * value);
      }),
    );
  });

  it("is the limit at vanishing bids where nobody else bids, and where the first weight costs too much", async () => {
    const response = new EqualIdentities();
    const { rule } = await ownBid({ family: "pap-fee", parameters: { fee: 0.25, endogenousFee: 0 } });
    response.solve(rule, 3, 0, 2);
    expect(response).toMatchObject({ utility: 2.5, atMost: 2.5, share: 1, identityGain: -0.25 });
    response.solve(rule, 3, 4, 2);
    expect(response).toMatchObject({ utility: -0.5, atMost: -0.5, share: 0, weight: 0, identityGain: -0.25 });
    response.solve(rule, 4, 1, 1);
    expect(response.utility).toBeCloseTo(4 * 0.5 - 1 - 0.25, 12);
  });

  it("is cut off, with a bound, where the best weight is too small for a double", async () => {
    const response = new EqualIdentities();
    const { rule } = await ownBid({ family: "power-payment", parameters: { gamma: 1.0001 } });
    response.solve(rule, 1, 3, 2);
    expect(response.utility).toBeCloseTo(0, 15);
    expect(response.atMost).toBeGreaterThanOrEqual(0);
    expect(response.atMost).toBeLessThan(1e-15);
  });
});

describe("what several identities gain", () => {
  it.each([
    [2, 0.0858369057556],
    [3, 0.134267256769],
    [4, 0.167359998085],
    [8, 0.241709048894],
  ])("is known for two equal players under tullock:alpha=0.5, up to %i identities", async (most, gain) => {
    const { rule } = await ownBid({ family: "tullock", parameters: { alpha: 0.5 } });
    const found = equalSplitGain(rule, 1, Math.sqrt(1 / 8), most);
    expect(found.gain).toBeCloseTo(gain, 11);
    expect(found.identities).toBe(most);
  });

  it("is known for values 4 and 2 under tullock:alpha=0.5", async () => {
    const { rule } = await ownBid({ family: "tullock", parameters: { alpha: 0.5 } });
    const utilities = new Float64Array(10);
    const bid = (0.5 * 2 * Math.sqrt(8)) / (2 + Math.sqrt(2)) ** 2;
    equalSplitGain(rule, 4, rule.weight(bid), 10, utilities);
    expect(utilities[0]).toBeCloseTo(1.8579, 4);
    expect(utilities[1]).toBeCloseTo(2.1829, 4);
    expect(utilities[9]).toBeCloseTo(2.8168, 4);
  });

  it("is found from a few tangents in k as by solving every k, wherever it is above the floor", async () => {
    const search = new SplitGainSearch();
    // From the gain itself, as a share of the value: nothing matters, all but the last bit, more than there is.
    const floors = fc.constantFrom(Number.NEGATIVE_INFINITY, -0.1, -1e-5, 1e-5, 0.1);
    // With a fee the best number of identities is often neither 2 nor the most.
    const peaked = fc
      .record({ alpha: uniform(0.3, 1), fee: uniform(0, 0.3), kappa: uniform(0, 3) })
      .map((parameters): Candidate => ({ family: "power-fee-quadratic", parameters }));
    await law(
      FILE,
      fc.asyncProperty(
        fc.oneof(convexCandidateOrHeadstart, peaked),
        number,
        number,
        fc.noBias(fc.integer({ min: 2, max: 30 })),
        floors,
        async (candidate, value, total, most, below) => {
          const { rule } = await ownBid(candidate);
          const utilities = new Float64Array(most);
          const { gain, atMost } = equalSplitGain(rule, value, total, most, utilities);
          const floor = gain + below * value;
          const found = search.gainAbove(rule, value, total, most, floor);
          expect(Math.abs(search.single - Math.max(0, utilities[0]!))).toBeLessThanOrEqual(ROUNDING * value);
          expect(Math.abs(Math.max(found, floor) - Math.max(gain, floor))).toBeLessThanOrEqual(
            ROUNDING * value,
          );
          expect(atMost).toBeGreaterThanOrEqual(gain);
        },
      ),
      1000,
    );
  });
});
