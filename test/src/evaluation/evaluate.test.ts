import { describe, expect, it } from "vitest";
import { type Constraints, evaluate } from "../../../src/evaluate.js";
import { FIGURES } from "../../../src/evaluation/figure.js";
import { aggregated, objectiveOf } from "../../../src/evaluation/objective.js";
import { papDistance } from "../../../src/evaluation/pap-distance.js";
import { excess } from "../../../src/evaluation/violation.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import { scenarioOf } from "../../../src/scenario/scenario.js";

const profile = (name: string, ...values: number[]) => ({ name, unit: "value units", values });
const SCENARIO = scenarioOf("two", [
  { profile: profile("article", 4, 2), weight: 1 },
  { profile: profile("three", 5, 4, 3), weight: 3 },
]);
const FREE: Constraints = { notions: [], identities: 4, tolerance: 1e-9, seed: 1 };

async function evaluated(candidate: object, constraints: Partial<Constraints> = {}, objectives?: string[]) {
  return evaluate(
    await buildMechanism(candidate),
    SCENARIO,
    { ...FREE, ...constraints },
    objectives ? { objectives: objectives.map((figure) => objectiveOf(figure)) } : {},
  );
}

describe("evaluate", () => {
  it("gives PAP 1 in every figure relative to PAP", async () => {
    const names = FIGURES.filter(({ unit }) => unit === "relative to PAP").map(({ name }) => name);
    const { objectives } = await evaluated({ family: "pap" }, {}, [...names, "closenessToPap"]);
    for (const value of objectives!) expect(value).toBeCloseTo(1, 9);
  });

  it("takes the figures of Tullock's contest at (4, 2) from its exact equilibrium", async () => {
    // Shares s and 1 - s with s = 4^a / (4^a + 2^a), bids a s (1 - s) v: by hand, for a = 1.2.
    const share = 4 ** 1.2 / (4 ** 1.2 + 2 ** 1.2);
    const revenue = 1.2 * share * (1 - share) * 6;
    const pap = { revenue: 4 / 3, share: 2 / 3 };
    const game = scenarioOf("article", [{ profile: profile("article", 4, 2), weight: 1 }]);
    const figures = ["revenueOverPap", "hhiOverPap", "welfareOverPap", "largestShareOverPap", "giniOverPap"];
    const { objectives } = evaluate(
      await buildMechanism({ family: "tullock", parameters: { alpha: 1.2 } }),
      game,
      FREE,
      {
        objectives: figures.map((figure) => objectiveOf(figure)),
      },
    );
    const lack = (s: number) => 1 - s ** 2 - (1 - s) ** 2;
    const expected = [
      revenue / pap.revenue,
      lack(share) / lack(pap.share),
      (4 * share + 2 * (1 - share)) / (10 / 3),
      (1 - share) / (1 / 3),
      // Gini of two shares is s - 1/2.
      (1.5 - share) / (1.5 - pap.share),
    ];
    for (const [k, value] of objectives!.entries()) expect(value).toBeCloseTo(expected[k]!, 9);
  });

  it("calls a candidate further from feasible the earlier it falls, and nearer the less it gains", async () => {
    const all = { notions: ["split", "best-response", "equilibrium"] as const };
    const violation = async (candidate: object, constraints: Partial<Constraints> = all) =>
      (await evaluated(candidate, constraints)).violation;
    const power = (gamma: number) => ({ family: "power-payment", parameters: { gamma } });
    expect(await violation({ family: "pap" })).toBe(0);
    const invalid = await violation({ family: "expression", weight: "b", payment: "b - 1" });
    const split = await violation(power(1.3));
    const nearer = await violation(power(1.01));
    const best = await violation(power(1.3), { notions: ["best-response", "equilibrium"] });
    expect(invalid).toBeGreaterThan(split);
    expect(split).toBeGreaterThan(nearer);
    expect(Math.ceil(split)).toBe(4);
    expect(Math.ceil(best)).toBe(3);
    // Without a pure equilibrium at the first profile, then only at the second.
    const none = await evaluated({ family: "tullock", parameters: { alpha: 2.5 } });
    expect([none.status, none.violation]).toEqual(["no-equilibrium", 1]);
  });

  it("knows the objectives of what only the equilibrium notion refutes", async () => {
    const { status, violation, objectives, scores } = await evaluated(
      { family: "power-payment", parameters: { gamma: 1.5 } },
      { notions: ["equilibrium"] },
    );
    expect(status).toBe("refuted-equilibrium");
    expect(violation).toBeGreaterThan(0);
    expect(violation).toBeLessThanOrEqual(1);
    expect(objectives).toEqual([scores!.revenueOverPap, scores!.fairnessOverPap]);
  });
});

describe("an objective", () => {
  const figures = [3, 1, 2, 4];
  const weights = [0.1, 0.2, 0.3, 0.4];
  it.each([
    [objectiveOf("fairness"), 2.7],
    [objectiveOf("fairness", "minimum"), 1],
    [objectiveOf("fairness", "quantile", 0.1), 1],
    [objectiveOf("fairness", "quantile", 0.2), 1],
    [objectiveOf("fairness", "quantile", 0.21), 2],
    [objectiveOf("fairness", "quantile", 0.5), 2],
    [objectiveOf("fairness", "quantile", 0.6), 3],
    [objectiveOf("fairness", "quantile", 0.99), 4],
  ])("%j over weighted profiles", (objective, value) => {
    expect(aggregated(objective, figures, weights)).toBeCloseTo(value, 14);
  });
});

describe("the distance from PAP", () => {
  it("is what a rule does otherwise with PAP's bids", async () => {
    // A fee of a tenth of all bids: shares as they are, two players pay 0.1 B each too much.
    const fee = await buildMechanism({ family: "pap-fee", parameters: { fee: 0, endogenousFee: 0.1 } });
    expect(papDistance(fee, [4, 2])).toBeCloseTo(0.2, 14);
    // WTA: shares (2/3, 1/3) become (1, 0), and the loser's third is not paid.
    expect(papDistance(await buildMechanism({ family: "wta" }), [4, 2])).toBeCloseTo(1, 14);
    expect(papDistance(await buildMechanism({ family: "pap" }), [5, 4, 3, 1])).toBeCloseTo(0, 14);
  });
});

describe("the excess over a tolerance", () => {
  it("counts decades", () => {
    expect(excess(1e-6, 1e-9)).toBeCloseTo(1 / 3, 12);
    expect(excess(1, 1e-9)).toBe(1);
    expect(excess(0.1, 0.01)).toBeCloseTo(0.5, 12);
    expect(excess(1e-9 * (1 + 1e-15), 1e-9)).toBeGreaterThan(0);
    expect(excess(1e-8, 0)).toBeCloseTo(0.5, 12);
  });
});
