import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { digestOf } from "../../../search/front/digest.js";
import { goldilocks as inItsOwnProcess, SharedProgram } from "../cli.js";

const root = mkdtempSync(join(tmpdir(), "goldilocks-cli-"));
const shared = new SharedProgram();
const { goldilocks } = shared;
afterAll(() => {
  shared.close();
  rmSync(root, { recursive: true });
});

const JOB = {
  name: "small",
  seed: 1,
  scenario: "article",
  families: [{ family: "tullock", parameters: { alpha: [1, 1.2] } }],
  budget: { evaluations: 4 },
};
const tullock = (parameters: object) => ({ families: [{ family: "tullock", parameters }] });
const formulas = { family: "expression", weight: "b", payment: "b" };

/** A new folder with these files. Objects are written as JSON. */
function folderWith(files: Record<string, unknown>): string {
  const folder = mkdtempSync(join(root, "case-"));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}

/** Refused: exit code 2, one line on standard error, nothing on standard output, nothing written. */
async function refused(words: readonly string[], message: RegExp, files: Record<string, unknown> = {}) {
  const folder = folderWith(files);
  const { code, stdout, stderr } = await goldilocks(words, { folder });
  expect(stderr).toMatch(/^goldilocks: [^\n]+\n$/);
  expect(stderr).toMatch(message);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(Object.keys(files).sort());
}

/** The JSON document of a command that ends well, alone on standard output. */
async function document(...words: string[]) {
  const { code, stdout, stderr } = await goldilocks([...words, "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

describe("the program in a process that other tests share", () => {
  it.each([
    ["what it prints", 0, ["solve", "--mechanism", "pap", "--values", "4,2", "--json"]],
    ["a verdict", 1, ["verify", "--mechanism", "tullock:alpha=0.5", "--notion", "split"]],
    ["bad input", 2, ["solve", "--mechanism", "papp", "--values", "4,2"]],
    ["bad usage", 2, ["solve", "--values", "4,2"]],
    ["no command", 2, []],
  ])("gives %s as the program itself does, with exit code %i", async (_, code, words) => {
    const ended = await inItsOwnProcess(words);
    expect(ended.code).toBe(code);
    expect(await goldilocks(words)).toEqual(ended);
  });
});

describe.concurrent("bad values are refused in one line", () => {
  it.each([
    ["negative", "-1,2", /--values: value 1 is -1/],
    ["zero", "4,0", /--values: value 2 is 0/],
    ["no number", "NaN,2", /--values: value 1 is NaN/],
    ["a word", "four", /--values: value 1 is /],
    ["infinite", "Infinity,2", /--values: value 1 is Infinity/],
    ["too large for a double", "1e999", /--values: value 1 is Infinity/],
    ["missing between commas", "4,,2", /--values: value 2 /],
    ["empty", "", /--values: value 1 /],
    ["an absent file", "@absent.json", /absent\.json: there is no such file/],
    ["an empty file", "@empty.json", /empty\.json: is empty/],
    ["a broken file", "@broken.json", /broken\.json: broken JSON/],
    ["a file without values", "@other.json", /other\.json: holds no values/],
    ["a file with an empty list", "@list.json", /list\.json: no values/],
    ["a file with text for a value", "@text.json", /text\.json: value 1 is 4/],
  ])("%s", async (_, values, message) => {
    const files = {
      "empty.json": "",
      "broken.json": '{"a":',
      "other.json": {},
      "list.json": [],
      "text.json": ["4"],
    };
    await refused(["solve", "--mechanism", "pap", "--values", values], message, files);
  });
});

describe.concurrent("a bad mechanism is refused in one line", () => {
  it.each([
    ["unknown", "tulock", /--mechanism: no family "tulock"; nearest is "tullock"/],
    ["empty", "", /--mechanism: no family ""/],
    ["below its bounds", "tullock:alpha=0", /--mechanism\.parameters\.alpha: 0 is outside \(0, 64\]/],
    ["above its bounds", "tullock:alpha=64.1", /alpha: 64\.1 is outside/],
    ["without a number", "tullock:alpha=", /"alpha=" should read name=number/],
    ["with an unknown parameter", "tullock:beta=1", /unknown key "beta"; nearest is "alpha"/],
    ["broken JSON", '{"family": "pap"', /--mechanism: broken JSON/],
    ["an absent file", "@absent.json", /absent\.json: there is no such file/],
    [
      "a formula with i",
      '{"family": "expression", "weight": "b", "payment": "i"}',
      /i at position 1 is not known/,
    ],
    ["a name over two lines", '{"family": "pap\\nwta"}', /no family "pap wta"/],
  ])("%s", async (_, mechanism, message) => {
    await refused(["solve", "--mechanism", mechanism, "--values", "4,2"], message);
  });
});

describe.concurrent("a published point is a mechanism", () => {
  const published = JSON.parse(readFileSync("results/every-ratio/front.json", "utf8")).front[0];

  it.each([
    ["a folder", "results/every-ratio"],
    ["a folder and an id", `results/every-ratio#${published.id}`],
    ["a front", `results/every-ratio/front.json#${published.id}`],
    ["a study and an id", "results/every-ratio/study.json#every-ratio-pair-price"],
  ])("by %s", async (_, text) => {
    const { mechanism } = await document("solve", "--mechanism", text, "--values", "4,2");
    expect(mechanism).toEqual(published.candidate);
  });

  it("in every command that takes one", async () => {
    const text = "results/every-ratio";
    const rule = JSON.stringify(published.candidate);
    for (const words of [
      ["verify", "--notion", "split"],
      ["replay", "--bids", "3,1", "--others", "1"],
      ["setting", "timing", "--input", "search/settings/ahead.json"],
    ]) {
      const [by, as] = [
        await document(...words, "--mechanism", text),
        await document(...words, "--mechanism", rule),
      ];
      expect(by).toEqual(as);
    }
    const { rows } = await document(
      "compare",
      "--values",
      "4,2",
      "--mechanisms",
      `pap,${text}#${published.id}`,
    );
    expect(rows[1].mechanism).toEqual(published.candidate);
  });

  it.each([
    ["results/every-ratio#99", /--mechanism: .*no point "99"/],
    [
      "results/average",
      /--mechanism: results\/average has 16 points; choose one, such as results\/average#1196/,
    ],
    ["results/absent#2", /--mechanism: results\/absent: there is no such file/],
    ["results/exponent", /--mechanism: results\/exponent: .*no mechanisms/],
    [
      "results/split/study.json",
      /study\.json has 7 points; choose one, such as results\/split\/study\.json#split-from-005/,
    ],
  ])("and %s is refused", async (text, message) => {
    const { code, stdout, stderr } = await goldilocks(["solve", "--mechanism", text, "--values", "4,2"]);
    expect(stderr).toMatch(message);
    expect({ code, stdout, lines: stderr.split("\n").length }).toEqual({ code: 2, stdout: "", lines: 2 });
  });
});

describe.concurrent("bad usage is refused in one line", () => {
  it.each([
    ["an unknown command", ["sovle"], /unknown command 'sovle'/],
    ["an unknown command of a command", ["values", "imprt", "a.json"], /unknown command 'imprt'/],
    ["an unknown option", ["compare", "--values", "4,2", "--jsn"], /unknown option '--jsn'/],
    ["a missing mechanism", ["solve", "--values", "4,2"], /'--mechanism <M>' not specified/],
    [
      "values twice where one profile is solved",
      ["solve", "--mechanism", "pap", "--values", "4,2", "--values", "3,1"],
      /--values: is given twice; give it once, or use: goldilocks compare/,
    ],
    ["missing values", ["compare"], /'--values <list>' not specified/],
    ["a missing job", ["search"], /missing required argument 'job'/],
    ["a missing queue", ["worker"], /'--queue <address>' not specified/],
    ["a queue that is none", ["worker", "--queue", "http://lab"], /--queue: the address is not one of Redis/],
    [
      "a lock that is none",
      ["worker", "--queue", "redis://lab", "--lock", "0"],
      /--lock: "0" is not a number from 1/,
    ],
    [
      "an unknown executor",
      ["search", "job.json", "--executor", "queue"],
      /--executor: "queue" is not known/,
    ],
    [
      "an unknown option that holds a password, which is not repeated",
      ["search", "job.json", "--exector=redis://me:secret@lab:6379/0"],
      /unknown option '--exector=redis:\/\/lab:6379\/0'/,
    ],
    ["a missing file", ["values", "import"], /missing required argument 'file'/],
    ["an argument too many", ["solve", "pap", "--mechanism", "pap", "--values", "4,2"], /too many arguments/],
    ["an unknown family", ["mechanisms", "papp"], /no family "papp"; nearest is "pap"/],
    [
      "an unknown mechanism in a list",
      ["compare", "--values", "4,2", "--mechanisms", "pap,wat"],
      /no family "wat"/,
    ],
  ])("%s", async (_, words, message) => {
    await refused(words, message);
  });
});

describe.concurrent("a bad job is refused in one line before any work, with the path in the file", () => {
  const pap = { family: "pap" };
  it.each<[string, object, RegExp]>([
    ["an unknown key", { extra: 1 }, /job\.json: .*"extra"/],
    [
      "a scenario without profiles",
      { scenario: { name: "mine", profiles: [] } },
      /scenario\.profiles: has no/,
    ],
    ["an unknown scenario", { scenario: "articel" }, /scenario: no scenario "articel"; nearest is "article"/],
    [
      "a budget that contradicts itself",
      { budget: { evaluations: 9, stagnation: 9 } },
      /budget: contradicts/,
    ],
    ["a value beyond the bounds", tullock({ alpha: 65 }), /families\.0\.parameters\.alpha: 65 is outside/],
    ["an unknown parameter", tullock({ alhpa: 1 }), /families\.0\.parameters.*alhpa/],
    ["a formula for no formula", { families: [{ ...pap, weight: "b" }] }, /families\.0: .*"weight"/],
    ["a broken formula", { families: [{ ...formulas, payment: "i" }] }, /families\.0.*i at position 1/],
    [
      "a notion twice",
      { constraints: { notion: ["split", "split"] } },
      /constraints\.notion\.1: "split" stands/,
    ],
    [
      "a quantile that is not said",
      { objectives: ["revenue", { figure: "fairness", by: "quantile" }] },
      /job\.json: objectives\.1\.quantile: is missing/,
    ],
    [
      "a scenario of a file and of profiles",
      { scenario: { name: "two", file: "values.json", profiles: [{ name: "a", values: [2, 1] }] } },
      /job\.json: scenario: has both file and profiles/,
    ],
    [
      "several faults at once",
      { seed: -1, optimizer: {}, familys: [], optimiser: { name: "nsga3" } },
      /seed: must be at least 0; optimiser\.name: must be one of .*"nsga2".*; unknown key "optimizer"; nearest is "optimiser", unknown key "familys"; nearest is "families"/,
    ],
    [
      "several faults that only names show",
      { scenario: "artcle", families: [{ family: "tulock" }, ...tullock({ alpha: [1, 99] }).families] },
      /job\.json: scenario: no scenario "artcle"; .*; families\.0: no family "tulock"; .*; families\.1\.parameters\.alpha: \[1, 99\] leaves/,
    ],
    ["a missing key", { budget: undefined }, /job\.json: budget: is missing/],
    [
      "an unknown key inside",
      { budget: { evalutions: 4 } },
      /budget: unknown key "evalutions"; nearest is "eval/,
    ],
  ])("%s", async (_, changes, message) => {
    await refused(["search", "job.json", "--out", "out"], message, { "job.json": { ...JOB, ...changes } });
  });

  it("a folder in place of a file", async () => {
    await refused(["search", ".", "--out", "out"], /goldilocks: \.: is a folder; name a file in it/);
  });

  it.each([
    ["absent", {}, /job\.json: there is no such file/],
    ["empty", { "job.json": "" }, /job\.json: is empty/],
    ["broken", { "job.json": '{"name":' }, /job\.json: broken JSON/],
    ["a list", { "job.json": [] }, /job\.json: /],
  ])("a file that is %s", async (_, files, message) => {
    await refused(["search", "job.json"], message, files);
  });

  it.each(["0", "1.5", "many", "-2"])("%s workers", async (workers) => {
    const files = { "job.json": JOB };
    await refused(
      ["search", "job.json", "--out", "out", "--workers", workers],
      /--workers: .* is not a whole/,
      files,
    );
  });

  it("an output folder that is a file", async () => {
    await refused(["search", "job.json", "--out", "job.json"], /--out job\.json: .*choose a folder/, {
      "job.json": JOB,
    });
  });

  it("an output folder of a study that is below a file", async () => {
    const words = ["study", "trade-off", "--out", "job.json/x"];
    await refused(words, /--out job\.json\/x: .*choose a folder/, { "job.json": JOB });
  });

  it("a run to resume that is not there, or whose job is none", async () => {
    await refused(["resume", "absent"], /absent.*there is no such file/);
    await refused(["resume", "."], /job\.json: /, { "job.json": {} });
  });
});

describe.concurrent("a bad file is refused in one line", () => {
  const files = {
    "empty.json": "",
    "broken.json": '[{"slot":',
    "other.json": [{ hash: "0x1" }],
    "letter.txt": "Dear relay,\nplease send bids.\n",
    "newer.json": { schema: "goldilocks/front/9" },
    "half.json": { schema: "goldilocks/front/1" },
    "study.json": { schema: "goldilocks/study/9" },
  };

  it.each([
    ["that is no relay's", ["values", "import", "other.json"], /other\.json, \[0\]\.slot: missing/],
    ["that is neither JSON nor CSV", ["values", "import", "letter.txt"], /letter\.txt, line 1: neither/],
    ["of bids that is empty", ["values", "import", "empty.json"], /empty\.json: is empty/],
    ["of bids that is broken", ["values", "import", "broken.json"], /broken\.json: broken JSON near line 1/],
    ["of bids that is absent", ["values", "import", "absent.json"], /absent\.json: no such file/],
    [
      "of a newer front",
      ["inspect", "newer.json"],
      /has schema "goldilocks\/front\/9"; this version reads goldilocks\/front\/1/,
    ],
    ["of a newer front to check", ["check", "newer.json"], /has schema "goldilocks\/front\/9"/],
    ["that is no front", ["inspect", "other.json"], /other\.json: is not a front/],
    ["of half a front", ["check", "half.json"], /half\.json: sha256: /],
    ["of a newer study to check", ["check", "study.json"], /has schema "goldilocks\/study\/9"/],
    ["of a front that is absent", ["check", "absent.json"], /absent\.json: there is no such file/],
    ["of a front that is empty", ["check", "empty.json"], /empty\.json: is empty/],
    ["of a front that is broken", ["inspect", "broken.json"], /broken\.json: broken JSON/],
    ["of a newer study in a folder to inspect", ["inspect", "."], /has schema "goldilocks\/study\/9"/],
    ["less question", ["study", "everything"], /'everything' is invalid.*exponent, trade-off/],
  ])("%s", async (_, words, message) => {
    await refused(words, message, files);
  });
});

const METRIC_NAMES = [
  ...["revenue", "revenueShare", "fairness", "fairnessActive", "entropy", "hhi", "effectivePlayers"],
  ...["largestShare", "gini", "nakamoto", "welfare"],
];

describe.concurrent("several equilibria", () => {
  const words = ["solve", "--mechanism", "results/every-ratio", "--values", "4,3,2.9"];

  it("are a table under the worst of them, and in full by --all", async () => {
    const [{ stdout }, { stdout: full }] = [await goldilocks(words), await goldilocks([...words, "--all"])];
    const { equilibria } = await document(...words);
    expect(equilibria.length).toBeGreaterThan(1);
    expect(stdout.replace(/\s+/g, " ")).toMatch(
      /\d equilibria: lowest R\/R_PAP 0\.7781 \(number 4\); lowest F\/F_PAP 0 .*; 3 exclude a player whom PAP keeps in/,
    );
    expect(stdout.match(/^\d {2}pure/gm)).toHaveLength(equilibria.length);
    expect(full.match(/^equilibrium \d+: pure/gm)).toHaveLength(equilibria.length);
  });

  it("leave a single one in full", async () => {
    const { stdout } = await goldilocks(["solve", "--mechanism", "pap", "--values", "4,2"]);
    expect(stdout).toMatch(/^equilibrium 1: pure; regret/m);
  });
});

describe.concurrent("inspect of a study", () => {
  it("says what it is and shows its claims, with domain and grade", async () => {
    const { code, stdout } = await goldilocks(["inspect", "results/exponent"]);
    const study = JSON.parse(readFileSync("results/exponent/study.json", "utf8"));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^study: Which Tullock exponent is optimal\?\n5 claims, 4 tables/);
    for (const { name, grade } of study.claims) {
      expect(stdout).toContain(`${name} (${grade.replaceAll("-", " ")})`);
    }
    expect(stdout.match(/^domain: /gm)).toHaveLength(study.claims.length);
    expect(await document("inspect", "results/exponent")).toEqual(study);
  });

  it("tells of the study beside a front, and refuses a folder with neither", async () => {
    const { stderr } = await goldilocks(["inspect", "results/split"]);
    expect(stderr).toContain("goldilocks inspect results/split/study.json");
    await refused(["inspect", "."], /holds no front\.json yet/);
  });
});

describe.concurrent("compare", () => {
  it("prints the article's table", async () => {
    const { code, stdout } = await goldilocks(["compare", "--values", "4,2", "--wide"]);
    expect(code).toBe(0);
    const row = (name: string) =>
      stdout
        .split("\n")
        .find((line) => line.startsWith(`${name} `))!
        .split(/ {2,}/);
    expect(row("pap")).toEqual([
      ...["pap", "pure", "1.333", "1", "0.4714", "1", "no"],
      ...["0.8889, 0.4444", "0.6667, 0.3333", "0.8889, 0.4444", "0.3333"],
    ]);
    expect(row("wta")).toEqual([
      ...["wta", "pure-limit", "2", "1.5", "0", "0", "no", "2, 2", "1, 0", "2, 0", "0.5"],
    ]);
    for (const name of [
      "second-price",
      "all-pay-auction",
      "winner-pays",
      "serial:alpha=1",
      "uniform-lottery",
    ]) {
      expect(row(name)[0]).toBe(name);
    }
  });

  it("fits 80 columns with the columns that decide, where standard output is no terminal", async () => {
    const { stdout } = await goldilocks([
      "compare",
      "--values",
      "4,2",
      "--front",
      "results/average",
      "--ids",
      "905",
    ]);
    const lines = stdout.split("\n");
    expect(lines[2]).toMatch(/^mechanism +equilibrium +R\/R_PAP +F\/F_PAP +beats PAP/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("compares at every --values given, in text, JSON and CSV", async () => {
    const words = ["compare", "--values", "4,2", "--values", "10,1", "--mechanisms", "pap"];
    expect((await goldilocks(words)).stdout).toMatch(/values 4, 2\n[\s\S]*\n\nvalues 10, 1\n/);
    const { schema, comparisons } = await document(...words);
    expect(schema).toBe("goldilocks/comparisons/1");
    expect(comparisons.map(({ values }: { values: number[] }) => values)).toEqual([
      [4, 2],
      [10, 1],
    ]);
    const rows = parse<Record<string, string>>((await goldilocks([...words, "--csv"])).stdout, {
      columns: true,
    });
    expect(rows.map(({ values, revenue }) => [values, Number(revenue)])).toEqual([
      ["[4,2]", comparisons[0].rows[0].equilibria[0].metrics.revenue],
      ["[10,1]", comparisons[1].rows[0].equilibria[0].metrics.revenue],
    ]);
  });

  it.each([
    [
      "objects separated by commas",
      '{"family": "pap"}, {"family": "tullock", "parameters": {"alpha": 1.2}}, serial',
    ],
    ["a JSON array", '["pap", {"family": "tullock", "parameters": {"alpha": 1.2}}, "serial"]'],
    ["texts", "pap,tullock:alpha=1.2,serial"],
  ])("takes %s as --mechanisms", async (_, mechanisms) => {
    const { rows } = await document("compare", "--values", "4,2", "--mechanisms", mechanisms);
    expect(rows.map(({ mechanism }: { mechanism: { family: string } }) => mechanism.family)).toEqual([
      ...["pap", "tullock", "serial"],
    ]);
  });

  it("gives the contract's document with the article's figures", async () => {
    const { schema, values, rows } = await document("compare", "--values", "4,2", "--mechanisms", "pap,wta");
    expect(schema).toBe("goldilocks/comparison/1");
    expect(values).toEqual([4, 2]);
    const [pap, wta] = rows;
    expect(pap).toMatchObject({
      ...{ schema: "goldilocks/solution/1", mechanism: { family: "pap", parameters: {} }, values: [4, 2] },
      ...{ status: "pure", dominatesPap: false },
    });
    const { bids, allocations, payments, metrics } = pap.equilibria[0];
    const close = (figures: number[], expected: number[]) =>
      expect(Math.max(...figures.map((figure, i) => Math.abs(figure - expected[i]!)))).toBeLessThan(1e-11);
    close(bids, [8 / 9, 4 / 9]);
    close(payments, [8 / 9, 4 / 9]);
    close(allocations, [2 / 3, 1 / 3]);
    close([metrics.revenue, metrics.fairness], [4 / 3, Math.SQRT2 / 3]);
    expect(wta).toMatchObject({ status: "pure-limit", dominatesPap: false });
    expect(wta.equilibria[0].metrics).toMatchObject({ revenue: 2, revenueShare: 0.5, fairness: 0 });
  });

  it("lets nothing dominate that has no equilibrium", async () => {
    const invalid = JSON.stringify({ ...formulas, payment: "b - 1" });
    const { rows } = await document("compare", "--values", "4,2", "--mechanisms", invalid);
    expect(rows[0]).toMatchObject({ status: "invalid-mechanism", equilibria: [], dominatesPap: false });
  });

  it("judges dominance over the players whom PAP leaves active, where it leaves some out", async () => {
    const words = ["compare", "--values", "5,4,3,2,1", "--mechanisms", "pap-fee:fee=0,endogenousFee=0.01"];
    const { rows } = await document(...words);
    expect(rows[0].equilibria[0].metrics.fairness).toBe(0);
    expect(rows[0].dominatesPap).toBe(true);
  });

  it("says which mechanisms dominate PAP at the profile, and takes commas between parameters", async () => {
    const mechanisms = "pap,pap-fee:fee=0,endogenousFee=0.1,tullock:alpha=1.2";
    const { rows } = await document("compare", "--values", "4,2", "--mechanisms", mechanisms);
    expect(rows.map((row: { dominatesPap: boolean }) => row.dominatesPap)).toEqual([false, true, false]);
  });
});

describe.concurrent("solve", () => {
  it("gives every key of the contract", async () => {
    const solution = await document("solve", "--mechanism", "tullock:alpha=1.2", "--values", "4,2");
    expect(Object.keys(solution).sort()).toEqual([
      ...["complete", "completeness", "equilibria", "mechanism", "schema", "status", "values"],
    ]);
    expect(solution.complete).toBe(true);
    expect(solution.schema).toBe("goldilocks/solution/1");
    expect(solution.mechanism).toEqual({ family: "tullock", parameters: { alpha: 1.2 } });
    const [equilibrium] = solution.equilibria;
    for (const key of ["bids", "allocations", "payments", "utilities"]) {
      expect(equilibrium[key]).toHaveLength(2);
      expect(equilibrium[key].every(Number.isFinite)).toBe(true);
    }
    expect(equilibrium.kind).toBe("pure");
    expect(equilibrium.excludes).toEqual([]);
    expect(Object.keys(equilibrium.metrics).sort()).toEqual(METRIC_NAMES.toSorted());
    expect(Object.keys(equilibrium.regret).sort()).toEqual(["absolute", "grade", "kind", "relative"]);
    expect(["searched", "proved"]).toContain(equilibrium.regret.kind);
    expect(Object.keys(equilibrium.solver).sort()).toEqual(["name", "outcome"]);
  });

  it("ends well, with a reason, for a mechanism without an equilibrium and for one that is none", async () => {
    const all = await document("solve", "--mechanism", "all-pay-auction", "--values", "4,2");
    expect(["none-found", "mixed"]).toContain(all.status);
    const invalid = '{"family": "expression", "weight": "b", "payment": "b - 1"}';
    const none = await document("solve", "--mechanism", invalid, "--values", "4,2");
    expect(none).toMatchObject({ status: "invalid-mechanism", equilibria: [] });
    expect(none.reason).toMatch(/^payment of player/);
  });

  it("reads values and mechanisms from files, a values document among them", async () => {
    const bids = (...wei: string[]) =>
      wei.map((value, k) => ({ slot: "7", builder_pubkey: `0x${k}`, value }));
    const folder = folderWith({
      "bids.json": bids("40000000000000000", "20000000000000000"),
      "list.json": [4, 2],
      "pap.json": { family: "pap" },
    });
    const imported = await goldilocks(["values", "import", "bids.json", "--json"], { folder });
    expect(JSON.parse(imported.stdout)).toMatchObject({
      schema: "goldilocks/values/1",
      profiles: [{ name: "slot-7", unit: "ETH", values: [0.04, 0.02], players: ["0x0", "0x1"] }],
    });
    writeFileSync(join(folder, "values.json"), imported.stdout);
    for (const [values, unit] of [
      ["@list.json", 1],
      ["@values.json", 0.01],
    ] as const) {
      const words = ["solve", "--mechanism", "@pap.json", "--values", values, "--json"];
      const { code, stdout } = await goldilocks(words, { folder });
      expect(code).toBe(0);
      expect(JSON.parse(stdout).equilibria[0].metrics.revenue / unit).toBeCloseTo(4 / 3, 10);
    }
  });
});

describe.concurrent("mechanisms", () => {
  it("lists the catalogue and answers the W4H questions for every proposal of the article", async () => {
    const { stdout } = await goldilocks(["mechanisms"]);
    for (const name of ["pap", "wta", "tullock", "pap-fee", "serial", "expression"]) {
      expect(stdout).toMatch(new RegExp(`^${name} `, "m"));
    }
    const proposals = [
      ...["execution-tickets", "block-auction-pbs", "mev-burn", "slot-auction-pbs"],
      ...["partial-block-auction", "aps-burn"],
    ];
    for (const proposal of proposals) expect(stdout).toMatch(new RegExp(`^${proposal}$`, "m"));
    for (const question of ["who", "what", "when", "where", "how", "modelled by"]) {
      expect(stdout.match(new RegExp(`^ +${question} +\\S`, "gm"))).toHaveLength(proposals.length);
    }
  });

  it("prints one family's card, in words and as JSON", async () => {
    const { stdout } = await goldilocks(["mechanisms", "tullock"]);
    expect(stdout).toMatch(/alpha +\(0, 64\] +1 /);
    const { families } = await document("mechanisms", "tullock");
    expect(families).toHaveLength(1);
    expect(families[0]).toMatchObject({ name: "tullock", claims: { scaleFree: true } });
    expect(families[0].parameters[0]).toMatchObject({ name: "alpha", aboveMinimum: true, maximum: 64 });
  });
});

describe.concurrent("inspect", () => {
  const golden = JSON.parse(readFileSync("test/golden/tiny-front.json", "utf8"));
  const made = {
    at: "2024-06-08T00:00:00.000Z",
    code: "0",
    node: "v20",
    seed: 7,
    wallSeconds: 1,
    workers: 1,
  };
  const front = { ...golden, made, sha256: digestOf({ ...golden, made }) };
  const file = join(folderWith({ "front.json": front }), "front.json");
  type Shown = {
    id: number;
    scores: Record<string, number>;
    candidate: { family: string };
    dominatesPap: { kind: string };
  };
  const points = async (...words: string[]): Promise<Shown[]> =>
    (await document("inspect", file, ...words)).front;
  const falling = (numbers: number[]) => numbers.toSorted((a, b) => b - a);

  it("shows every point and the benchmark as a table", async () => {
    const { stdout } = await goldilocks(["inspect", file]);
    for (const { id } of golden.front) expect(stdout).toMatch(new RegExp(`^ *${id} +\\S`, "m"));
    expect(stdout).toContain("(pap)");
    expect(stdout).toContain("hypervolume");
  });

  it("sorts by a figure, and shows the points of a family, those that dominate, or one", async () => {
    const byRevenue = (await points("--sort", "revenueOverPap")).map(({ scores }) => scores.revenueOverPap!);
    expect(byRevenue).toEqual(falling(byRevenue));
    const kinds = (await points()).map(({ dominatesPap }) => dominatesPap.kind);
    expect(new Set(kinds).size).toBeGreaterThan(1);
    const ranks = kinds.map((kind) => -["uniform", "average", "none"].indexOf(kind));
    expect(ranks).toEqual(falling(ranks));
    const byFairness = (await points("--sort", "fairness")).map(({ scores }) => scores.fairness!);
    expect(byFairness).toEqual(falling(byFairness));
    const family = await points("--family", "tullock");
    expect(new Set(family.map(({ candidate }) => candidate.family))).toEqual(new Set(["tullock"]));
    const dominating = golden.front.filter(
      (point: { dominatesPap: { kind: string } }) => point.dominatesPap.kind !== "none",
    );
    expect(await points("--dominating")).toHaveLength(dominating.length);
    const [first] = golden.front;
    expect((await points("--id", String(first.id))).map(({ id }) => id)).toEqual([first.id]);
    const { stdout } = await goldilocks(["inspect", file, "--id", String(first.id)]);
    expect(stdout).toMatch(/^point \d+: /);
    expect(stdout).toMatch(/^article +(pure|mixed)/m);
  });

  it("prints the formulas of a point that its user wrote", async () => {
    const own = (golden.front as Shown[]).find(({ candidate }) => candidate.family === "expression")!;
    const { stdout } = await goldilocks(["inspect", file, "--id", String(own.id)]);
    expect(stdout).toMatch(/^p: p_i = payment\nweight: b\^a\npayment: b \+ B \/ 50$/m);
  });

  it.each([
    ["--dominating"],
    ["--family", "tullock"],
    ["--notion", "split=proved"],
    ["--min", "fairness=0"],
    ["--top", "1"],
  ])("refuses %s beside the one point that an id is of", async (...filter) => {
    await refused(
      ["inspect", file, "--id", String(golden.front[0].id), ...filter],
      new RegExp(`'--id <number>' cannot be used with option '${filter[0]}`),
    );
  });

  it("gives what it leaves of a front a digest of its own, unless the front was changed", async () => {
    const part = await document("inspect", file, "--family", "tullock");
    expect(part.sha256).not.toBe(front.sha256);
    expect(front.found).toBeGreaterThan(part.front.length);
    expect(part.found).toBeUndefined();
    const { stdout: listed } = await goldilocks(["inspect", file, "--family", "tullock"]);
    const held = front.front.length;
    expect(listed).toMatch(new RegExp(`^front: ${part.front.length} of the ${held} points here$`, "m"));
    const folder = folderWith({ "front.json": part });
    const { code, stderr } = await goldilocks(["report", folder]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const changed = join(folderWith({ "front.json": { ...part, jobHash: "0".repeat(64) } }), "front.json");
    const { stdout } = await goldilocks(["inspect", changed, "--top", "1", "--json"]);
    expect(JSON.parse(stdout).sha256).toBe(part.sha256);
  });

  it("refuses a point that is not there, a family that nobody has, and a sort that it does not know", async () => {
    await refused(["inspect", file, "--id", "999"], /--id: no point "999" on this front; it has /);
    await refused(["inspect", file, "--sort", "luck"], /--sort: this front has no figure "luck"; it has rev/);
    await refused(["inspect", file, "--family", "tulock"], /"tulock"; nearest is "tullock"/);
  });

  it("says on standard error where the file was changed after it was written", async () => {
    const altered = join(folderWith({ "front.json": { ...front, jobHash: "0".repeat(64) } }), "front.json");
    const { code, stderr } = await goldilocks(["inspect", altered]);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/^goldilocks: .*was changed after/),
    });
  });

  it("names the best by any figure, in full, of those that the filters leave", async () => {
    const best = (part: readonly Shown[], figure: string) =>
      part.toSorted((a, b) => b.scores[figure]! - a.scores[figure]!)[0]!.id;
    const { front } = golden as { front: Shown[] };
    const ids = async (...words: string[]) => (await points(...words)).map(({ id }) => id);
    expect(await ids("--best", "fairnessActive")).toEqual([best(front, "fairnessActive")]);
    const family = front.filter(({ candidate }) => candidate.family === "expression");
    expect(best(family, "revenueShare")).not.toBe(best(front, "revenueShare"));
    expect(await ids("--best", "revenueShare", "--family", "expression")).toEqual([
      best(family, "revenueShare"),
    ]);
    const { stdout } = await goldilocks(["inspect", file, "--best", "giniOverPap"]);
    expect(stdout).toMatch(/^point \d+: /);
    expect(stdout).toMatch(/^giniOverPap +\S+ +1 +relative to PAP$/m);
    const none = ["--best", "fairness", "--min", "fairness=2"];
    await refused(["inspect", file, ...none], /--best: no point of this front is left/);
    await refused(["inspect", file, "--best", "fairness", "--id", "1"], /'--best <figure>' cannot be used/);
  });

  it("sorts, filters and shows by a figure that the file does not hold", async () => {
    const sorted = ["inspect", file, "--sort", "closenessToPap"];
    const { stdout } = await goldilocks(sorted);
    const rows = stdout.split("\n\n")[1]!.split("\n");
    expect(rows[0]).toContain("closenessToPap");
    const shown = rows.slice(1, -1).map((row) => Number(row.split(/ {2,}/).at(-3)));
    expect(shown).toHaveLength(golden.front.length);
    expect(shown).toEqual(falling(shown));
    expect(rows.at(-1)!.split(/ {2,}/).at(-2)).toBe("1");
    const near = shown.filter((each) => each >= 0.9);
    expect(near.length).toBeGreaterThan(0);
    expect(near.length).toBeLessThan(shown.length);
    expect(await points("--min", "closenessToPap=0.9")).toHaveLength(near.length);
    await refused(["inspect", file, "--min", "luck=1"], /--min: this front has no figure "luck"/);
  });

  it("shows the points of a verdict", async () => {
    type Judged = { sybil: { notion: string; outcome: string }[] };
    const proved = (golden.front as Judged[]).filter(({ sybil }) =>
      sybil.some(({ notion, outcome }) => notion === "split" && outcome === "proved"),
    );
    expect(await points("--notion", "split=proved")).toHaveLength(proved.length);
    expect(await points("--notion", "split=proved", "--notion", "split=refuted")).toEqual([]);
    await refused(["inspect", file, "--notion", "split"], /--notion: "split" should read notion=outcome/);
    await refused(["inspect", file, "--notion", "merge=proved"], /no verdicts of "merge"; it has split/);
  });

  it("writes CSV of the points, every digit of them", async () => {
    const { stdout } = await goldilocks(["inspect", file, "--csv", "--sort", "id"]);
    expect(stdout.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    const rows = parse(stdout, { columns: true, record_delimiter: "\r\n" }) as Record<string, string>[];
    const byId = golden.front.toSorted((a: Shown, b: Shown) => a.id - b.id);
    expect(rows.map(({ id }) => Number(id))).toEqual(byId.map(({ id }: Shown) => id));
    for (const [k, row] of rows.entries()) {
      const { scores, candidate, sybil, dominatesPap } = byId[k];
      for (const [name, score] of Object.entries(scores)) {
        expect(Number(row[name === "margin" ? "smallestRevenueMargin" : name])).toBe(score);
      }
      expect(row).toMatchObject({ family: candidate.family, dominatesPap: dominatesPap.kind });
      const { alpha = "", a = "" } = candidate.parameters;
      expect([row["parameters.alpha"], row["parameters.a"]]).toEqual([String(alpha), String(a)]);
      expect([row.weight, row.payment]).toEqual([candidate.weight ?? "", candidate.payment ?? ""]);
      expect(Number(row.meanRevenueMargin)).toBe(dominatesPap.margins.mean.revenue);
      for (const { notion, outcome } of sybil) expect(row[notion]).toBe(outcome);
    }
    await refused(["inspect", file, "--csv", "--json"], /'--csv' cannot be used with option '--json'/);
  });

  describe("--trials", () => {
    const run = folderWith({});
    type Row = Record<string, string>;
    type Entry = { id: number; candidate: { family: string; parameters: object }; status: string };
    const journal = () =>
      readFileSync(join(run, "journal.jsonl"), "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
    const evaluated = (): (Entry & Record<string, unknown>)[] =>
      journal().filter(({ id }) => id !== undefined);

    beforeAll(async () => {
      const job = {
        ...{ name: "trials", seed: 1, budget: { evaluations: 12 } },
        scenario: {
          name: "two",
          profiles: [
            { name: "article", values: [4, 2] },
            { name: "even", values: [1, 1] },
          ],
        },
        families: [
          { family: "tullock", parameters: { alpha: [0.8, 2.5] } },
          { family: "expression", weight: "b", payment: "b + id*B", parameters: { id: [0, 0.01] } },
        ],
        constraints: { notion: [] },
        equilibria: "pure",
        objectives: ["revenueOverPap", { figure: "fairnessOverPap", by: "minimum" }],
      };
      const file = join(folderWith({ "job.json": job }), "job.json");
      const { code, stderr } = await inItsOwnProcess([
        "search",
        file,
        "--out",
        run,
        "--executor",
        "in-process",
      ]);
      expect(code, stderr).toBe(0);
    });

    it("writes CSV of every candidate: family, parameters, status, scores, margin and seconds", async () => {
      const { code, stdout, stderr } = await goldilocks(["inspect", run, "--trials", "--csv"]);
      expect(code).toBe(0);
      const rows = parse(stdout, { columns: true, record_delimiter: "\r\n" }) as Row[];
      expect(Object.keys(rows[0]!)).toEqual([
        ...["id", "family", "mechanism", "weight", "payment", "parameters.alpha", "parameters.id"],
        ...["status", "reason", "violation", "revenueOverPap", "fairnessOverPap", "revenueShare", "fairness"],
        ...["fairnessActive", "fairnessOverPap-minimum", "margin", "verified", "seconds"],
      ]);
      expect(rows).toHaveLength(12);
      const verified = new Map(
        journal().flatMap((entry) => (entry.verified ? [[entry.verified.id, entry.verified]] : [])),
      );
      const statuses = new Set<string>();
      for (const [
        k,
        { id, candidate, status, scores, objectives, took, violation },
      ] of evaluated().entries()) {
        const row = rows[k]!;
        const numbers = Object.fromEntries(
          Object.entries(candidate.parameters).map(([name, value]) => [`parameters.${name}`, String(value)]),
        );
        expect(row).toMatchObject({ id: String(id), family: candidate.family, status, ...numbers });
        expect([Number(row.violation), Number(row.seconds)]).toEqual([violation, took]);
        const { revenueOverPap = "" } = (scores ?? {}) as Row;
        expect(row.revenueOverPap).toBe(String(revenueOverPap));
        expect(row["fairnessOverPap-minimum"]).toBe(String((objectives as number[] | null)?.[1] ?? ""));
        expect(row.margin).toBe(String((scores as { margin?: number } | null)?.margin ?? ""));
        const smallest = verified.get(id)?.dominatesPap?.margins.smallest.revenue;
        if (smallest !== undefined) expect(Number(row.margin)).toBeCloseTo(smallest, 12);
        expect(row.verified).toBe(verified.get(id)?.status ?? "");
        statuses.add(status);
      }
      expect(statuses.size).toBeGreaterThan(1);
      expect(verified.size).toBeGreaterThan(0);
      expect(stderr).toBe("");
    });

    it("gives the same as one document", async () => {
      const { code, stdout } = await goldilocks(["inspect", run, "--trials", "--json"]);
      expect(code).toBe(0);
      const { schema, job, objectives, trials } = JSON.parse(stdout);
      expect({ schema, job, objectives }).toEqual({
        ...{ schema: "goldilocks/trials/1", job: "trials" },
        objectives: ["revenueOverPap", "fairnessOverPap-minimum"],
      });
      expect(trials).toMatchObject(evaluated().map(({ took, ...rest }) => ({ ...rest, seconds: took })));
      for (const trial of trials)
        expect(Object.keys(trial)).toEqual(expect.arrayContaining(["margin", "verified"]));
    });

    it("refuses other forms, filters, and what is no folder of a run", async () => {
      await refused(["inspect", run, "--trials"], /--trials: add --csv or --json/);
      await refused(
        ["inspect", run, "--trials", "--csv", "--top", "3"],
        /'--trials' cannot be used with option '--top/,
      );
      await refused(["inspect", file, "--trials", "--csv"], /front\.json\/job\.json/);
      await refused(["inspect", ".", "--trials", "--csv"], /holds no run; start one with/, {
        "job.json": JOB,
      });
    });
  });

  it("plots revenue against fairness within 72 columns, with PAP", async () => {
    const { stdout, stderr } = await goldilocks(["inspect", file, "--plot"]);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^@ PAP /m);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(72);
    for (const family of new Set(golden.front.map(({ candidate }: Shown) => candidate.family))) {
      const mark = stdout.match(new RegExp(`(\\S) front: ${family}`))![1]!;
      expect(stdout.split("@ PAP")[0]).toContain(mark);
    }
  });

  it("gives its points to compare, by id", async () => {
    const [first, second] = golden.front as Shown[];
    const asked = ["--values", "4,2", "--front", file, "--ids"];
    const { rows } = await document("compare", ...asked, `${second!.id}, ${first!.id}`);
    expect(rows.map(({ point }: { point?: number }) => point)).toEqual([undefined, second!.id, first!.id]);
    expect(rows[0].mechanism.family).toBe("pap");
    expect(rows[2].mechanism).toEqual(first!.candidate);
    const named = await document("compare", ...asked, String(first!.id), "--mechanisms", "wta,serial");
    expect(named.rows.map(({ mechanism }: { mechanism: { family: string } }) => mechanism.family)).toEqual([
      ...["wta", "serial", first!.candidate.family],
    ]);
    const { stdout } = await goldilocks(["compare", ...asked, String(first!.id)]);
    expect(stdout).toMatch(new RegExp(`^${first!.id}: ${first!.candidate.family}`, "m"));
    await refused(["compare", ...asked, "999"], /--ids: no point "999" on this front; it has /);
    await refused(["compare", "--values", "4,2", "--ids", "3"], /--ids: there is no front .* --front/);
    await refused(["compare", ...asked.slice(0, -1)], /--front: which of its points\?.* --ids/);
  });
});

describe.concurrent("help", () => {
  const commands = [
    ["verify"],
    ["replay"],
    ["bench"],
    ...[
      [],
      ["solve"],
      ["compare"],
      ["mechanisms"],
      ["search"],
      ["resume"],
      ["worker"],
      ["inspect"],
      ["check"],
      ["study"],
    ],
    ...[["values"], ["values", "import"]],
  ];

  it.each(commands.map((words) => [words.join(" "), words] as const))(
    "of goldilocks %s has an example",
    async (_, words) => {
      const { code, stdout, stderr } = await goldilocks([...words, "--help"]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(/Example:\n {2}\$ goldilocks \S/);
      if (words.length > 0 && words.join() !== "values") expect(stdout).toContain("--json");
    },
  );

  it("is what the bare program offers, in words of its own", async () => {
    const { code, stderr, stdout } = await goldilocks([]);
    expect(code).toBe(2);
    expect(stdout + stderr).toContain("Usage: goldilocks");
    expect(stdout + stderr).not.toContain("(outputHelp)");
  });

  it("and every answer without a formula come without the formula parser", async () => {
    const place = join(root, "without-mathjs");
    mkdirSync(join(place, "node_modules"), { recursive: true });
    for (const folder of ["src", "search"])
      cpSync(`dist/${folder}`, join(place, "dist", folder), { recursive: true });
    cpSync("package.json", join(place, "package.json"));
    for (const name of readdirSync("node_modules")) {
      if (!name.startsWith(".") && name !== "mathjs") {
        symlinkSync(resolve("node_modules", name), join(place, "node_modules", name));
      }
    }
    const program = join(place, "dist/search/cli.js");
    const plain = [["--help"], ["solve", "--help"], ["compare", "--values", "4,2", "--mechanisms", "pap"]];
    for (const words of plain) expect((await inItsOwnProcess(words, { program })).code).toBe(0);
    const formula = JSON.stringify(formulas);
    const { code, stderr } = await inItsOwnProcess(["solve", "--mechanism", formula, "--values", "4,2"], {
      program,
    });
    expect(code).not.toBe(0);
    expect(stderr).toContain("mathjs");
  });
});

describe.concurrent("a search", () => {
  it("runs where its job says: in this process, when asked to, and names what then says nothing", async () => {
    const folder = folderWith({ "job.json": { ...JOB, executor: "in-process" } });
    const { code, stdout, stderr } = await inItsOwnProcess(
      ["search", "job.json", "--out", "out", "--workers", "2", "--json"],
      { folder },
    );
    expect(code).toBe(0);
    expect(stderr).toContain("small: --workers: for worker threads of this machine, which this run has not");
    expect(JSON.parse(stdout)).toMatchObject({ schema: "goldilocks/front/1", made: { workers: 1 } });
  });

  it("without --out writes to results, by the job's name and hash", async () => {
    const folder = folderWith({ "job.json": JOB });
    const { code, stdout, stderr } = await inItsOwnProcess(["search", "job.json", "--workers", "1"], {
      folder,
    });
    expect(code, stderr).toBe(0);
    const [name, ...others] = readdirSync(join(folder, "results"));
    expect(others).toEqual([]);
    expect(name).toMatch(/^small-[0-9a-f]{8}$/);
    expect(readdirSync(join(folder, "results", name!)).sort()).toEqual([
      "front.json",
      "job.json",
      "journal.jsonl",
      "report.html",
    ]);
    expect(stdout).toContain(`written: ${join("results", name!)}`);
    expect(stderr).toMatch(/^small: 4 of 4 evaluations, /);
  });
});

describe("verify", () => {
  it("exits 1 where a notion is refuted, with a witness, and 0 where none is", async () => {
    const refuted = await goldilocks(["verify", "--mechanism", "tullock:alpha=0.5", "--json"]);
    expect(refuted.code).toBe(1);
    const { schema, verdicts } = JSON.parse(refuted.stdout);
    expect(schema).toBe("goldilocks/sybil/1");
    expect(verdicts.map(({ notion }: { notion: string }) => notion)).toEqual([
      "split",
      "best-response",
      "equilibrium",
    ]);
    for (const { outcome, witness } of verdicts) {
      expect(outcome).toBe("refuted");
      expect(witness.gain).toBeGreaterThan(0);
    }
    const proved = await goldilocks(["verify", "--mechanism", "pap", "--json"]);
    expect(proved.code).toBe(0);
    expect(JSON.parse(proved.stdout).verdicts[0]).toMatchObject({ outcome: "proved" });
  });

  it("says what a witness shows, how it goes on with identities, and prints the command that replays it", async () => {
    const { code, stdout } = await goldilocks([
      "verify",
      "--mechanism",
      "serial",
      "--notion",
      "best-response",
    ]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^best-response +refuted/m);
    expect(stdout).toMatch(/gain by identities: 2: 0\.0\d+, /);
    expect(stdout).toMatch(/identity cost: /);
    const [, replayed] = stdout.match(/replay: goldilocks (replay .*)/)!;
    const again = await goldilocks(replayed!.split(" "));
    expect(again.code).toBe(0);
    const gained = (text: string) => text.match(/it gains ([\d.]+) over/)![1];
    expect(gained(again.stdout)).toBe(gained(stdout));
  });

  it("searches on for the minutes given, and adds the rounds up", async () => {
    const expression = '{"family": "expression", "weight": "b", "payment": "n > 1 ? b : b"}';
    const words = [
      "verify",
      "--mechanism",
      expression,
      "--notion",
      "equilibrium",
      "--minutes",
      "0.01",
      "--json",
    ];
    const { code, stdout, stderr } = await goldilocks(words);
    expect(stderr).toMatch(/^round 2, 0\.\d minutes left: equilibrium \d+ outcomes, /);
    const [verdict] = JSON.parse(stdout).verdicts;
    expect({ code, outcome: verdict.outcome }).toEqual({ code: 0, outcome: "not-refuted" });
    expect(verdict.effort.rounds).toBeGreaterThan(1);
  });

  it("refuses what is no mechanism", async () => {
    const negative = '{"family": "expression", "weight": "b", "payment": "b - 1"}';
    await refused(["verify", "--mechanism", negative], /--mechanism: no mechanism: payment of player/);
  });

  it("refuses unknown notions and numbers out of range in one line", async () => {
    await refused(["verify", "--mechanism", "pap", "--notion", "splitting"], /notion/);
    await refused(["verify", "--mechanism", "pap", "--identities", "1"], /--identities: "1".*2 to 64/);
  });
});

describe("replay", () => {
  it("evaluates a deviation in doubles and in exact fractions: 8/9 for 7/8", async () => {
    const split = await document("replay", "--mechanism", "serial", "--bids", "3,1", "--others", "1");
    expect(split.schema).toBe("goldilocks/replay/1");
    expect(split.witness.exact).toEqual({
      arithmetic: "rational",
      allocationChange: "1/72",
      paymentChange: "0",
      gain: null,
    });
    const merge = await document(
      "replay",
      "--mechanism",
      "serial",
      "--bids",
      "3,1",
      "--others",
      "1",
      "--merge",
    );
    expect(merge.witness.exact.allocationChange).toBe("-1/72");
    const at32 = await document(
      "replay",
      "--mechanism",
      "serial",
      "--bids",
      "3,1",
      "--others",
      "1",
      "--value",
      "32",
    );
    expect(at32.witness.gain).toBeCloseTo(32 * (8 / 9) - 4 - 24, 6);
  });

  it.each([
    ["no bids", ["--bids", ""], /--bids: "" is not a bid/],
    ["a bid of 0", ["--bids", "1,0"], /--bids: "0" is not a bid/],
    ["others that are no numbers", ["--bids", "1,1", "--others", "x"], /--others: "x" is not a bid/],
    ["a value of 0", ["--bids", "1,1", "--value", "0"], /--value: "0"/],
    ["a single bid without a value", ["--bids", "1"], /--bids: give two bids or more/],
    ["others of no probability", ["--bids", "1,1", "--others", "1@0", "--value", "1"], /--others: the prob/],
    ["a value to merge at", ["--bids", "1,1", "--value", "2", "--merge"], /--value: --merge compares/],
  ])("refuses %s", async (_, words, message) => {
    await refused(["replay", "--mechanism", "pap", ...words], message);
  });
});
