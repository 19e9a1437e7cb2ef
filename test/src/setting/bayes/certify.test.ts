import { describe, expect, it } from "vitest";
import { buildMechanism } from "../../../../src/mechanism/build.js";
import { interimRegret } from "../../../../src/setting/bayes/certify.js";
import { bayesGame } from "../../../../src/setting/bayes/game.js";
import type { Prior } from "../../../../src/setting/bayes/prior.js";
import { solveSmooth } from "../../../../src/setting/bayes/solve-smooth.js";

const pap = await buildMechanism({ family: "pap" });
const fee = await buildMechanism({ family: "pap-fee", parameters: { fee: 0, endogenousFee: 1 } });
const U12: Prior = { type: "uniform", low: 1, high: 2 };
const U34: Prior = { type: "uniform", low: 3, high: 4 };
const U01: Prior = { type: "uniform", low: 0, high: 1 };
const LOG: Prior = { type: "lognormal", median: 1, sigma: 0.5, low: 0.3, high: 4 };
const TWO: Prior = { type: "discrete", values: [1, 3], probabilities: [0.75, 0.25] };

describe("the certifier of interim regret", () => {
  it.each([
    ["PAP, two players", pap, [U12, U12]],
    ["PAP, values down to 0", pap, [U01, U01]],
    ["PAP, unequal priors", pap, [U12, U34]],
    ["PAP, lognormal against two types", pap, [LOG, TWO]],
    ["PAP, three players", pap, [U12, U12, U12]],
    ["PAP + B, where low types stay out", fee, [U12, U12]],
    ["PAP + B, where the low type mixes", fee, [TWO, TWO]],
  ] as const)(
    "finds less than 1e-6 of the largest value at what the solver proposes: %s",
    (_, rule, priors) => {
      const game = bayesGame(rule, priors);
      expect(interimRegret(game, solveSmooth(game).strategies).relative).toBeLessThan(1e-6);
    },
  );

  it("finds a gain at strategies that are none: all bids raised by a tenth, and a cut that keeps nobody out", () => {
    const game = bayesGame(pap, [U12, U12]);
    const [strategy] = solveSmooth(game).strategies;
    const dear = { ...strategy!, bidAt: (t: number) => 1.1 * strategy!.bidAt(t) };
    expect(interimRegret(game, [dear]).relative).toBeGreaterThan(1e-4);
    const entering = bayesGame(fee, [U12, U12]);
    expect(
      interimRegret(entering, [{ ...strategy!, bidAt: (t: number) => strategy!.bidAt(t) / 2 }]).relative,
    ).toBeGreaterThan(1e-3);
  });
});
