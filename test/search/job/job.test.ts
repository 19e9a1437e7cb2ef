import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { jobHash, resolveJob } from "../../../search/job/job.js";
import { withFilesRead } from "../../../search/job/scenario-file.js";
import { InputError } from "../../../src/input-error.js";

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

const bound = (figure: string, by: object) => ({ figure, by: "minimum", ...by });
const byShares = (shares: object) => ({ scenario: { name: "s", shares } });

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
    [
      "for a notion twice",
      { constraints: { notion: ["split", "equilibrium", "split"] } },
      /constraints\.notion\.2: "split" stands there twice, first at 0; leave one out/,
    ],
    [
      "for profiles of one name",
      { scenario: { name: "s", profiles: ["a", "b", "a"].map((name) => ({ name, values: [2, 1] })) } },
      /scenario\.profiles\.2\.name: "a" stands there twice, first at 0/,
    ],
    [
      "for a ratio twice",
      { scenario: { name: "s", ratios: [0.5, 0.2, 0.5] } },
      /scenario\.ratios\.2: 0\.5 stands there twice/,
    ],
    [
      "for a number of players twice",
      { scenario: { name: "s", lognormal: { players: [3, 3], sigma: 1, draws: 3 } } },
      /scenario\.lognormal\.players\.1: 3 stands there twice/,
    ],
    [
      "for a part twice",
      { scenario: { name: "mine", of: ["article", "article"] } },
      /scenario: scenario mine: has 2 profiles article\/article; leave a part out/,
    ],
    [
      "for a quantile that is not said",
      { objectives: ["revenueOverPap", { figure: "fairness", by: "quantile" }] },
      /objectives\.1\.quantile: is missing; with "by": "quantile" say which, between 0 and 1/,
    ],
    [
      "for a quantile of a mean",
      { objectives: ["revenueOverPap", { figure: "fairness", quantile: 0.1 }] },
      /objectives\.1\.quantile: goes with "by": "quantile" alone, and "by" is "mean"/,
    ],
    [
      "for an unknown way to take a figure",
      { objectives: ["revenueOverPap", { figure: "fairness", by: "median" }] },
      /objectives\.1\.by: .*"quantile"/,
    ],
    ["for no rival", { constraints: { rivals: 0 } }, /constraints\.rivals: /],
    ["for more rivals than four", { constraints: { rivals: 5 } }, /constraints\.rivals: /],
    ["for half a rival", { constraints: { rivals: 1.5 } }, /constraints\.rivals: /],
    ["for one identity", { constraints: { identities: 1 } }, /constraints\.identities: /],
    ["for a tolerance below 0", { constraints: { tolerance: -1e-9 } }, /constraints\.tolerance: /],
    ["for an unknown optimiser", { optimiser: { name: "luck" } }, /optimiser\.name: /],
    ["for an unknown objective", { objectives: ["revenueOverPap", "luck"] }, /objectives\.1: /],
    ["for one objective", { objectives: ["revenueOverPap"] }, /objectives: has too few/],
    [
      "for four objectives",
      { objectives: ["revenueOverPap", "fairnessOverPap", "welfareOverPap", "fairness"] },
      /objectives: has too many/,
    ],
    [
      "for an objective twice",
      { objectives: ["revenueOverPap", { figure: "revenueOverPap" }] },
      /objectives: "revenueOverPap" stands there twice/,
    ],
    [
      "for a misspelt figure",
      { objectives: ["revenueOverPap", { figure: "fairnesOverPap", by: "minimum" }] },
      /objectives\.1\.figure: no figure "fairnesOverPap"; nearest is "fairnessOverPap"/,
    ],
    [
      "for a quantile of all",
      { objectives: ["revenueOverPap", { figure: "fairness", by: "quantile", quantile: 1 }] },
      /objectives\.1\.quantile: /,
    ],
    [
      "for a margin in the mean",
      { objectives: ["fairnessOverPap", { figure: "margin", by: "mean" }] },
      /objectives\.1\.by: is "mean", and margin is by its meaning the minimum over the profiles; leave it out/,
    ],
    [
      "for a bound on an unknown figure",
      { constraints: { figures: [{ figure: "margn", atLeast: 0 }] } },
      /constraints\.figures\.0\.figure: no figure "margn"; nearest is "margin"/,
    ],
    [
      "for a figure without a bound",
      { constraints: { figures: [{ figure: "margin" }] } },
      /constraints\.figures\.0: must have one of atLeast and atMost/,
    ],
    [
      "for a bound that is text",
      { constraints: { figures: [{ figure: "margin", atLeast: "0" }] } },
      /constraints\.figures\.0\.atLeast: /,
    ],
    [
      "for a bound given twice",
      { constraints: { figures: [bound("fairness", { atLeast: 1 }), bound("fairness", { atLeast: 0 })] } },
      /constraints\.figures\.1: fairness-minimum has an atLeast already, at constraints\.figures\.0; leave one out/,
    ],
    [
      "for bounds that contradict each other",
      { constraints: { figures: [bound("fairness", { atMost: 0.3 }), bound("fairness", { atLeast: 0.5 })] } },
      /constraints\.figures\.1: fairness-minimum of at least 0\.5 contradicts fairness-minimum of at most 0\.3/,
    ],
    [
      "for a minimum above a mean",
      {
        constraints: { figures: [bound("fairness", { atLeast: 0.5 }), { figure: "fairness", atMost: 0.3 }] },
      },
      /constraints\.figures\.1: fairness-minimum of at least 0\.5 contradicts fairness of at most 0\.3/,
    ],
    [
      "for a quantile above a higher one",
      {
        constraints: {
          figures: [
            { figure: "fairness", by: "quantile", quantile: 0.1, atLeast: 0.5 },
            { figure: "fairness", by: "quantile", quantile: 0.5, atMost: 0.4 },
          ],
        },
      },
      /constraints\.figures\.1: fairness-quantile-0\.1 of at least 0\.5 contradicts fairness-quantile-0\.5/,
    ],
    ["for unknown equilibria", { equilibria: "mixed" }, /equilibria: .*"pure"/],
    [
      "for mixed equilibria where players leave one by one",
      { equilibria: "any", selection: "lowest-value-exit" },
      /equilibria: what is played with "selection": "lowest-value-exit" is pure; leave it out/,
    ],
    [
      "for an unknown participation",
      { constraints: { participation: "all" } },
      /constraints\.participation: .*"as-pap"/,
    ],
    [
      "for shares that so many players cannot have",
      byShares({ players: [2, 5], leastShare: 0.25, draws: 9 }),
      /scenario\.shares: 5 players cannot each have a share of 0\.25 or more, which come to 1\.25; lower/,
    ],
    [
      "for shares above one half",
      byShares({ players: 2, leastShare: 0.6, draws: 9 }),
      /scenario\.shares\.leastShare: /,
    ],
    [
      "for fewer draws than corners",
      byShares({ players: 5, leastShare: 0.1, draws: 4 }),
      /scenario\.shares: 4 draws do not hold the 5 corners/,
    ],
    [
      "for more players by shares than anybody means",
      byShares({ players: 2, leastShare: 0.1, draws: 10_000, inactive: 1000 }),
      /scenario\.shares: comes to 10020000 values/,
    ],
    ["for a reference of another length", { reference: [0, 0, 0] }, /reference: has 3 numbers for 2/],
    ["for a ratio above 1", { scenario: { name: "s", ratios: [1.5] } }, /scenario\.ratios: ratio 1\.5/],
    [
      "for a grid of one ratio",
      { scenario: { name: "s", ratios: { from: 0.1, to: 1, count: 1 } } },
      /scenario\.ratios\.count: /,
    ],
    [
      "for draws of one player",
      { scenario: { name: "s", lognormal: { players: 1, sigma: 1, draws: 3 } } },
      /scenario\.lognormal\.players: /,
    ],
    [
      "for no draws",
      { scenario: { name: "s", pareto: { players: 3, shape: 2, draws: 0 } } },
      /scenario\.pareto\.draws: /,
    ],
    [
      "for more draws than anybody means",
      { scenario: { name: "s", pareto: { players: 10_000, shape: 2, draws: 10_000 } } },
      /scenario\.pareto: comes to 100000000 values/,
    ],
    ["for a scenario made of nothing", { scenario: { name: "s" } }, /scenario: must be made of one thing/],
    [
      "for a scenario made of two things",
      { scenario: { name: "s", ratios: [1], of: ["article"] } },
      /scenario: must be made of one thing/,
    ],
    ["for a front of no points", { frontSize: 0 }, /frontSize: /],
    ["for an unknown executor", { executor: "queue" }, /executor: "queue" is not known; choose threads/],
    ["for a queue at no host", { executor: "redis://" }, /executor: the address names no host/],
    ["for a queue's password", { executor: "redis://:secret@lab" }, /executor: holds a password/],
  ])("%s", (_, changes, message) => {
    const resolve = () => resolved(changes);
    expect(resolve).toThrow(InputError);
    expect(resolve).toThrow(message);
    expect(resolve).toThrow(/^job\.json: [^\n]*$/);
  });

  it.each([null, [], "job", 7])("where it is %j", (content) => {
    expect(() => resolveJob(content, "job.json")).toThrow(InputError);
  });
});

const FAIR = bound("fairnessOverPap", { atLeast: 1 });
interface Asked {
  readonly figures?: readonly object[];
  readonly objectives?: readonly unknown[];
}

describe("a resolved job", () => {
  it("has every default filled and its scenario written out", () => {
    expect(resolved()).toMatchObject({
      objectives: [
        { name: "revenueOverPap", figure: "revenueOverPap", by: "mean" },
        { name: "fairnessOverPap", figure: "fairnessOverPap", by: "mean" },
      ],
      reference: [0, 0],
      constraints: {
        notions: ["best-response"],
        identities: 8,
        tolerance: 1e-9,
        withholding: false,
        regret: 1e-8,
      },
      selection: "every-equilibrium",
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

  it("has one hash for one question: not of the comment, the executor, nor of defaults written out", () => {
    const hash = jobHash(resolved());
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(jobHash(resolved({ comment: "looked at again" }))).toBe(hash);
    expect(jobHash(resolved({ executor: "redis://queue.lab:6379/0" }))).toBe(hash);
    expect(jobHash(resolved({ constraints: { notion: "best-response", identities: 8 } }))).toBe(hash);
    expect(jobHash(resolved({ constraints: { rivals: 4 } }))).toBe(hash);
    expect(jobHash(resolved({ constraints: { figures: [], participation: "any" } }))).toBe(hash);
    expect(jobHash(resolved({ equilibria: "any" }))).toBe(hash);
    for (const changes of [
      { seed: 2 },
      { batch: 8 },
      alpha([1, 1.3]),
      { budget: { evaluations: 5 } },
      { constraints: { rivals: 1 } },
      { constraints: { participation: "as-pap" } },
      { equilibria: "pure" },
      { constraints: { figures: [{ figure: "margin", atLeast: 0 }] } },
    ]) {
      expect(jobHash(resolved(changes))).not.toBe(hash);
    }
  });

  it("writes every form of scenario out as profiles of top value 1, weights summing to 1", () => {
    const scenarioOf = (scenario: unknown) => resolved({ scenario }).scenario;
    const ratios = scenarioOf({ name: "grid", ratios: { from: 0.1, to: 1, count: 4 } });
    expect(ratios.profiles.map(({ values }) => values[1])).toEqual([0.1, 0.4, 0.7, 1]);
    const lognormal = { players: [2, 5], sigma: 0.5, draws: 3, seed: 4 };
    const mixed = scenarioOf({
      name: "mixed",
      of: [
        "article",
        { name: "draws", lognormal, weight: 3 },
        { name: "tail", pareto: { players: 3, shape: 2, draws: 2 } },
      ],
    });
    expect(mixed.profiles.map(({ values }) => values.length)).toEqual([2, 2, 2, 2, 5, 5, 5, 3, 3]);
    expect(mixed.profiles.map(({ weight }) => weight)).toEqual(
      [1, ...new Array(6).fill(0.5), 0.5, 0.5].map((weight) => expect.closeTo(weight / 5, 14)),
    );
    for (const { values } of mixed.profiles) {
      expect(values[0]).toBe(1);
      expect(values).toEqual(values.toSorted((a, b) => b - a));
    }
  });

  it("draws profiles by their shares under PAP, with players whom PAP leaves out", () => {
    const shares = { players: [2, 3], leastShare: 0.1, inactive: 1, draws: 5 };
    const { profiles } = resolved(byShares(shares)).scenario;
    expect(profiles.map(({ values }) => values.length)).toEqual([...Array(5).fill(3), ...Array(5).fill(4)]);
    const drawn = resolved(byShares({ ...shares, seed: 9 })).scenario.profiles;
    expect(drawn.map(({ values }) => values)).not.toEqual(profiles.map(({ values }) => values));
  });

  it("bounds figures, each taken as objectives are", () => {
    const figures = [
      bound("fairnessOverPap", { atLeast: 1 }),
      { figure: "margin", atMost: 0.5 },
      { figure: "margin", by: "minimum", atLeast: 0.1 },
    ];
    const { constraints } = resolved({ constraints: { figures } });
    expect(constraints.figures).toEqual([
      { name: "fairnessOverPap-minimum", figure: "fairnessOverPap", by: "minimum", atLeast: 1 },
      { name: "margin", figure: "margin", by: "minimum", atMost: 0.5 },
      { name: "margin", figure: "margin", by: "minimum", atLeast: 0.1 },
    ]);
    expect(resolved({ objectives: ["margin", "fairness"] }).objectives[0]).toEqual({
      ...{ name: "margin", figure: "margin", by: "minimum" },
    });
  });

  it.each<[string, object, "as-pap" | undefined]>([
    ["nothing is bounded", { objectives: ["margin", "fairnessOverPap"] }, undefined],
    [
      "fairness is, and the margin maximised",
      { objectives: ["margin", "fairness"], figures: [FAIR] },
      "as-pap",
    ],
    [
      "fairness is, and the smallest revenue maximised",
      { objectives: [bound("revenueOverPap", {}), "fairness"], figures: [FAIR] },
      "as-pap",
    ],
    ["fairness is, and mean revenue maximised", { figures: [FAIR] }, undefined],
    ["fairness and the margin are", { figures: [FAIR, { figure: "margin", atLeast: 0 }] }, "as-pap"],
    ["the margin is from above", { figures: [FAIR, { figure: "margin", atMost: 0 }] }, undefined],
    [
      "fairness is in the mean",
      { objectives: ["margin", "fairness"], figures: [{ figure: "fairnessOverPap", atLeast: 1 }] },
      undefined,
    ],
    [
      "fairness is below PAP's",
      { objectives: ["margin", "fairness"], figures: [bound("fairnessOverPap", { atLeast: 0.9 })] },
      undefined,
    ],
  ])(
    "asks for participation where it asks for dominance: where %s",
    (_, { figures = [], ...rest }: Asked, as) => {
      const participation = (given: object) =>
        resolved({ ...rest, constraints: { figures, ...given } }).constraints.participation;
      expect(participation({})).toBe(as);
      expect(participation({ participation: "any" })).toBe(undefined);
      expect(participation({ participation: "as-pap" })).toBe("as-pap");
    },
  );

  it("takes no notion for no Sybil constraint", () => {
    expect(resolved({ constraints: { notion: [] } }).constraints.notions).toEqual([]);
  });

  it("takes an objective by a quantile that is said", () => {
    const { objectives } = resolved({
      objectives: ["revenueOverPap", { figure: "fairness", by: "quantile", quantile: 0.1 }],
    });
    expect(objectives[1]).toEqual({
      ...{ name: "fairness-quantile-0.1", figure: "fairness", by: "quantile", quantile: 0.1 },
    });
  });

  it("tells profiles of one name in different parts of a union apart by the parts' names", () => {
    const drawn = (name: string, sigma: number) => ({ name, lognormal: { players: 2, sigma, draws: 1 } });
    const of = [drawn("mild", 0.5), "article", drawn("wild", 1)];
    const { profiles } = resolved({ scenario: { name: "mine", of } }).scenario;
    expect(profiles.map(({ name }) => name)).toEqual(["mild/lognormal-2-1", "article", "wild/lognormal-2-1"]);
  });

  it("keeps profiles that stood in a file beside it", () => {
    const folder = mkdtempSync(join(tmpdir(), "goldilocks-job-"));
    const path = join(folder, "job.json");
    writeFileSync(join(folder, "list.json"), "[[4, 2], [3, 2, 1]]");
    writeFileSync(
      join(folder, "values.json"),
      JSON.stringify({ profiles: [{ name: "slot", unit: "ETH", values: [8, 4], method: "bids" }] }),
    );
    const files = {
      name: "files",
      of: [
        { name: "a", file: "list.json" },
        { name: "b", file: "values.json" },
      ],
    };
    const content = withFilesRead({ ...JOB, scenario: files }, path);
    const { profiles } = resolveJob(content, path).scenario;
    expect(profiles.map(({ name, values, unit, scale }) => [name, values, unit, scale])).toEqual([
      ["profile-1", [1, 0.5], "value units", 4],
      ["profile-2", [1, 2 / 3, 1 / 3], "value units", 3],
      ["slot", [1, 0.5], "ETH", 8],
    ]);
    expect(withFilesRead(content, "elsewhere.json")).toEqual(content);
    const other = { ...JOB, scenario: { name: "c", file: "none.json" } };
    expect(() => withFilesRead(other, path)).toThrow(/none\.json: there is no such file/);
    writeFileSync(join(folder, "none.json"), '{"profiles": [{"values": ["4"]}]}');
    expect(() => withFilesRead(other, path)).toThrow(/none\.json: profiles\.0\.values\.0: /);
    const twice = { name: "d", file: "list.json", profiles: [{ name: "p", values: [2, 1] }] };
    const both = { ...JOB, scenario: { name: "mine", of: ["article", twice] } };
    expect(() => withFilesRead(both, path)).toThrow(InputError);
    expect(() => withFilesRead(both, path)).toThrow(
      /job\.json: scenario\.of\.1: has both file and profiles; leave one out/,
    );
    writeFileSync(
      join(folder, "none.json"),
      JSON.stringify(["a", "a"].map((name) => ({ name, values: [2, 1] }))),
    );
    expect(() => withFilesRead(other, path)).toThrow(/none\.json: 1\.name: "a" stands there twice/);
    rmSync(folder, { recursive: true });
  });

  const shipped = readdirSync("search/jobs", { recursive: true, encoding: "utf8" });
  it.each(shipped.filter((name) => name.endsWith(".json")))("comes of the shipped %s", (name) => {
    const job = resolveJob(JSON.parse(readFileSync(`search/jobs/${name}`, "utf8")), name);
    expect(`${job.name}.json`).toBe(basename(name));
  });
});
