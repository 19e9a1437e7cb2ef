import { describe, expect, it } from "vitest";
import { solvePure } from "../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import { papBenchmark } from "../../../src/scenario/pap-benchmark.js";
import { byCountOf } from "../../../src/study/dominance/by-count.js";
import { encloseEveryRatio } from "../../../src/study/dominance/every-ratio.js";
import { ratioGrid, standingAtRatio } from "../../../src/study/dominance/ratios.js";

async function priceOf(parameters: Record<string, number>) {
  const { shape } = await buildMechanism({ family: "pair-price", parameters });
  if (shape.kind !== "by-count") throw new Error("not by count");
  return shape.of(2).inShares!.price;
}

/** The least R / R_PAP - 1 of a grid of ratios, by the solver. */
async function leastGain(parameters: Record<string, number>): Promise<number> {
  const mechanism = await buildMechanism({ family: "pair-price", parameters });
  return Math.min(
    ...ratioGrid(1e-4, 1, 200).map((ratio) => standingAtRatio(mechanism, ratio).revenueMargin!),
  );
}

describe("what holds at every ratio", () => {
  it("is proved up to what the solver measures, and not beyond", async () => {
    for (const parameters of [
      { dip: 2.5, rise: 1.875, more: 2.875 },
      { dip: 1, rise: 0.75, more: 1.75 },
    ]) {
      const [price, gain] = [await priceOf(parameters), await leastGain(parameters)];
      expect(encloseEveryRatio(price, gain - 1e-3, 100_000)).toBeGreaterThan(1);
      expect(encloseEveryRatio(price, gain + 1e-4, 20_000)).toBeNull();
    }
  });

  it("is not proved where fairness falls below PAP's, or several shares are equilibria of one ratio", async () => {
    // M(1/2) falls: the higher value has more than its part next to ratio 1.
    expect(encloseEveryRatio(await priceOf({ dip: 2, rise: 0.1, more: 2 }), -1, 20_000)).toBeNull();
    // Utilities are not concave.
    expect(encloseEveryRatio(await priceOf({ dip: 3, rise: 3, more: 4 }), -1, 20_000)).toBeNull();
  });

  it("keeps thirds out of value up to what is said, and no higher", async () => {
    const mechanism = await buildMechanism({ family: "pair-price" });
    const ratio = 0.5;
    const { keptOut } = byCountOf(mechanism, [standingAtRatio(mechanism, ratio)])!;
    const { total } = papBenchmark([1, ratio]);
    const outAt = (third: number) =>
      solvePure(mechanism, [1, ratio, third]).equilibria.some(
        ({ bids }) => bids[0]! > 0 && bids[1]! > 0 && bids[2] === 0,
      );
    expect(outAt(keptOut[0]! * total * 0.999)).toBe(true);
    expect(outAt(keptOut[0]! * total * 1.001)).toBe(false);
  });
});
