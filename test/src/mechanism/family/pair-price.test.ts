import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solvePure } from "../../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../../src/mechanism/build.js";
import { papBenchmark } from "../../../../src/scenario/pap-benchmark.js";
import { DEFAULT_SEARCH, screening } from "../../../../src/sybil/options.js";
import { argumentFor } from "../../../../src/sybil/proof/lemma.js";
import { search } from "../../../../src/sybil/search.js";
import { uniform } from "../../../arbitrary/uniform.js";
import { law } from "../../../law.js";

const FILE = "test/src/mechanism/family/pair-price.test.ts";

const rule = (parameters: Record<string, number> = {}) =>
  buildMechanism({ family: "pair-price", parameters });

async function played(bids: readonly number[], parameters: Record<string, number> = {}) {
  const [allocations, payments] = [new Float64Array(bids.length), new Float64Array(bids.length)];
  (await rule(parameters)).outcome(Float64Array.from(bids), allocations, payments);
  return { allocations, payments };
}

describe("pair-price", () => {
  it("is the card's formulas for one, two and three bids, zeros not counted", async () => {
    const two = await played([3, 0, 1]);
    expect(Array.from(two.allocations)).toEqual([0.75, 0, 0.25]);
    const price = (q: number) => 1 - 2.5 * q ** 2 * (1 - q ** 2) + 1.875 * q ** 4;
    expect(two.payments[0]).toBeCloseTo(3 * price(0.75), 14);
    expect(two.payments[1]).toBe(0);
    expect(two.payments[2]).toBeCloseTo(price(0.25), 14);
    expect((await played([3, 2, 1])).payments[0]).toBeCloseTo(3 * 2.875, 14);
    expect((await played([0, 2])).payments[1]).toBeCloseTo(2 * 0.375, 14);
  });

  it("gains in revenue and in fairness over PAP at every ratio, three or more being PAP where all are in", async () => {
    const mechanism = await rule();
    for (const ratio of [1e-6, 1e-3, 0.05, 0.3, 0.7, 1]) {
      const [pap, { equilibria }] = [papBenchmark([1, ratio]), solvePure(mechanism, [1, ratio])];
      expect(equilibria).toHaveLength(1);
      const { allocations, payments } = equilibria[0]!;
      expect((payments[0]! + payments[1]!) / pap.total).toBeGreaterThan(1.136);
      expect(Math.min(...allocations)).toBeGreaterThanOrEqual(Math.min(...pap.allocations) * (1 - 1e-9));
    }
    const all = solvePure(mechanism, [4, 3, 2.5]).equilibria.filter(({ bids }) => !bids.includes(0));
    const pap = papBenchmark([4, 3, 2.5]);
    expect(all).toHaveLength(1);
    pap.allocations.forEach((share, i) => {
      expect(all[0]!.allocations[i]).toBeCloseTo(share, 12);
      expect(all[0]!.payments[i]).toBeCloseTo(share * pap.total, 12);
    });
  });

  it("has equilibria of two, too, that keep a third out who would come in under PAP", async () => {
    const { equilibria } = solvePure(await rule(), [1, 1, 1]);
    expect(equilibria.map(({ bids }) => bids.filter((bid) => bid > 0).length).sort()).toEqual([2, 3]);
  });

  it("is proved split-proof as far as the price of three goes, and no further", async () => {
    expect(argumentFor(await rule({ rise: 1.8, more: 2.8 }), "split")?.text).toContain("nowhere cheaper");
    expect(argumentFor(await rule({ rise: 1.81, more: 2.8 }), "split")).toBeNull();
    expect(
      search(await rule({ rise: 1.81, more: 2.8 }), "split", DEFAULT_SEARCH, []).largest,
    ).toBeGreaterThan(0);
  });

  it("gains by no split where it is proved, by the search", async () => {
    await law(
      FILE,
      fc.asyncProperty(uniform(0, 3), uniform(0, 4), uniform(0, 2), async (dip, rise, spare) => {
        const mechanism = await rule({ dip, rise, more: 1 + rise + spare });
        for (const notion of ["split", "best-response"] as const) {
          const { largest } = search(mechanism, notion, screening({ ...DEFAULT_SEARCH, identities: 4 }), []);
          expect(largest).toBeLessThanOrEqual(1e-12);
        }
      }),
      40,
    );
  });
});
