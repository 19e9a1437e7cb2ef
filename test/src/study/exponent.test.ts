import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solve } from "../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import { brentMaximise } from "../../../src/numeric/maximise.js";
import { tullockContest } from "../../../src/study/exponent/contest.js";
import { manyPlayersOptimum, tullockPlays } from "../../../src/study/exponent/many-players.js";
import {
  optimalExponent,
  pureBorder,
  RATIO_OF_BORDER,
  RATIO_OF_PAP,
  tullockPlay,
} from "../../../src/study/exponent/two-players.js";
import { uniform } from "../../arbitrary/uniform.js";
import { law } from "../../law.js";

const FILE = "test/src/study/exponent.test.ts";
const ratio = uniform(0.02, 1);

describe("two players' Tullock contest", () => {
  it("is what the solver finds, in the pure and the semi-mixed regime", async () => {
    await law(
      FILE,
      fc.asyncProperty(uniform(0.2, 2), ratio, async (alpha, rho) => {
        const mechanism = await buildMechanism({ family: "tullock", parameters: { alpha } });
        const play = tullockPlay(alpha, rho);
        // Within the certifier's tolerance of the border either answer stands.
        fc.pre(Math.abs(alpha - pureBorder(rho)) > 1e-6);
        const { status, equilibria } = solve(mechanism, [1, rho]);
        expect(status).toBe(play.regime === "pure" ? "pure" : "mixed");
        expect(equilibria).toHaveLength(1);
        const [equilibrium] = equilibria;
        for (const i of [0, 1]) {
          expect(equilibrium!.allocations[i]).toBeCloseTo(play.allocations[i]!, 9);
          expect(equilibrium!.payments[i]).toBeCloseTo(play.payments[i]!, 9);
        }
      }),
    );
  });

  it("has the all-pay auction's outcome above 2, where the regimes meet", async () => {
    const auction = await buildMechanism({ family: "all-pay-auction" });
    const { allocations, payments } = solve(auction, [1, 0.4]).equilibria[0]!;
    for (const alpha of [2, 2.0001, 7]) {
      const play = tullockPlay(alpha, 0.4);
      expect(play.allocations[1]).toBeCloseTo(allocations[1]!, 12);
      expect(play.payments[0]).toBeCloseTo(payments[0]!, 12);
    }
  });

  it("is continuous at the border, where the weaker player keeps nothing", () => {
    for (const rho of [0.05, 0.3, 0.9]) {
      const border = pureBorder(rho);
      const [below, above] = [tullockPlay(border - 1e-9, rho), tullockPlay(border + 1e-9, rho)];
      expect([below.regime, above.regime]).toEqual(["pure", "semi-mixed"]);
      expect(above.revenue).toBeCloseTo(below.revenue, 8);
      expect(below.payments[1]).toBeCloseTo(rho * below.allocations[1], 8);
    }
  });
});

describe("the optimal exponent", () => {
  it("is the article's at values 4 and 2", () => {
    const { alpha, at } = optimalExponent(0.5);
    expect(at).toBe("border");
    expect(alpha).toBeCloseTo(1.383332, 6);
    expect(4 * tullockPlay(alpha, 0.5).revenue).toBeCloseTo(1.662648, 6);
    expect(tullockPlay(alpha, 0.5).fairness).toBeCloseTo(0.44757, 6);
  });

  it("is not beaten by any exponent", async () => {
    await law(
      FILE,
      fc.property(ratio, uniform(0.01, 4), (rho, alpha) => {
        const best = tullockPlay(optimalExponent(rho).alpha, rho).revenue;
        expect(tullockPlay(alpha, rho).revenue).toBeLessThanOrEqual(best * (1 + 1e-12));
      }),
      2000,
    );
  });

  it("is what a maximiser finds over the solver's revenues", async () => {
    for (const rho of [0.1, 0.25, 0.6]) {
      const { alpha } = optimalExponent(rho);
      const revenue = (a: number) =>
        solve(tullockContest(a), [1, rho]).equilibria[0]!.payments.reduce((sum, p) => sum + p, 0);
      const found = brentMaximise({ at: revenue }, 0.1, 2, 60);
      expect(found.argument).toBeCloseTo(alpha, 5);
    }
  });

  it("turns from below PAP to the border at the two ratios stated", () => {
    expect(optimalExponent(RATIO_OF_PAP).alpha).toBeCloseTo(1, 12);
    expect(optimalExponent(RATIO_OF_PAP - 1e-6).alpha).toBeLessThan(1);
    expect(optimalExponent(RATIO_OF_BORDER - 1e-6).at).toBe("interior");
    expect(optimalExponent(RATIO_OF_BORDER + 1e-6).at).toBe("border");
    expect(optimalExponent(1)).toEqual({ alpha: 2, at: "border" });
  });
});

describe("many players", () => {
  it.each([3, 5])(
    "%d of equal value: everything is bid away at n / (n - 1), but others may then stay out",
    (n) => {
      const best = manyPlayersOptimum(new Array(n).fill(1));
      expect(best.at).toBe("border");
      expect(best.alpha).toBeCloseTo(n / (n - 1), 8);
      expect(best.revenueOverPap).toBeCloseTo(n / (n - 1), 8);
      expect(best.fairnessOverPap).toBeCloseTo(1, 12);
      expect(best.leastFairnessOverPap).toBe(0);
      expect(best.aloneBorder).toBeLessThan(best.alpha);
    },
  );

  it("keeps to equilibria that the solver finds on both sides of each border", () => {
    const values = [1, 0.9, 0.8];
    const { allActiveBorder, aloneBorder } = manyPlayersOptimum(values);
    const actives = (alpha: number) => tullockPlays(alpha, values).map(({ active }) => active);
    expect(actives(allActiveBorder - 1e-6)).toContain(3);
    expect(actives(allActiveBorder + 1e-6)).not.toContain(3);
    expect(actives(aloneBorder - 1e-6)).toEqual([3]);
    expect(actives(aloneBorder + 1e-6)).toContain(2);
  });

  it("finds an optimum inside where values are far apart, as two players do", () => {
    const { alpha, at, allActiveBorder } = manyPlayersOptimum([1, 0.25]);
    expect(at).toBe("interior");
    expect(alpha).toBeCloseTo(optimalExponent(0.25).alpha, 5);
    expect(allActiveBorder).toBeCloseTo(pureBorder(0.25), 8);
  });
});
