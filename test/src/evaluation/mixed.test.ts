import { describe, expect, it } from "vitest";
import { loadLinearProgrammeSolver } from "../../../search/io/linear-programme.js";
import { type Constraints, type EvaluateOptions, evaluate } from "../../../src/evaluate.js";
import { notableOver } from "../../../src/evaluation/scoring.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Candidate } from "../../../src/mechanism/mechanism.js";
import { dominanceOver } from "../../../src/pareto/dominance.js";
import { scenarioOf } from "../../../src/scenario/scenario.js";

const games = (...values: number[][]) =>
  scenarioOf(
    "games",
    values.map((each, k) => ({
      profile: { name: `p${k}`, unit: "value units", values: each },
      weight: 1,
    })),
  );
const FREE: Constraints = { notions: [], identities: 4, tolerance: 1e-9, seed: 1 };
const solveProgramme = await loadLinearProgrammeSolver();
const tullock = (alpha: number): Candidate => ({ family: "tullock", parameters: { alpha } });

async function evaluated(
  candidate: Candidate,
  options: EvaluateOptions = { equilibria: "any", solveProgramme },
  constraints: Partial<Constraints> = {},
  scenario = games([5, 3], [2, 1]),
) {
  return evaluate(await buildMechanism(candidate), scenario, { ...FREE, ...constraints }, options);
}

describe("mixed equilibria", () => {
  it("are scored by expected outcomes: the all-pay auction's, by its closed form", async () => {
    const { status, perProfile, scores } = await evaluated({ family: "all-pay-auction" });
    expect(status).toBe("feasible");
    // The weaker wins with r / 2 in expectation, and both pay r (1 + r) / 2 in all (Hillman and Riley 1989).
    for (const [k, r] of [0.6, 0.5].entries()) {
      const result = perProfile[k]!;
      expect(result.kind).toBe("mixed");
      expect(result.strategies).toHaveLength(2);
      expect(result.revenue!).toBeCloseTo((r * (1 + r)) / 2, 12);
      expect(result.fairness!).toBeCloseTo(Math.sqrt((r / 2) * (1 - r / 2)), 12);
    }
    const gain = (r: number) => (1 + r) ** 2 / 2 - 1;
    expect(scores!.margin).toBeCloseTo(gain(0.5), 12);
  });

  it("are left aside where pure ones alone are asked for, and by default", async () => {
    for (const options of [{ equilibria: "pure" }, {}] as const) {
      const { status, reason } = await evaluated({ family: "all-pay-auction" }, options);
      expect(status).toBe("no-equilibrium");
      expect(reason).toMatch(/^profile p0: no pure equilibrium found/);
    }
  });

  it("put Tullock contests above their threshold and hybrids on the map, as their regret says", async () => {
    const hybrid = {
      family: "mixture",
      parameters: { of: [{ family: "pap" }, { family: "wta" }], weight: 0.5 },
    };
    for (const candidate of [tullock(1.9), hybrid]) {
      const { status, perProfile } = await evaluated(candidate);
      expect(status).toBe("feasible");
      for (const { kind, regret } of perProfile) {
        expect(kind).toBe("mixed");
        expect(regret!.relative).toBeLessThan(1e-4);
      }
    }
    // Above alpha 2 revenue is that of the all-pay auction (Baye, Kovenock and de Vries 1994), to what the regret leaves.
    const { perProfile } = await evaluated(tullock(2.5));
    expect(perProfile[1]!.revenue!).toBeCloseTo(0.375, 2);
  });

  it("are where the equilibrium notion is searched", async () => {
    const { played, sybil } = await evaluated(
      { family: "expression", weight: "exp(3*q)*b", payment: "b*(1+q)" },
      { equilibria: "any", solveProgramme },
      { notions: ["equilibrium"] },
    );
    expect(played.every(({ strategies }) => strategies?.length === 2)).toBe(true);
    expect(sybil[0]!.domain.rivals).toEqual({ equilibria: 2, mixed: true });
  });

  it("are searched for at so many profiles and no more", async () => {
    const many = games(...Array.from({ length: 26 }, (_, k) => [1, 0.5 + k / 1000]));
    const { status, reason, violation } = await evaluated(tullock(2.2), undefined, {}, many);
    expect(status).toBe("no-equilibrium");
    expect(reason).toMatch(/^profile p24: .*; mixed ones were found at 24 other profiles$/);
    expect(violation).toBeCloseTo(1 - 24 / 26, 12);
    // Closed forms are at hand.
    expect((await evaluated(tullock(1.9), undefined, {}, many)).status).toBe("feasible");
  });

  it("claim dominance only by more than their regret leaves open", () => {
    const mixed = [{ kind: "mixed", regret: { absolute: 1e-6, relative: 1e-6, kind: "searched" } }] as const;
    expect(notableOver(mixed)).toBe(1e-3);
    expect(notableOver([{ ...mixed[0], kind: "pure" }])).toBe(1e-9);
    const kind = (revenue: number, fairness: number) =>
      dominanceOver([{ revenue, fairness }], [1], 1e-9, 1e-3).kind;
    expect([kind(2e-3, 0), kind(5e-4, 0), kind(2e-3, -1e-4)]).toEqual(["uniform", "none", "none"]);
  });
});
