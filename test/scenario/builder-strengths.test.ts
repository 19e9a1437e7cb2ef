import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError } from "../../src/input-error.js";
import { type RandomStream, randomStream } from "../../src/numeric/random.js";
import { builderStrengths, logMoments } from "../../src/scenario/builder-strengths.js";

const EULER_GAMMA = 0.5772156649015329;

/** A draw of the model: the winner's index and the log of its value, by inversion of the Frechet law. */
function auction(logStrengths: readonly number[], theta: number, next: RandomStream) {
  let winner = 0;
  let top = Number.NEGATIVE_INFINITY;
  logStrengths.forEach((logStrength, i) => {
    const logValue = logStrength - Math.log(-Math.log(next() || 2 ** -53)) / theta;
    if (logValue > top) [winner, top] = [i, logValue];
  });
  return { winner, top };
}

function sample(logStrengths: readonly number[], theta: number, auctions: number, seed: number) {
  const next = randomStream(seed);
  const wins = logStrengths.map(() => 0);
  const bids: number[] = [];
  for (let a = 0; a < auctions; a++) {
    const { winner, top } = auction(logStrengths, theta, next);
    wins[winner] = wins[winner]! + 1;
    bids.push(Math.exp(top));
  }
  const winners = wins.map((w, i) => ({ player: `p${i}`, wins: w })).filter((winner) => winner.wins > 0);
  return { winners, logBids: logMoments(bids) };
}

describe("builderStrengths", () => {
  it("recovers theta, shares and level from draws of its model, within 6 standard errors", () => {
    const auctions = 4000;
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 8, noNaN: true }),
        fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 1, maxLength: 6 }),
        fc.integer(),
        (theta, logStrengths, seed) => {
          const { winners, logBids } = sample(logStrengths, theta, auctions, seed);
          const fit = builderStrengths(winners, logBids, "draws");

          expect(Math.abs(fit.theta - theta)).toBeLessThan(
            (6 * theta * Math.sqrt(1.1)) / Math.sqrt(auctions),
          );

          // With fewer than 40 wins or losses a share's error is not normal, and it is not judged.
          const powers = logStrengths.map((s) => Math.exp(theta * s));
          const total = powers.reduce((sum, power) => sum + power, 0);
          const level = fit.values.reduce((sum, value) => sum + value ** fit.theta, 0);
          logStrengths.forEach((_, i) => {
            const truth = powers[i]! / total;
            if (Math.min(truth, 1 - truth) * auctions < 40) return;
            const at = fit.players.indexOf(`p${i}`);
            const error = Math.sqrt((truth * (1 - truth)) / auctions);
            expect(Math.abs(fit.values[at]! ** fit.theta / level - truth)).toBeLessThan(6 * error + 1e-12);
          });

          // exp(E log max) is level^(1/theta), and its log has the standard error of a mean of log bids.
          const meanLog = Math.log(total) / theta + EULER_GAMMA / theta;
          const meanError = Math.PI / (theta * Math.sqrt(6 * auctions));
          expect(Math.abs(Math.log(level) / fit.theta - meanLog)).toBeLessThan(6 * meanError);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is exact at the model's own moments", () => {
    const theta = 2;
    const strengths = [3, 1];
    const logScale = Math.log(3 ** theta + 1) / theta;
    const logBids = { mean: logScale + EULER_GAMMA / theta, sd: Math.PI / (theta * Math.sqrt(6)) };
    const winners = [
      { player: "weak", wins: 100 },
      { player: "strong", wins: 900 },
    ];
    const fit = builderStrengths(winners, logBids, "moments");
    expect(fit.theta).toBeCloseTo(theta, 12);
    expect(fit.thetaError).toBeCloseTo(theta * Math.sqrt(1.1 / 1000), 12);
    expect(fit.players).toEqual(["strong", "weak"]);
    strengths.forEach((s, i) => {
      expect(fit.values[i]).toBeCloseTo(s * Math.exp(EULER_GAMMA / theta), 12);
    });
  });

  it("states an honest error of theta", () => {
    const pulls = Array.from({ length: 300 }, (_, seed) => {
      const { winners, logBids } = sample([0.5, 0, -0.5], 1.5, 400, seed);
      const fit = builderStrengths(winners, logBids, "draws");
      return (fit.theta - 1.5) / fit.thetaError;
    });
    const spread = Math.sqrt(pulls.reduce((total, pull) => total + pull ** 2, 0) / pulls.length);
    expect(spread).toBeGreaterThan(0.85);
    expect(spread).toBeLessThan(1.15);
  });

  it("scales with the unit of the bids and does not depend on the order of winners", () => {
    const winners = [
      { player: "a", wins: 5 },
      { player: "b", wins: 2 },
      { player: "c", wins: 2 },
    ];
    const bids = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    const fit = builderStrengths(winners, logMoments(bids), "bids");
    const scaled = builderStrengths(winners.toReversed(), logMoments(bids.map((b) => 1000 * b)), "bids");
    expect(scaled.players).toEqual(fit.players);
    expect(scaled.theta).toBeCloseTo(fit.theta, 10);
    scaled.values.forEach((value, i) => {
      expect(value / (1000 * fit.values[i]!)).toBeCloseTo(1, 10);
    });
  });

  it("gives a player alone the geometric mean of its bids", () => {
    const fit = builderStrengths([{ player: "only", wins: 2 }], logMoments([1, 4]), "bids");
    expect(fit.values[0]).toBeCloseTo(2, 12);
  });

  it.each([
    ["no winners", [], [1, 2], /no winning bids/],
    ["one bid", [{ player: "a", wins: 1 }], [0.3], /no spread/],
    ["equal bids", [{ player: "a", wins: 3 }], [0.1, 0.1, 0.1], /no spread/],
    ["no wins", [{ player: "a", wins: 0 }], [1, 2], /a has 0 wins/],
    ["half a win", [{ player: "a", wins: 1.5 }], [1, 2], /a has 1.5 wins/],
  ])("refuses %s", (_, winners, bids, message) => {
    const fit = () => builderStrengths(winners, logMoments(bids), "bids.csv");
    expect(fit).toThrow(InputError);
    expect(fit).toThrow(message);
    expect(fit).toThrow(/^bids\.csv: /);
  });
});

describe("logMoments", () => {
  it("matches the definitions", () => {
    const { mean, sd } = logMoments([Math.E, Math.E ** 2, Math.E ** 6]);
    expect(mean).toBeCloseTo(3, 12);
    expect(sd).toBeCloseTo(Math.sqrt(7), 12);
  });
});
