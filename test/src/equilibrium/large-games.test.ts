import { describe, expect, it } from "vitest";
import { solve } from "../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Candidate } from "../../../src/mechanism/mechanism.js";
import { papBenchmark } from "../../../src/scenario/pap-benchmark.js";

const PLAYERS = 1000;
const FALLING = Array.from({ length: PLAYERS }, (_, k) => PLAYERS - k);
const PAP = papBenchmark(FALLING);
const PAP_BIDS = PAP.allocations.map((share) => PAP.total * share);
const REGRET = 1e-8;

async function solvedLarge(candidate: Candidate, values: readonly number[] = FALLING) {
  return solve(await buildMechanism(candidate), values);
}

/** Largest error relative to the value of the highest. */
function worst(bids: readonly number[], exact: readonly number[]): number {
  return bids.reduce((most, bid, i) => Math.max(most, Math.abs(bid - exact[i]!)), 0) / PLAYERS;
}

describe("a thousand players", () => {
  it("bid against a reserve what makes marginal gain and price one", async () => {
    const held = 50;
    const { status, equilibria } = await solvedLarge({ family: "reserve", parameters: { reserve: held } });
    expect(status).toBe("pure");
    const { bids, regret } = equilibria[0]!;
    expect(regret.relative).toBeLessThan(REGRET);
    const total = held + bids.reduce((sum, bid) => sum + bid, 0);
    const gains = bids.map((bid, i) => (FALLING[i]! * (total - bid)) / total ** 2 - 1);
    expect(bids.filter((bid) => bid > 0).length).toBeGreaterThan(10);
    bids.forEach((bid, i) => {
      if (bid > 0) expect(Math.abs(gains[i]!)).toBeLessThan(1e-12);
      else expect(gains[i]!).toBeLessThanOrEqual(0);
    });
  });

  it("leave a reserve alone that is above all values", async () => {
    const { status, equilibria } = await solvedLarge({ family: "reserve", parameters: { reserve: 1e6 } });
    expect(status).toBe("pure");
    expect(equilibria[0]!.bids.every((bid) => bid === 0)).toBe(true);
  });

  it("play PAP under a cap that nobody reaches", async () => {
    const { status, equilibria } = await solvedLarge({ family: "share-bounds" });
    expect(status).toBe("pure");
    expect(worst(equilibria[0]!.bids, PAP_BIDS)).toBeLessThan(1e-9);
    expect(equilibria[0]!.regret.relative).toBeLessThan(REGRET);
  });

  it("play the same under a refund as under the coin of PAP and winner-pays that it is", async () => {
    const [refunded, mixed] = await Promise.all([
      solvedLarge({ family: "refund", parameters: { share: 0.5 } }),
      solvedLarge({
        family: "mixture",
        parameters: { weight: 0.5, of: [{ family: "pap" }, { family: "winner-pays" }] },
      }),
    ]);
    for (const { status, equilibria } of [refunded, mixed]) {
      expect(status).toBe("pure");
      expect(equilibria[0]!.regret.relative).toBeLessThan(REGRET);
    }
    const [bids, others] = [refunded.equilibria[0]!.bids, mixed.equilibria[0]!.bids];
    expect(worst(bids, others)).toBeLessThan(1e-12);
    // With S the sum of bids: v (1 - q) = S (c + c' (1 - q)), c = q (1 + q) / 2.
    const total = bids.reduce((sum, bid) => sum + bid, 0);
    const inside = bids.flatMap((bid, i) => (bid > 0 ? [[bid / total, FALLING[i]!] as const] : []));
    expect(inside.length).toBeGreaterThan(10);
    for (const [q, value] of inside) {
      const price = (q * (1 + q)) / 2 + (0.5 + q) * (1 - q);
      expect(Math.abs((value * (1 - q)) / (total * price) - 1)).toBeLessThan(1e-10);
    }
  });

  it("have their chance of the uniform lottery for next to nothing", async () => {
    const { equilibria } = await solvedLarge({ family: "uniform-lottery" });
    const { allocations, payments, regret } = equilibria[0]!;
    expect(regret.relative).toBeLessThan(REGRET);
    expect(allocations.every((x) => Math.abs(x * PLAYERS - 1) < 1e-12)).toBe(true);
    expect(payments.every((payment) => payment === 0)).toBe(true);
  });

  it("bid as in PAP, or next to nothing, by the coin of PAP and the uniform lottery", async () => {
    const { status, equilibria } = await solvedLarge({
      family: "mixture",
      parameters: { weight: 0.5, of: [{ family: "pap" }, { family: "uniform-lottery" }] },
    });
    expect(status).toBe("pure-limit");
    expect(worst(equilibria[0]!.bids, PAP_BIDS)).toBeLessThan(1e-6);
    expect(equilibria[0]!.regret.relative).toBeLessThan(REGRET);
  });

  it("of whom 200 play have no pure equilibrium by the coin of PAP and winner-take-all, which is said", async () => {
    const { status, reason } = await solvedLarge({ family: "mixture" }, FALLING.slice(0, 200));
    expect(status).toBe("none-found");
    expect(reason).toMatch(/cycling/);
  });
});
