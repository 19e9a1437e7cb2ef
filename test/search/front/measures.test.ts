import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { detailedFront } from "../../../search/front/detail.js";
import type { Front, FrontPoint } from "../../../search/front/front.js";
import { measured, measureNamed, measuresOf } from "../../../search/front/measures.js";
import { objectiveOf } from "../../../src/evaluation/objective.js";
import { InputError } from "../../../src/input-error.js";

const golden = await detailedFront(JSON.parse(readFileSync("test/golden/tiny-front.json", "utf8")));

/** A point as it is, without the scores that its file holds. */
function bare(point: FrontPoint): FrontPoint {
  const { revenueOverPap, fairnessOverPap } = point.scores;
  return { ...point, scores: { revenueOverPap, fairnessOverPap } as FrontPoint["scores"] };
}

describe("the measures of a front", () => {
  it("are what the file holds, and the same where they are worked out from its equilibria", async () => {
    const names = ["revenueShare", "fairness", "fairnessActive"] as const;
    const measures = names.map((name) => measureNamed(golden, name, "--sort"));
    const front = { ...golden, front: golden.front.map(bare) };
    const again = await measured(front, measures);
    const held = await measured(golden, measures);
    let compared = 0;
    for (const [k, point] of golden.front.entries()) {
      for (const [m, name] of names.entries()) {
        expect(held(point, measures[m]!)).toBe(point.scores[name]);
        if (point.perProfile.some(({ equilibria }) => equilibria > 1)) continue;
        expect(again(front.front[k]!, measures[m]!)).toBeCloseTo(point.scores[name], 9);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(3);
  });

  it("are shares of PAP's own, by the concentration of shares and by the least profile", async () => {
    const [gini, least] = [objectiveOf("giniOverPap"), objectiveOf("revenueOverPap", "minimum")];
    const front = { ...golden, job: { ...golden.job, objectives: [least, gini] } } as Front;
    const bareFront = { ...front, front: front.front.map((point) => ({ ...point, objectives: [] })) };
    const value = await measured(bareFront, [gini, least]);
    expect(value(front.baseline, gini)).toBeCloseTo(1, 12);
    expect(value(front.baseline, least)).toBeCloseTo(1, 12);
    for (const point of bareFront.front) {
      const smallest = Math.min(...point.perProfile.map(({ revenueOverPap }) => revenueOverPap!));
      expect(value(point, least)).toBeCloseTo(smallest, 9);
    }
    expect(measuresOf(front).filter(({ name }) => name === "giniOverPap")).toHaveLength(1);
    expect(measuresOf(front).at(-1)).toEqual(least);
  });

  it("of an objective are those that the search maximised", async () => {
    const least = objectiveOf("fairnessOverPap", "minimum");
    const objectives = [objectiveOf("revenueOverPap"), least];
    const front = { ...golden, job: { ...golden.job, objectives } } as Front;
    const value = await measured(front, [least]);
    for (const point of front.front) expect(value(point, least)).toBe(point.objectives[1]);
  });

  it("are refused by an unknown name, and where no equilibrium is left to work them out from", async () => {
    expect(() => measureNamed(golden, "gini", "--best")).toThrow(
      /^--best: this front has no figure "gini"; it/,
    );
    const [point] = golden.front;
    const perProfile = point!.perProfile.map((result) => ({
      ...result,
      kind: null,
      bids: [],
      metrics: null,
    }));
    const front = { ...golden, front: [{ ...point!, perProfile }] };
    const failure = measured(front, [objectiveOf("giniOverPap")]);
    await expect(failure).rejects.toThrow(InputError);
    await expect(failure).rejects.toThrow(/giniOverPap: .* no equilibrium at profile article/);
  });
});
