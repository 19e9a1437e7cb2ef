import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildMechanism } from "../../../../src/mechanism/build.js";
import { papBenchmark } from "../../../../src/scenario/pap-benchmark.js";
import { type BayesFigures, type BayesInput, bayes } from "../../../../src/setting/bayes/bayes.js";
import { interimRegret } from "../../../../src/setting/bayes/certify.js";
import { bayesGame } from "../../../../src/setting/bayes/game.js";
import { auctionRegret } from "../../../../src/setting/bayes/judge-auction.js";
import { type BayesPlay, playBayesGame } from "../../../../src/setting/bayes/play.js";
import type { Prior } from "../../../../src/setting/bayes/prior.js";
import { answerBesidePap } from "../../../../src/setting/beside-pap.js";
import { answer } from "../../../../src/setting/setting.js";
import { law } from "../../../law.js";

const FILE = "test/src/setting/bayes/bayes.test.ts";

const rule = (family: string, parameters = {}) => buildMechanism({ family, parameters });
const pap = await rule("pap");
const feeOf = (endogenousFee: number) => rule("pap-fee", { fee: 0, endogenousFee });
const AUCTIONS = [await rule("wta"), await rule("second-price"), await rule("all-pay-auction")] as const;

const U12: Prior = { type: "uniform", low: 1, high: 2 };
const U01: Prior = { type: "uniform", low: 0, high: 1 };
const LOG: Prior = { type: "lognormal", median: 1, sigma: 0.5, low: 0.3, high: 4 };
const two = (low: number, high: number, probability: number): Prior => ({
  ...{ type: "discrete", values: [low, high], probabilities: [1 - probability, probability] },
});
const alike = (prior: Prior, players: number) => new Array<Prior>(players).fill(prior);
const point = (value: number): Prior => ({ type: "discrete", values: [value], probabilities: [1] });

function figuresOf(mechanism: typeof pap, input: BayesInput): BayesFigures {
  const { figures, reason } = answer(bayes, [mechanism], input);
  if (figures === null) throw new Error(reason);
  return figures;
}

function played(mechanism: typeof pap, priors: readonly Prior[]): BayesPlay {
  const play = playBayesGame(bayesGame(mechanism, priors));
  if ("status" in play) throw new Error(play.reason);
  return play;
}

describe("auctions of private values", () => {
  it("all yield the same revenue and the same interim utilities, each from its own bids", () =>
    law(
      FILE,
      fc.property(
        fc.integer({ min: 2, max: 5 }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.double({ min: 0.1, max: 3, noNaN: true }),
        (players, low, width) => {
          const prior: Prior = { type: "uniform", low, high: low + width };
          const plays = AUCTIONS.map((mechanism) => played(mechanism, alike(prior, players)));
          // n values uniform on [low, high]: the second highest is (n - 1) / (n + 1) of the way on average.
          const second = low + (width * (players - 1)) / (players + 1);
          for (const play of plays) expect(play.revenue).toBeCloseTo(second, 9);
          for (const part of [0, 0.3, 1]) {
            const t = low + part * width;
            const utility = (width * part ** players) / players;
            for (const play of plays) expect(play.utilityAt(0, t)).toBeCloseTo(utility, 9);
          }
        },
      ),
      20,
    ));

  it("do so under lognormal priors, three players", () => {
    const revenues = AUCTIONS.map((mechanism) => played(mechanism, alike(LOG, 3)).revenue);
    for (const revenue of revenues) expect(revenue).toBeCloseTo(revenues[0]!, 9);
  });

  it("are judged: bids a tenth higher, or falling somewhere, are no equilibrium", () => {
    for (const [mechanism, price] of [
      [AUCTIONS[0], "first"],
      [AUCTIONS[2], "all-pay"],
    ] as const) {
      const [strategy] = played(mechanism, [U12, U12]).strategies;
      const dear = { ...strategy!, bidAt: (t: number) => 1.1 * strategy!.bidAt(t) };
      expect(auctionRegret(strategy!, 2, price).relative).toBeLessThan(1e-9);
      expect(auctionRegret(dear, 2, price).relative).toBeGreaterThan(1e-3);
      const falling = { ...strategy!, bidAt: (t: number) => 3 - t };
      expect(auctionRegret(falling, 2, price).relative).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it.each([
    ["atoms", two(1, 3, 0.5), two(1, 3, 0.5), /^wta: .* values of positive probability/],
    ["different priors", U12, U01, /^wta: .* players of different priors/],
  ] as const)("have a status of their own with %s", (_, first, other, reason) => {
    const found = answer(bayes, [AUCTIONS[0]], { priors: [first, other] });
    expect(found).toMatchObject({ status: "unsupported-rule", figures: null, games: [] });
    expect(found.reason).toMatch(reason);
  });
});

describe("smooth rules of private values", () => {
  it("have interim utilities that are convex in the value, of slope the expected share", async () => {
    for (const mechanism of [pap, await rule("tullock", { alpha: 1.2 }), await feeOf(1)]) {
      const play = played(mechanism, [U12, U12]);
      const utilities = Array.from({ length: 21 }, (_, k) => play.utilityAt(0, 1 + k / 20));
      const slopes = utilities.slice(1).map((utility, k) => 20 * (utility - utilities[k]!));
      for (const [k, slope] of slopes.entries()) {
        expect(slope).toBeGreaterThanOrEqual((slopes[k - 1] ?? 0) - 1e-9);
        expect(slope).toBeLessThanOrEqual(1);
      }
    }
  });

  it("PAP + phi B, solved at its largest phi, has PAP's shares and n U(lowest) more revenue (T6)", async () => {
    for (const [priors, lowest] of [
      [alike(U12, 2), 1],
      [alike(two(1, 3, 0.5), 2), 1],
      [alike(U12, 3), 1],
    ] as const) {
      const plain = figuresOf(pap, { priors, phi: "largest", atValues: [lowest] });
      const { phiMax, revenueAtPhiMax, interimUtilityAt } = plain;
      expect(revenueAtPhiMax).toBeCloseTo(plain.expectedRevenue + priors.length * interimUtilityAt![0]!, 9);
      const levied = figuresOf(await feeOf(phiMax! * (1 - 1e-9)), { priors });
      expect(levied.expectedRevenue).toBeCloseTo(revenueAtPhiMax!, 7);
      expect(levied.expectedFairness).toBeCloseTo(plain.expectedFairness, 8);
      expect(levied.lowestTypeUtility).toBeCloseTo(0, 7);
      expect(figuresOf(await feeOf(phiMax! * 1.01), { priors }).participation).toBeLessThan(1);
    }
  });

  it("with one-point priors are the game of known values", () => {
    const values = [5, 4, 3];
    const figures = figuresOf(pap, { priors: values.map(point) });
    const { total, allocations } = papBenchmark(values);
    expect(figures.expectedRevenue).toBeCloseTo(total, 9);
    for (const [i, share] of figures.expectedShares.entries()) expect(share).toBeCloseTo(allocations[i]!, 9);
    expect(figures.fairnessOfExpectedShares).toBeCloseTo(figures.expectedFairness, 9);
  });

  it("leave the largest phi of unequal priors to the player it throws out first", async () => {
    const priors = [U12, { type: "uniform", low: 3, high: 4 } as const];
    const { phiMax, revenueAtPhiMax } = figuresOf(pap, { priors, phi: "largest" });
    const levied = figuresOf(await feeOf(phiMax! * (1 - 1e-9)), { priors });
    expect(levied.participation).toBeCloseTo(1, 6);
    expect(levied.expectedRevenue).toBeCloseTo(revenueAtPhiMax!, 7);
    expect(levied.lowestTypeUtility).toBeCloseTo(0, 7);
  });

  it("put the figures beside PAP's, bids too", async () => {
    const { figures, pap: plain } = answerBesidePap(bayes, [await feeOf(0.2)], { priors: [U12, U12] });
    expect(figures!.revenueOverPap).toBeCloseTo(figures!.expectedRevenue / plain!.expectedRevenue, 12);
    expect(figures!.fairnessOverPap).toBeCloseTo(1, 9);
    for (const { bid, papBid } of figures!.strategies) expect(papBid).toBeCloseTo(1.2 * bid, 8);
  });

  it("list a threshold on both sides, where the bid jumps", async () => {
    const { strategies, thresholds } = figuresOf(await feeOf(1), { priors: [U12, U12] });
    const there = strategies.filter(({ value }) => value === thresholds[0]);
    expect(there.map(({ participation }) => participation)).toEqual([0, 1]);
    expect(there[0]!.bid).toBe(0);
    expect(there[1]!.bid).toBeGreaterThan(0.1);
    expect(there[1]!.utility).toBeCloseTo(0, 7);
  });

  it("say where the solver reached no equilibrium, and by how much not", async () => {
    const { status, reason, figures } = answer(bayes, [await rule("tullock", { alpha: 8 })], {
      priors: [U12, U12],
    });
    expect({ status, figures }).toEqual({ status: "none-found", figures: null });
    expect(reason).toMatch(/^interim regret .* of the largest value, at value /);
  });

  it("are judged as without bound where a bid is no number", () => {
    const game = bayesGame(pap, [U12, U12]);
    const [strategy] = played(pap, [U12, U12]).strategies;
    const broken = { ...strategy!, bidAt: (t: number) => (t > 1.4 ? Number.NaN : strategy!.bidAt(t)) };
    expect(interimRegret(game, [broken]).relative).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("the Sybil notion bayes", () => {
  it("is proved where a lemma holds at every vector of bids, and searched elsewhere", async () => {
    const at = (mechanism: typeof pap, identities = 2) =>
      figuresOf(mechanism, { priors: [U12, U12], identities });
    expect(at(pap)).toMatchObject({ sybilOutcome: "proved", sybilProofTwoIdentities: true });
    expect(at(AUCTIONS[0])).toMatchObject({ sybilOutcome: "proved", largestGainShare: 0 });
    expect(at(await rule("uniform-lottery"))).toMatchObject({ sybilOutcome: "refuted" });
  });

  it("is refuted by bids that anybody can hold against the rival's strategy", async () => {
    const mechanism = await rule("tullock", { alpha: 0.5 });
    const { sybilBids, sybilValue, largestGainShare } = figuresOf(mechanism, {
      priors: [U12, U12],
      identities: 4,
    });
    const play = played(mechanism, [U12, U12]);
    const [strategy] = play.strategies;
    // Simpson's rule over the rival's type.
    const parts = 200;
    let utility = 0;
    for (let k = 0; k <= parts; k++) {
      const bids = Float64Array.from([...sybilBids!, strategy!.bidAt(1 + k / parts)]);
      const [allocations, payments] = [new Float64Array(bids.length), new Float64Array(bids.length)];
      mechanism.outcome(bids, allocations, payments);
      const weight = (k === 0 || k === parts ? 1 : k % 2 === 1 ? 4 : 2) / (3 * parts);
      for (let i = 0; i < sybilBids!.length; i++)
        utility += weight * (sybilValue! * allocations[i]! - payments[i]!);
    }
    const gain = utility - play.utilityAt(0, strategy!.types.coordinateOf(sybilValue!));
    expect(gain / sybilValue!).toBeCloseTo(largestGainShare!, 8);
    expect(largestGainShare).toBeGreaterThan(0.0862);
  });
});
