import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AggregativeSolver } from "../../../src/equilibrium/aggregative.js";
import { LargestEntry } from "../../../src/equilibrium/largest-entry.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Candidate } from "../../../src/mechanism/mechanism.js";
import type { OwnBidRule } from "../../../src/mechanism/shape/own-bid.js";
import { papBenchmark } from "../../../src/scenario/pap-benchmark.js";
import { convexCandidate } from "../../arbitrary/own-bid.js";
import { magnitude } from "../../arbitrary/uniform.js";
import { law } from "../../law.js";

const FILE = "test/src/equilibrium/largest-entry.test.ts";
const profile = fc.array(magnitude(-1, 1), { minLength: 2, maxLength: 9 });

async function ruleOf(candidate: Candidate): Promise<OwnBidRule> {
  const { shape } = await buildMechanism(candidate);
  if (shape.kind !== "own-bid") throw new Error("not an own-bid rule");
  return shape.rule;
}

/** By the definition: every set solved afresh and to the end. */
function bidsByDefinition(rule: OwnBidRule, values: readonly number[]): number[] {
  const byValue = [...values.keys()].sort((i, j) => values[j]! - values[i]! || i - j);
  const solver = new AggregativeSolver();
  for (let active = values.length; ; active--) {
    const inside = byValue.slice(0, active);
    solver.solve(
      rule,
      Float64Array.from(inside, (i) => values[i]!),
    );
    const bid = solver.bids[active - 1]!;
    const utility = values[inside[active - 1]!]! * solver.shares[active - 1]! - rule.cost(bid);
    if (active > 2 && (bid === 0 || utility < 0)) continue;
    return values.map((_, i) => (inside.includes(i) ? solver.bids[inside.indexOf(i)]! : 0));
  }
}

describe("the point with as many players in as possible", () => {
  const entry = new LargestEntry(new AggregativeSolver());

  it("is that of the definition, and its weights are those of its bids", async () => {
    await law(
      FILE,
      fc.asyncProperty(convexCandidate, profile, async (candidate, values) => {
        const rule = await ruleOf(candidate);
        const expected = bidsByDefinition(rule, values);
        const active = entry.solve(rule, Float64Array.from(values));
        expect(active).toBe(expected.filter((bid) => bid > 0).length);
        let total = 0;
        expected.forEach((bid, i) => {
          expect(Math.abs(entry.bids[i]! - bid)).toBeLessThanOrEqual(1e-10 * Math.max(...values));
          if (bid === 0) return;
          const weight = rule.weight(entry.bids[i]!);
          expect(Math.abs(entry.weights[i]! / weight - 1)).toBeLessThanOrEqual(1e-9);
          total += weight;
        });
        expect(Math.abs(entry.totalWeight / total - 1)).toBeLessThanOrEqual(1e-9);
      }),
      500,
    );
  });

  it("leaves out the later of equal players, and keeps two whatever it costs them", async () => {
    const rule = await ruleOf({
      family: "power-fee-quadratic",
      parameters: { alpha: 0.5, fee: 0.2, kappa: 0 },
    });
    // Of n equal players of value 1 each bids (n - 1) / (2 n^2) and keeps 1 / n - bid: 0.156 of 4, 0.222 of 3.
    expect(entry.solve(rule, Float64Array.of(1, 1, 1, 1))).toBe(3);
    for (const i of [0, 1, 2]) expect(entry.bids[i]).toBeCloseTo(1 / 9, 14);
    expect(entry.bids[3]).toBe(0);
    expect(entry.solve(rule, Float64Array.of(0.1, 0.1, 0.1))).toBe(2);
    expect(entry.bids[0]).toBeCloseTo(0.5 * 0.1 * 0.25, 14);
    expect(entry.bids[2]).toBe(0);
  });

  it("is PAP's equilibrium under PAP, also of many players", async () => {
    const values = Array.from({ length: 40 }, (_, i) => 1 + ((i * 7) % 40) / 10);
    const { total, allocations } = papBenchmark(values);
    expect(entry.solve(await ruleOf({ family: "pap" }), Float64Array.from(values))).toBe(
      allocations.filter((share) => share > 0).length,
    );
    allocations.forEach((share, i) => {
      expect(Math.abs(entry.bids[i]! - share * total)).toBeLessThanOrEqual(1e-12 * total);
    });
  });
});
