import { describe, expect, it } from "vitest";
import { resolveJob } from "../../../search/job/job.js";
import { reasonsToStop } from "../../../search/job/stop-reason.js";

const reasons = (budget: object, evaluations: number, parameters: object = { alpha: [1, 1.2] }) => {
  const families = [{ family: "tullock", parameters }, { family: "pap" }];
  return reasonsToStop(
    resolveJob({ name: "small", seed: 1, scenario: "article", families, budget }, "job.json"),
    evaluations,
  );
};

describe("the reasons for which a search may have ended, beside an interrupt before its budget is spent", () => {
  it.each<[string, object, number, string[]]>([
    ["the evaluations, once spent", { evaluations: 9, minutes: 1 }, 9, ["budget of 9 evaluations"]],
    ["none before they are", { evaluations: 9 }, 8, []],
    ["the minutes, at any count", { minutes: 2 }, 3, ["budget of 2 minutes, after 3 evaluations"]],
    [
      "a stagnation or the minutes",
      { evaluations: 9, minutes: 2, stagnation: 4 },
      4,
      ["no notable rise of the hypervolume in 4 evaluations", "budget of 2 minutes, after 4 evaluations"],
    ],
    ["no stagnation before so many evaluations", { stagnation: 4 }, 3, []],
  ])("are %s", (_, budget, evaluations, expected) => {
    const atRest =
      expected[0] === "budget of 9 evaluations" ? [] : [`interrupted after ${evaluations} evaluations`];
    expect(reasons(budget, evaluations)).toEqual([...expected, ...atRest]);
  });

  it("are an exhausted space where every family is one candidate, and all were tried", () => {
    const exhausted = "the search space is exhausted";
    expect(reasons({ evaluations: 9 }, 2, { alpha: 1 })).toContain(exhausted);
    expect(reasons({ evaluations: 9 }, 1, { alpha: 1 })).not.toContain(exhausted);
    expect(reasons({ evaluations: 9 }, 2)).not.toContain(exhausted);
  });
});
