import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solvePure } from "../../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../../src/mechanism/build.js";
import type { Candidate, Mechanism } from "../../../../src/mechanism/mechanism.js";
import { positiveBid } from "../../../arbitrary/bids.js";
import { magnitude } from "../../../arbitrary/uniform.js";
import { law } from "../../../law.js";

const FILE = "test/src/mechanism/family/critical-payment.test.ts";

const critical = (of: Candidate) => buildMechanism({ family: "critical-payment", parameters: { of } });
const tullock = (alpha: number): Candidate => ({ family: "tullock", parameters: { alpha } });

function outcome(mechanism: Mechanism, bids: readonly number[]) {
  const [allocations, payments] = [new Float64Array(bids.length), new Float64Array(bids.length)];
  mechanism.outcome(Float64Array.from(bids), allocations, payments);
  return { allocations, payments };
}

const ALLOCATIONS: readonly (readonly [string, Candidate])[] = [
  ["proportional shares", { family: "pap" }],
  ["roots", tullock(0.5)],
  ["squares", tullock(2)],
  ["a sharp power", tullock(16)],
  ["the serial contest", { family: "serial", parameters: { alpha: 1.5 } }],
  ["the highest bid", { family: "wta" }],
  ["a lottery of shares and the highest bid", { family: "mixture" }],
  ["a scale-free share rule", { family: "share-form", parameters: { kappa: 0.5 } }],
  ["a weight that saturates", { family: "shifted-power", parameters: { alpha: -1 } }],
  ["a reserve", { family: "reserve", parameters: { reserve: 0.2 } }],
];

describe("critical payments", () => {
  it.each(ALLOCATIONS)("of %s make the value a best bid, whatever the others do", async (_, of) => {
    const mechanism = await critical(of);
    await law(
      FILE,
      fc.property(
        positiveBid,
        fc.array(positiveBid, { minLength: 1, maxLength: 3 }),
        magnitude(-3, 3),
        (value, others, factor) => {
          const utility = (bid: number) => {
            const { allocations, payments } = outcome(mechanism, [bid, ...others]);
            return value * allocations[0]! - payments[0]!;
          };
          const deviation = value * factor;
          expect(utility(value)).toBeGreaterThanOrEqual(
            Math.max(0, utility(deviation)) - 1e-11 * Math.max(value, deviation),
          );
        },
      ),
      60,
    );
  });

  it("come out by quadrature as in closed form", async () => {
    const [closed, numerical] = await Promise.all([critical({ family: "pap" }), critical(tullock(1))]);
    await law(
      FILE,
      fc.property(fc.array(positiveBid, { minLength: 1, maxLength: 5 }), (bids) => {
        const [exact, ours] = [outcome(closed!, bids), outcome(numerical!, bids)];
        bids.forEach((bid, i) => {
          expect(Math.abs(ours.payments[i]! - exact.payments[i]!)).toBeLessThanOrEqual(1e-12 * bid);
        });
      }),
    );
  });

  it("of the highest bid are the second price", async () => {
    expect([...outcome(await critical({ family: "wta" }), [1, 5, 3]).payments]).toEqual([0, 3, 0]);
  });

  it("are 0 for a lone bid, in every kind of number", async () => {
    expect([...outcome(await critical({ family: "pap" }), [0, 7]).payments]).toEqual([0, 0]);
    expect([...outcome(await critical(tullock(2)), [0, 7]).payments]).toEqual([0, 0]);
  });

  it("lead to truthful bids in equilibrium", async () => {
    for (const of of [{ family: "pap" }, tullock(2)]) {
      const { equilibria } = solvePure(await critical(of), [4, 2, 1]);
      expect(equilibria).toHaveLength(1);
      equilibria[0]!.bids.forEach((bid, i) => {
        expect(bid).toBeCloseTo([4, 2, 1][i]!, 6);
      });
    }
  });

  it("are refused to a rule that does not claim to be monotone", async () => {
    const of = { family: "share-form", parameters: { kappa: -4 } };
    await expect(
      buildMechanism({ family: "critical-payment", parameters: { of } }, "--mechanism"),
    ).rejects.toThrow(/^--mechanism\.parameters\.of: must be monotone/);
  });
});
