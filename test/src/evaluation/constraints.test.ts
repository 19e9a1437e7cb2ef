import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solvePure } from "../../../src/equilibrium/solve.js";
import { type Constraints, evaluate } from "../../../src/evaluate.js";
import { type FigureConstraint, figuresBreach, missedBy } from "../../../src/evaluation/figure-constraint.js";
import { objectiveOf } from "../../../src/evaluation/objective.js";
import { exclusionAt } from "../../../src/evaluation/participation.js";
import { stageOf } from "../../../src/evaluation/profile-result.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Candidate } from "../../../src/mechanism/mechanism.js";
import { scenarioOf } from "../../../src/scenario/scenario.js";
import { law } from "../../law.js";

const games = (...values: number[][]) =>
  scenarioOf(
    "games",
    values.map((each, k) => ({
      profile: { name: `p${k}`, unit: "value units", values: each },
      weight: k + 1,
    })),
  );
const PAIR = games([4, 2], [10, 9]);
const FREE: Constraints = { notions: [], identities: 4, tolerance: 1e-9, seed: 1 };
const tullock = (alpha: number): Candidate => ({ family: "tullock", parameters: { alpha } });
const fairness = (atLeast: number): FigureConstraint => ({
  ...objectiveOf("fairnessOverPap", "minimum"),
  atLeast,
});

async function evaluated(candidate: Candidate, constraints: Partial<Constraints>, scenario = PAIR) {
  return evaluate(await buildMechanism(candidate), scenario, { ...FREE, ...constraints });
}

describe("a bound on a figure", () => {
  const of = (bound: object) => ({ ...objectiveOf("margin"), ...bound });

  it("is missed by a share of the bound, or of 1 where it is smaller", () => {
    expect(missedBy(of({ atLeast: 0.5 }), 0.25)).toBe(0.25);
    expect(missedBy(of({ atLeast: 4 }), 3)).toBe(0.25);
    expect(missedBy(of({ atMost: -4 }), -3)).toBe(0.25);
    expect(missedBy(of({ atMost: 0.5 }), 0.25)).toBe(0);
  });

  it("is held up to the error bound of a figure, and no further", () => {
    expect(missedBy(of({ atLeast: 1 }), 1 - 9e-10)).toBe(0);
    expect(missedBy(of({ atLeast: 1 }), 1 - 2e-9)).toBeGreaterThan(1e-9);
    expect(missedBy(of({ atMost: 1 }), 1 + 9e-10)).toBe(0);
    expect(missedBy(of({ atMost: 1 }), 1 + 2e-9)).toBeGreaterThan(1e-9);
  });

  it("is broken by decades, in the mean over all bounds, and says which is broken most", () => {
    const bounds = [of({ atLeast: 0 }), fairness(1), of({ atMost: 9 })];
    expect(figuresBreach(bounds, [0, 1, 0])).toBeNull();
    expect(figuresBreach([], [])).toBeNull();
    const breach = figuresBreach(bounds, [-1e-6, 0.9, 0])!;
    expect(breach.part).toBeCloseTo((3 / 9 + 8 / 9) / 3, 9);
    expect(breach.reason).toBe("fairnessOverPap-minimum is 0.9, and must be at least 1");
    expect(figuresBreach([of({ atMost: 0 })], [1e-6])!.reason).toBe(
      "margin is 0.000001, and must be at most 0",
    );
  });

  it("of PAP's own is held by PAP", () =>
    law(
      "test/src/evaluation/constraints.test.ts",
      fc.asyncProperty(
        fc.array(fc.double({ min: 1e-4, max: 1, noNaN: true }), { minLength: 2, maxLength: 9 }),
        async (values) => {
          const figures = [fairness(1), { ...objectiveOf("margin"), atLeast: 0 }];
          const constraints = { figures, participation: "as-pap" } as const;
          for (const family of ["pap", "share-form"]) {
            const { status, reason } = await evaluated({ family }, constraints, games(values));
            expect([status, reason]).toEqual(["feasible", null]);
          }
        },
      ),
      50,
    ));
});

describe("evaluate, with bounds on figures", () => {
  it("names the figure, the bound and the value, and keeps the scores", async () => {
    const { status, reason, violation, scores, dominatesPap } = await evaluated(tullock(1.2), {
      figures: [fairness(1)],
    });
    // Shares r^a / (1 + r^a), by hand: the smallest ratio of fairness to PAP's is at the ratio 1/2.
    const mean = (share: number) => Math.sqrt(share * (1 - share));
    const least = mean(1 / (1 + 0.5 ** 1.2)) / mean(2 / 3);
    expect(status).toBe("constraint-broken");
    const [, value] = /^fairnessOverPap-minimum is (\S+), and must be at least 1$/.exec(reason!)!;
    expect(Number(value)).toBeCloseTo(least, 12);
    expect(violation).toBeCloseTo(Math.log((1 - least) / 1e-9) / Math.log(1e9), 9);
    expect(scores).not.toBeNull();
    expect(dominatesPap).toBeNull();
  });

  it("calls a candidate nearer the less it misses, and further than what fails a later constraint", async () => {
    const figures = [fairness(1)];
    const violation = async (candidate: Candidate, constraints: Partial<Constraints> = { figures }) =>
      (await evaluated(candidate, constraints)).violation;
    expect(await violation(tullock(1.01))).toBeLessThan(await violation(tullock(1.2)));
    const notions = ["equilibrium"] as const;
    const power = { family: "power-payment", parameters: { gamma: 1.5 } };
    const early = await violation(power, { notions, figures: [fairness(2)] });
    const late = await violation(power, { notions, figures: [fairness(0)] });
    expect(Math.ceil(early)).toBe(2);
    expect(Math.ceil(late)).toBe(1);
    // Without an equilibrium, participation, the bounds and the notion are untried.
    const all = { notions, figures, participation: "as-pap" } as const;
    expect(Math.ceil(await violation(tullock(2.5), all))).toBe(4);
  });

  it("takes a figure that neither scores nor objectives need, where it is brief", async () => {
    const figures = [{ ...objectiveOf("giniOverPap"), atLeast: 0.999 }];
    const brief = evaluate(await buildMechanism(tullock(1.2)), PAIR, { ...FREE, figures }, { brief: true });
    expect(brief.status).toBe("constraint-broken");
  });

  it("holds selection by exit to them too", async () => {
    const figures = [fairness(1)];
    const options = { selection: "lowest-value-exit" } as const;
    const power = await buildMechanism({ family: "power-payment", parameters: { gamma: 1.5 } });
    const free = evaluate(power, PAIR, FREE, options);
    const held = evaluate(power, PAIR, { ...FREE, figures: [{ ...figures[0]!, atLeast: 2 }] }, options);
    expect([free.status, held.status]).toEqual(["feasible", "constraint-broken"]);
    expect(held.exit).toEqual(free.exit);
  });
});

describe("the margin", () => {
  it("is the smallest gain of revenue over PAP's, of profiles and of equilibria", async () => {
    const result = await evaluated(tullock(1.2), {});
    const gains = PAIR.profiles.map(({ values }) => {
      const share = 1 / (1 + values[1]! ** 1.2);
      const revenue = 1.2 * share * (1 - share) * (1 + values[1]!);
      return revenue / (values[1]! / (1 + values[1]!)) - 1;
    });
    expect(result.scores!.margin).toBeCloseTo(Math.min(...gains), 12);
    expect(Math.max(...gains) - Math.min(...gains)).toBeGreaterThan(1e-3);
  });

  it("is the same as a figure, which is the minimum by its meaning", async () => {
    const objective = objectiveOf("margin");
    expect(objective).toEqual({ name: "margin", figure: "margin", by: "minimum" });
    const mechanism = await buildMechanism(tullock(1.2));
    const { objectives, scores } = evaluate(mechanism, PAIR, FREE, { objectives: [objective] });
    expect(objectives).toEqual([scores!.margin]);
  });
});

describe("participation as under PAP", () => {
  // PAP keeps all three in: its total is 2 / (1 + 1/0.9 + 1/0.6) = 0.529.
  const THREE = games([1, 0.9, 0.6], [1, 0.95]);
  const asPap = { participation: "as-pap" } as const;

  it("names the player who stays out, and whom the profile excludes", async () => {
    const { status, reason, violation, perProfile } = await evaluated(tullock(1.4), asPap, THREE);
    expect(status).toBe("excludes-players");
    expect(reason).toBe("profile p0: player 3 stays out, whom PAP keeps in");
    expect(violation).toBeGreaterThan(0);
    expect(violation).toBeLessThanOrEqual(1);
    expect(perProfile.map(({ excludes }) => excludes)).toEqual([[3], undefined]);
  });

  it("is not asked for by default, nor broken by whom PAP leaves out itself", async () => {
    expect((await evaluated(tullock(1.4), {}, THREE)).status).toBe("feasible");
    const { status, perProfile } = await evaluated(tullock(1.4), asPap, games([1, 0.9, 0.3]));
    expect(status).toBe("feasible");
    expect(perProfile[0]!.bids[2]).toBe(0);
  });

  it("measures by how much entry falls short of worthwhile", async () => {
    const [stage] = THREE.profiles.map(stageOf);
    for (const alpha of [1.35, 1.4, 1.6]) {
      const mechanism = await buildMechanism(tullock(alpha));
      const equilibria = solvePure(mechanism, stage!.profile.values).equilibria;
      // The least b (W + b^a) / b^a is b a / (a - 1), at b^a = (a - 1) W.
      const prices = equilibria
        .filter(({ bids }) => bids[2] === 0)
        .map(({ bids }) => {
          const weight = bids.reduce((sum, bid) => sum + bid ** alpha, 0);
          return (((alpha - 1) * weight) ** (1 / alpha) * alpha) / (alpha - 1);
        });
      expect(prices.length).toBeGreaterThan(0);
      const { player, shortfall } = exclusionAt(mechanism, stage!, equilibria)!;
      expect(player).toBe(3);
      // The grid's price is up to a few percent above the least one.
      const exact = 1 - 0.6 / Math.max(...prices);
      expect(shortfall).toBeGreaterThan(exact - 1e-12);
      expect(shortfall).toBeLessThan(exact + 0.03);
    }
  });
});
