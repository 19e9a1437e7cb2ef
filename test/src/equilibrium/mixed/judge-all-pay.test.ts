import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allPayProposal } from "../../../../src/equilibrium/mixed/all-pay.js";
import { judgeAllPay } from "../../../../src/equilibrium/mixed/judge-all-pay.js";
import { values } from "../../../arbitrary/values.js";
import { law } from "../../../law.js";

const FILE = "test/src/equilibrium/mixed/judge-all-pay.test.ts";

describe("the judge of the all-pay auction", () => {
  it("finds no gain in Hillman and Riley's equilibrium, and its closed-form outcome", async () => {
    const property = fc.property(values, (list) => {
      const v = Float64Array.from(list).sort().reverse();
      const { regret, utilities, payments, allocations } = judgeAllPay(v, allPayProposal(v));
      const [v1, v2] = [v[0]!, v[1]!];
      expect(regret.relative).toBeLessThan(1e-14);
      expect(allocations[1]).toBeCloseTo(v2 / (2 * v1), 12);
      expect(payments[0]! + payments[1]!).toBeCloseTo((v2 * (v1 + v2)) / (2 * v1), 9);
      expect(utilities[0]! / v1).toBeCloseTo((v1 - v2) / v1, 12);
    });
    await law(FILE, property);
  });

  it("finds the gain in strategies that are none, to the last digit", () => {
    const v = Float64Array.of(4, 2);
    // Player 1 never bids above 1: bidding 1 then brings player 2 2 - 1 = 1, instead of 2 (3/8) - 1/2 = 1/4.
    const low = { support: [], probabilities: [], uniform: [{ from: 0, to: 1, probability: 1 }] };
    const { strategies, solver } = allPayProposal(v);
    expect(judgeAllPay(v, { strategies: [low, strategies[1]!], solver }).regret.absolute).toBeCloseTo(
      0.75,
      12,
    );
    // Player 2 always bids: player 1 has 4 b / 2 - b, on average 1, and could have 2 at b = 2.
    const always = { support: [], probabilities: [], uniform: [{ from: 0, to: 2, probability: 1 }] };
    const judged = judgeAllPay(v, { strategies: [strategies[0]!, always], solver });
    expect(judged.utilities).toEqual([1, 0]);
    expect(judged.regret.absolute).toBeCloseTo(1, 12);
  });
});
