import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { SharedProgram } from "../cli.js";

const root = mkdtempSync(join(tmpdir(), "goldilocks-setting-"));
const shared = new SharedProgram();
const { goldilocks } = shared;
afterAll(() => {
  shared.close();
  rmSync(root, { recursive: true });
});

let count = 0;
/** A new folder with these files, as JSON. */
function folderWith(files: Record<string, unknown>): string {
  const folder = join(root, `case-${count++}`);
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), JSON.stringify(content));
  return folder;
}

async function document(words: readonly string[], files: Record<string, unknown> = {}, from?: string) {
  const folder = from ?? folderWith(files);
  const { code, stdout, stderr } = await goldilocks(["setting", ...words, "--json"], { folder });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

const { cases } = JSON.parse(readFileSync("test/src/setting/reference.json", "utf8"));
const reference = (id: string) => cases.find((each: { id: string }) => each.id === id);

const STATES = [
  { probability: 0.5, values: [4, 2] },
  { probability: 0.5, values: [1, 3] },
];

/** The start of slot 6214255 in ms since 1970. */
const START = 1000 * (1_606_824_023 + 12 * 6_214_255);
const bid = (key: string, t: number, eth: number) => ({
  ...{ slot: "6214255", builder_pubkey: `0x${key}`, value: `${BigInt(eth * 1e6) * 10n ** 12n}` },
  timestamp_ms: `${START + t}`,
});
const REPLY = [
  bid("aa", -3000, 1),
  bid("bb", -1500, 2),
  bid("aa", -400, 4),
  bid("bb", -100, 3),
  bid("cc", 500, 9),
];

describe("goldilocks setting", () => {
  it.each(["timing-o02", "parts-o03", "repeated-o01", "diminishing-o03", "bayes-o07"])(
    "prints the figures of %s beside PAP's, the input in the file and the mechanism beside it or by option",
    async (id) => {
      const { setting, input, mechanism, expected } = reference(id);
      const beside = await document([setting, "--input", "in.json"], { "in.json": { input, mechanism } });
      const within = await document([setting, "--input", "in.json"], { "in.json": { ...input, mechanism } });
      const option = await document(
        [setting, "--input", "in.json", "--mechanism", JSON.stringify(mechanism)],
        { "in.json": input },
      );
      expect(within).toEqual(beside);
      expect(option).toEqual(beside);
      expect(beside).toMatchObject({ schema: "goldilocks/setting/1", setting, mechanism, status: "solved" });
      expect(beside.input).toEqual(input);
      expect(Object.keys(beside.figures)).toEqual(expect.arrayContaining(Object.keys(expected)));
      const scalar = Object.entries(expected).find(([, value]) => typeof value === "number") as [
        string,
        number,
      ];
      expect(beside.figures[scalar[0]]).toBeCloseTo(scalar[1], 9);
      expect(Object.keys(beside.pap)).toEqual(expect.arrayContaining([scalar[0]]));
    },
  );

  it("says why there are no figures", async () => {
    const files = { "in.json": { values: [4, 2], cartel: "shares", mechanism: "uniform-lottery" } };
    const found = await document(["repeated", "--input", "in.json"], files);
    expect(found).toMatchObject({ status: "unsupported-rule", figures: null, pap: { deltaStar: 9 / 13 } });
    expect(found.reason).toMatch(/^uniform-lottery: whoever deviates/);
  });

  it("takes states from real slots: the builders that bid in all of them", async () => {
    const other = [bid("bb", 0, 5), bid("aa", 0, 2)].map((each) => ({ ...each, slot: "6214256" }));
    const files = { "in.json": { mode: "ahead" }, "a.json": REPLY, "b.json": other };
    const words = ["timing", "--input", "in.json", "--mechanism", "wta", "--slots", "a.json", "b.json"];
    const { input, figures } = await document(words, files);
    expect(input.states).toEqual([
      { probability: 0.5, values: [4, 3] },
      { probability: 0.5, values: [2, 5] },
    ]);
    expect(figures).toMatchObject({ gameValues: [3, 4], shares: [0, 1] });
  });

  it.each([
    ["timing --input search/settings/ahead.json --mechanism pap", /expectedRevenue +1\.8014 +1\.8014/],
    ["timing --input search/settings/in-slot.json --mechanism wta", /tracking +0\.99448/],
    ["timing --input search/settings/resale.json --mechanism wta", /gameValues +2\.5, 2\.5/],
    ["parts --input search/settings/top-of-block.json --mechanism wta;pap", /revenue +5\.2 +3\.2432/],
    ["repeated --input search/settings/cartel.json --mechanism wta", /deltaStar +0\.8 +0\.69231/],
    ["repeated --input search/settings/scaled-bids.json --mechanism pap", /outsiderEntersBelow +0\.75/],
    [
      "diminishing --input search/settings/double-counting.json --mechanism pap",
      /allocations +0\.5858, 0\.4142/,
    ],
    [
      "bayes --input search/settings/private-values.json --mechanism pap",
      /expectedRevenue +0\.73565 +0\.73565[\s\S]*strategies +players +value +bid +participation +utility +papBid\n1 +1, 2 +1 +0\.23721/,
    ],
    [
      "bayes --input search/settings/private-values.json --mechanism tullock:alpha=0.5",
      /sybilOutcome +refuted +proved/,
    ],
    ["committee --input search/settings/committee.json", /floor +2\.5 /],
  ])("answers the example of its help: %s", async (words, figure) => {
    const { code, stdout, stderr } = await goldilocks(["setting", ...words.split(" ")]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(figure);
  });
});

describe("goldilocks setting bayes", () => {
  const input = { players: 2, prior: { type: "uniform", low: 1, high: 2 } };

  it("draws bids against values beside PAP's, in characters and as a picture", async () => {
    const folder = folderWith({ "in.json": input });
    const words = ["bayes", "--input", "in.json", "--mechanism", "wta", "--svg", "bids.svg"];
    const { code, stdout, stderr } = await goldilocks(["setting", ...words], { folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "wrote bids.svg\n" });
    expect(stdout).toMatch(/Bids by value: wta[\s\S]*@ wta\s+\. PAP/);
    expect(readFileSync(join(folder, "bids.svg"), "utf8")).toMatch(/^<svg [\s\S]*Bids by value: wta/);
  });

  it("says by a status of its own that it reached no equilibrium", async () => {
    const files = { "in.json": input };
    const words = ["bayes", "--input", "in.json", "--mechanism", "tullock:alpha=8"];
    const { status, reason, figures, pap } = await document(words, files);
    expect({ status, figures }).toEqual({ status: "none-found", figures: null });
    expect(reason).toMatch(/^interim regret /);
    expect(pap.expectedRevenue).toBeCloseTo(0.735652, 6);
  });
});

describe("goldilocks setting committee, on real bids", () => {
  it("reports the floor against lookback and latency, and what a late winner does to it", async () => {
    const words = ["committee", "slot.json", "--lookback", "0,1000,2000", "--latency", "0", "--members", "1"];
    const { figures, mechanism, status } = await document(words, { "slot.json": REPLY });
    expect({ mechanism, status }).toEqual({ mechanism: null, status: "solved" });
    const [slot] = figures.slots;
    expect(slot).toMatchObject({ slot: 6214255, bids: 5, builders: 3, bestBid: 4 });
    expect(slot.rows.map(({ floor, ratio }: { floor: number; ratio: number }) => [floor, ratio])).toEqual([
      [4, 1],
      [2, 0.5],
      [1, 0.25],
    ]);
    expect(slot.rows[0].delay).toMatchObject({
      winner: "0xaa",
      winnerDelays: { floor: 3, price: 3, kept: 0 },
    });
    expect(slot.rows[2].delay.winnerDelays).toEqual({ floor: 0, price: 3, ratio: 0, kept: 3 });
  });

  it("draws the floor, in characters and as a picture", async () => {
    const folder = folderWith({ "slot.json": REPLY });
    const { stdout } = await goldilocks(["setting", "committee", "slot.json", "--svg", "floor.svg"], {
      folder,
    });
    expect(stdout).toMatch(/slot 6214255: 5 bids of 3 builder keys, best by T 4 ETH, by 0xaa/);
    expect(stdout).toMatch(/lookback before T \(ms\)/);
    expect(readFileSync(join(folder, "floor.svg"), "utf8")).toMatch(/^<svg [\s\S]*slot 6214255/);
  });

  it("breaks as the quantile says", async () => {
    const words = [
      "committee",
      "slot.json",
      "--lookback",
      "0",
      "--latency",
      "0",
      "--members",
      "3",
      "--high",
      "2",
    ];
    const { figures } = await document(words, { "slot.json": REPLY });
    expect(figures.slots[0].rows[0]).toMatchObject({
      floor: "unbounded",
      ratio: null,
      brokenByInflation: true,
    });
  });
});

describe("bad input is refused in one line", () => {
  const timing = ["timing", "--input", "in.json", "--mechanism", "pap"];
  const states = (...values: readonly number[][]) => ({
    mode: "ahead",
    states: values.map((own) => ({ probability: 1 / values.length, values: own })),
  });

  it.each([
    [
      "probabilities that do not sum to 1",
      timing,
      { mode: "ahead", states: STATES.slice(1) },
      /in\.json\.states: probabilities sum to 0\.5; they must sum to 1$/,
    ],
    [
      "states of different lengths",
      timing,
      states([4, 2], [1, 2, 3]),
      /in\.json\.states\[1\]\.values: has 3 values/,
    ],
    [
      "an unknown key",
      timing,
      { ...states([4, 2]), mod: 1 },
      /in\.json: unknown key "mod"; nearest is "mode"/,
    ],
    ["a list", timing, [], /in\.json: must hold an object, the input of setting timing/],
    [
      "a stray key beside input",
      timing,
      { input: states([4, 2]), values: 1 },
      /unknown key "values" beside input/,
    ],
    [
      "another setting's file",
      timing,
      { input: states([4, 2]), setting: "parts" },
      /setting: is "parts", not timing/,
    ],
    [
      "two rules for one game",
      ["timing", "--input", "in.json", "--mechanism", "pap;wta"],
      states([4, 2]),
      /mechanism: 2 rules are given; give one/,
    ],
    [
      "no mechanism",
      ["timing", "--input", "in.json"],
      states([4, 2]),
      /in\.json: has no mechanism; give it there/,
    ],
    [
      "a broken mechanism in the file",
      ["timing", "--input", "in.json"],
      { ...states([4, 2]), mechanism: { family: "papp" } },
      /in\.json: mechanism: no family "papp"/,
    ],
    [
      "a part that nobody wants",
      ["parts", "--input", "in.json", "--mechanism", "pap"],
      {
        mode: "parts",
        valuesByPlayerAndPart: [
          [1, 0],
          [2, 0],
        ],
      },
      /part 2 is wanted by nobody/,
    ],
    [
      "a rule too few",
      ["parts", "--input", "in.json", "--mechanism", "pap;wta"],
      {
        mode: "parts",
        valuesByPlayerAndPart: [
          [1, 1, 1],
          [2, 1, 1],
        ],
      },
      /has 2 rules; give one for each of the 3/,
    ],
    [
      "gamma outside [0, 1]",
      ["diminishing", "--input", "in.json", "--mechanism", "pap"],
      { values: [4, 2], gamma: 2 },
      /in\.json\.gamma: is 2; it must be a finite number from 0 to 1$/,
    ],
    [
      "a prior with low above high",
      ["bayes", "--input", "in.json", "--mechanism", "pap"],
      { players: 2, prior: { type: "uniform", low: 2, high: 1 } },
      /in\.json\.prior: low is 2, above high, which is 1; swap them$/,
    ],
    [
      "more than five players",
      ["bayes", "--input", "in.json", "--mechanism", "pap"],
      { players: 6, prior: { type: "uniform", low: 1, high: 2 } },
      /in\.json\.players: is 6; it must be a whole number from 2 to 5$/,
    ],
    [
      "a slot file without times",
      ["committee", "in.json"],
      REPLY.map(({ timestamp_ms: _, ...each }) => each),
      /in\.json, \[0\]\.timestamp_ms: missing; give the time of the bid in ms/,
    ],
    [
      "a slot that is absent",
      ["committee", "in.json", "--slot", "7"],
      REPLY,
      /--slot 7: not in in\.json; slots present: 6214255/,
    ],
    ["nothing to watch", ["committee"], {}, /committee: give files of relays' bids/],
    [
      "files and a case",
      ["committee", "in.json", "--input", "in.json"],
      {},
      /--input: is one case, and files are given too/,
    ],
    [
      "too many corrupted members",
      ["committee", "in.json", "--members", "2", "--low", "2", "--high", "1"],
      REPLY,
      /2 and 1 are more than the 2 members/,
    ],
    [
      "a lookback that is no number",
      ["committee", "in.json", "--lookback", "0,x"],
      REPLY,
      /--lookback: "x" is not a number/,
    ],
  ] as const)("%s", async (_, words, content, message) => {
    const { code, stdout, stderr } = await goldilocks(["setting", ...words], {
      folder: folderWith({ "in.json": content }),
    });
    expect(stderr).toMatch(/^goldilocks: [^\n]+\n$/);
    expect(stderr.trimEnd()).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });
});

describe("goldilocks compare --proposals", () => {
  it("prints the six proposals side by side, on the slot that ships or on a given one", async () => {
    const { stdout } = await goldilocks(["compare", "--proposals"]);
    expect(stdout).toMatch(/^execution-tickets +pap +whole +ahead .* split proved; best-response proved$/m);
    expect(stdout).toMatch(/^mev-burn +wta +whole +in the slot .*\(floor\).* split refuted/m);
    const words = ["compare", "--proposals", "--input", "search/settings/slot.json", "--json"];
    const { schema, rows } = JSON.parse((await goldilocks(words)).stdout);
    expect(schema).toBe("goldilocks/proposals/1");
    expect(rows).toHaveLength(6);
    expect(rows[5]).toMatchObject({ name: "aps-burn", status: "solved", mechanism: { family: "wta" } });
  });

  it.each([
    ["values beside them", ["--proposals", "--values", "4,2"], /--values: has no part in --proposals/],
    ["an input without them", ["--values", "4,2", "--input", "in.json"], /--input: goes with --proposals/],
    [
      "neither values nor proposals",
      [],
      /required option '--values <list>' not specified; give values, or --proposals/,
    ],
  ] as const)("refuses %s", async (_, words, message) => {
    const { code, stdout, stderr } = await goldilocks(["compare", ...words]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });
});
