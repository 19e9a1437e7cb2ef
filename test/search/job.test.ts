import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { jobHash, resolveJob } from "../../search/job.js";
import { InputError } from "../../src/input-error.js";

const JOB = {
  name: "small",
  seed: 1,
  scenario: "article",
  families: [{ family: "tullock", parameters: { alpha: [1, 1.2] } }],
  budget: { evaluations: 4 },
};
const resolved = (changes: object = {}) => resolveJob({ ...JOB, ...changes }, "job.json");
const alpha = (given: unknown) => ({ families: [{ family: "tullock", parameters: { alpha: given } }] });
const profiles = (...values: unknown[][]) => ({
  scenario: { name: "mine", profiles: values.map((each, k) => ({ name: `p${k}`, values: each })) },
});

describe("a job is refused, in one line with the path in the file,", () => {
  it.each<[string, object, RegExp]>([
    ["for an unknown key", { extra: 1 }, /"extra"/],
    ["for an unknown key of a family", { families: [{ family: "pap", wight: 1 }] }, /families\.0: .*"wight"/],
    ["for an unknown key of a budget", { budget: { hours: 1 } }, /budget: .*"hours"/],
    ["without a name", { name: undefined }, /name: /],
    ["for a name that leaves the folder", { name: "../small" }, /name: must be lower-case letters/],
    ["for a seed below 0", { seed: -1 }, /seed: /],
    ["for a seed that is not whole", { seed: 0.5 }, /seed: /],
    ["without families", { families: [] }, /families: is empty/],
    [
      "for an unknown family",
      { families: [{ family: "tulock" }] },
      /families\.0: no family "tulock"; nearest is "tullock"/,
    ],
    ["for an empty range", alpha([1, 1]), /families\.0\.parameters\.alpha: .*range/],
    ["for a range upside down", alpha([2, 1]), /families\.0\.parameters\.alpha: .*range/],
    ["for a range above the bounds", alpha([1, 65]), /families\.0\.parameters\.alpha: \[1, 65\]/],
    ["for a range below the bounds", alpha([-1, 1]), /families\.0\.parameters\.alpha: \[-1, 1\]/],
    ["for text as a range", alpha(["a", "b"]), /families\.0\.parameters\.alpha: /],
    ["for three ends of a range", alpha([1, 2, 3]), /families\.0\.parameters\.alpha: /],
    [
      "for a range of no parameter",
      { families: [{ family: "pap", parameters: { a: [1, 2] } }] },
      /families\.0\.parameters\.a: /,
    ],
    [
      "for a range of a row that leaves its bounds",
      { families: [{ family: "share-spline", parameters: { z: [-9, 0] } }] },
      /families\.0\.parameters\.z: \[-9, 0\] leaves the bounds \[-8, 8\]/,
    ],
    [
      "for a range of a whole number",
      { families: [{ family: "share-spline", parameters: { knots: [4, 8] } }] },
      /families\.0\.parameters\.knots: must be a number/,
    ],
    [
      "for a parameter beyond a row",
      { families: [{ family: "share-spline", parameters: { knots: 4, z5: [0, 1] } }] },
      /families\.0\.parameters\.z5: share-spline has no parameter "z5" to search/,
    ],
    [
      "for an unknown scenario",
      { scenario: "articel" },
      /scenario: no scenario "articel"; nearest is "article"/,
    ],
    [
      "for an unknown part of a scenario",
      { scenario: { name: "mine", of: ["article", "wat"] } },
      /scenario\.of\.1: no scenario "wat"/,
    ],
    ["for a scenario of nothing", { scenario: { name: "mine", of: [] } }, /scenario\.of: has no scenarios/],
    ["for a scenario without profiles", profiles(), /scenario\.profiles: has no profiles/],
    ["for a profile without values", profiles([]), /p0: no values/],
    ["for a profile of one player", profiles([1]), /p0: has one player/],
    ["for a value below 0", profiles([1, 2], [1, -1]), /p1: value 2 is -1/],
    ["for text as a value", profiles([1, "2"]), /scenario\.profiles\.0\.values\.1: /],
    ["without a budget", { budget: {} }, /budget: is empty/],
    ["for a budget of none", { budget: { evaluations: 0 } }, /budget\.evaluations: /],
    [
      "for a budget that contradicts itself",
      { budget: { evaluations: 9, stagnation: 9 } },
      /budget: contradicts itself/,
    ],
    ["for an unknown notion", { constraints: { notion: "merge" } }, /constraints\.notion: /],
    ["for one identity", { constraints: { identities: 1 } }, /constraints\.identities: /],
    ["for a tolerance below 0", { constraints: { tolerance: -1e-9 } }, /constraints\.tolerance: /],
    ["for an unknown optimiser", { optimiser: { name: "luck" } }, /optimiser\.name: /],
    ["for an unknown objective", { objectives: ["revenueOverPap", "luck"] }, /objectives\.1: /],
    ["for an unknown executor", { executor: "queue" }, /executor: /],
  ])("%s", (_, changes, message) => {
    const resolve = () => resolved(changes);
    expect(resolve).toThrow(InputError);
    expect(resolve).toThrow(message);
    expect(resolve).toThrow(/^(job\.json|scenario mine)[^\n]*$/);
  });

  it.each([null, [], "job", 7])("where it is %j", (content) => {
    expect(() => resolveJob(content, "job.json")).toThrow(InputError);
  });
});

describe("a resolved job", () => {
  it("has every default filled and its scenario written out", () => {
    expect(resolved()).toMatchObject({
      objectives: ["revenueOverPap", "fairnessOverPap"],
      constraints: { notions: ["best-response"], identities: 8, tolerance: 1e-9 },
      scenario: { name: "article", profiles: [{ values: [1, 0.5], scale: 4, weight: 1 }] },
      families: [{ family: "tullock", ranges: [{ name: "alpha", low: 1, high: 1.2 }], fixed: {} }],
    });
  });

  it("searches every parameter of a row by one range, but for those given by themselves", () => {
    const spline = (parameters: object) =>
      resolved({ families: [{ family: "share-spline", parameters }] }).families[0]!;
    const { ranges, fixed } = spline({ knots: 4, z: [-0.5, 0.5], z2: 0.1, z3: [0, 0.2], e: [-1, 0] });
    expect(fixed).toEqual({ knots: 4, z2: 0.1 });
    expect(ranges).toEqual([
      ...["z1", "z4"].map((name) => ({ name, low: -0.5, high: 0.5 })),
      { name: "z3", low: 0, high: 0.2 },
      ...["e1", "e2", "e3", "e4"].map((name) => ({ name, low: -1, high: 0 })),
    ]);
  });

  it("has one hash for one question: not of the comment, nor of defaults written out", () => {
    const hash = jobHash(resolved());
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(jobHash(resolved({ comment: "looked at again" }))).toBe(hash);
    expect(jobHash(resolved({ constraints: { notion: "best-response", identities: 8 } }))).toBe(hash);
    for (const changes of [{ seed: 2 }, { batch: 8 }, alpha([1, 1.3]), { budget: { evaluations: 5 } }]) {
      expect(jobHash(resolved(changes))).not.toBe(hash);
    }
  });

  it.each(readdirSync("search/jobs").map((name) => [name]))("comes of the shipped %s", (name) => {
    const job = resolveJob(JSON.parse(readFileSync(`search/jobs/${name}`, "utf8")), name);
    expect(`${job.name}.json`).toBe(name);
  });
});
