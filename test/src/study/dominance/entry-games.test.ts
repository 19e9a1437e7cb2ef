import { describe, expect, it } from "vitest";
import { buildMechanism } from "../../../../src/mechanism/build.js";
import { papBenchmark } from "../../../../src/scenario/pap-benchmark.js";
import { entryEquilibria } from "../../../../src/study/dominance/entry-games.js";
import { standingOf } from "../../../../src/study/dominance/standing.js";

const EFFORT = { starts: 4, seed: 1 };

describe("entry games", () => {
  it("find PAP's only equilibrium, with the player out whom its closed form leaves out", async () => {
    const pap = await buildMechanism({ family: "pap" });
    const values = [1, 0.6, 0.3];
    const found = entryEquilibria(pap, values, EFFORT);
    expect(found).toHaveLength(1);
    expect(found[0]!.bids[2]).toBe(0);
    expect(found[0]!.payments.reduce((sum, p) => sum + p, 0)).toBeCloseTo(papBenchmark(values).total, 9);
    const standing = standingOf(values, { status: "pure", equilibria: found });
    expect(standing.revenueMargin).toBeCloseTo(0, 9);
    expect(standing.fairnessMargin).toBeCloseTo(0, 9);
  });

  it("find the equilibria that freeze a player out, beside the one with everybody in", async () => {
    // Above n / (n - 1) nothing is left for three, while two still share; at 1.4 both kinds stand.
    const tullock = await buildMechanism({ family: "tullock", parameters: { alpha: 1.4 } });
    const values = [1, 1, 1];
    const found = entryEquilibria(tullock, values, EFFORT);
    const active = found.map(({ bids }) => bids.filter((bid) => bid > 0).length).sort();
    expect(active).toEqual([2, 3]);
    const standing = standingOf(values, { status: "pure", equilibria: found });
    expect(standing.fairnessMargin).toBe(-1);
    expect(standing.dominates).toBe(false);
    expect(standing.active).toEqual({ least: 2, most: 3 });
  });

  it("leave out a bidder who earns nothing by a bid next to nothing, which makes every bid dearer", async () => {
    // At the edge of PAP's third player: its bid is a best response to the bids of three, but not worth making.
    const pairPrice = await buildMechanism({ family: "pair-price" });
    const values = [1, 0.9, 0.473684];
    const found = entryEquilibria(pairPrice, values, EFFORT);
    expect(found).not.toHaveLength(0);
    for (const { bids, utilities } of found) {
      expect(utilities.every((utility, i) => bids[i] === 0 || utility > 1e-8 * values[i]!)).toBe(true);
    }
  });
});
