import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { stableJson } from "../../../search/io/canonical.js";
import { loadLinearProgrammeSolver } from "../../../search/io/linear-programme.js";
import { checkStudy } from "../../../search/study/check.js";
import {
  CERTIFICATES,
  certificateFiles,
  makeStudy,
  STUDY_FILE,
  studyFiles,
} from "../../../search/study/document.js";
import { STUDIES, studyOf } from "../../../search/study/studies.js";
import type { Inquiry, Study, StudyDocument, Tools } from "../../../search/study/study.js";

/** A price that falls and a weight that rises with the share: split-proof. */
const TILT = { family: "share-tilt", parameters: { knots: 4, e1: -0.1, e2: -0.2, e3: -0.3, e4: -0.4 } };
const PAIR = { family: "pair-price", parameters: { dip: 2.5, rise: 1.875, more: 2.875 } };
const WEAK = { family: "tullock", parameters: { alpha: 0.9 } };
const FLOOR = { family: "share-floor-fee", parameters: { leastShare: 0.15 } };
const SMALL_MECHANISM = { ratios: [0.5, 1], rivals: 1, identities: 3, command: "goldilocks improve" };
const SMALL_DOMINANCE = {
  ...{ points: 3, every: 1, outside: 1, floor: 0.3, starts: 1, search: "quick", seed: 1 },
  ...{ profiles: [[1, 0.8, 0.7]], scenarios: ["article"] },
};

/** Options small enough to be asked again and again. */
const SMALL: Readonly<Record<string, object>> = {
  exponent: {
    ...{ ratios: 4, frontierRatios: [0.5], frontierAlphas: [0.5, 1, 1.5], seed: 1 },
    ...{ profiles: [[1, 1, 1]], verdictAlphas: [0.9, 1.2] },
  },
  split: {
    mechanisms: [{ ...SMALL_MECHANISM, name: "tilt", candidate: TILT, notion: "split" }],
    ...SMALL_DOMINANCE,
  },
  "best-response": {
    mechanisms: [{ ...SMALL_MECHANISM, name: "weak", candidate: WEAK, notion: "best-response" }],
    ...SMALL_DOMINANCE,
  },
  "every-ratio": {
    mechanisms: [{ ...SMALL_MECHANISM, name: "pair", candidate: PAIR, notion: "split" }],
    ...SMALL_DOMINANCE,
  },
  atlas: {
    rules: [
      { name: "floor", candidate: FLOOR, notion: "split", formula: "a fee by the floor", command: "none" },
      { name: "weak", candidate: WEAK, notion: "best-response", formula: "x ~ b^0.9", command: "none" },
    ],
    domains: [
      { kind: "ratios", from: 0.3 },
      { kind: "shares", leastShare: 0.15 },
    ],
    ...{ points: 5, players: 3, inactive: 1, identities: 3, manyRivals: 4, search: "quick", seed: 1 },
  },
  "any-number": {
    ...{ leastShares: [0.15], examples: [{ leastShare: 0.15, values: [5, 4, 3] }] },
    ...{ profiles: [[1, 0.17]], scenarios: ["mainnet-2024-03"], draws: 20, inactive: 1, players: 3 },
    ...{ rules: 20, contests: 60, smallRatio: 1e-3, seed: 1, copied: { candidate: WEAK, ratio: 0.2 } },
  },
  "local-optimality": {
    ...{ leastShares: [0.2, 0.001], players: [[2]], notions: ["none", "split"] },
    ...{ levels: { 2: [0.001, 0.2, 0.35, 0.5] }, knots: 4, radius: 0.01 },
  },
  "double-counting": { profiles: [[4, 2]], gammas: [0, 1], alphas: [1, 1.1] },
  "private-values": {
    cases: [
      { name: "even", prior: { type: "uniform", low: 1, high: 2 }, players: [2] },
      { name: "log", prior: { type: "lognormal", median: 1, sigma: 0.5, low: 0.5, high: 2 }, players: [2] },
      {
        name: "two",
        prior: { type: "discrete", values: [1, 3], probabilities: [0.5, 0.5] },
        players: [2, 3],
      },
    ],
    rules: [{ name: "weak", candidate: WEAK, ratiosFrom: 0.9 }],
    identities: 2,
  },
  collusion: {
    rules: [
      { name: "pap", candidate: { family: "pap" } },
      { name: "wta", candidate: { family: "wta" } },
    ],
    ...{ profiles: [[4, 2]], kappas: [0, 0.5], outsider: 0.5 },
  },
  "trade-off": { lawRatios: [0.5], ranges: [0.3], limits: 3, points: 2, solved: 3, rulesFrom: 0.3 },
};

/** What somebody might change in a file, and the claim that must fall. */
type Forgery = readonly [what: string, change: (document: StudyDocument) => void, falls: RegExp];

const FORGERIES: Readonly<Record<string, readonly Forgery[]>> = {
  "every-ratio": [
    [
      "a gain that is proved",
      (d) => set(claimOf(d, /every ratio$/).figures, "gain", 0.2),
      /^differenced anew: pair, every ratio/,
    ],
    ["a split's gain", (d) => set(claimOf(d, /no split/), "grade", "argued"), /^claim: pair: no split gains/],
    [
      "who is kept out",
      (d) => set(claimOf(d, /who is kept/).figures, "mostKeptOut", 2),
      /^claim: pair: who is kept out/,
    ],
    [
      "an argument",
      (d) => set(claimOf(d, /no rule of/), "argument", "none"),
      /^claim: pair: no rule of its kind/,
    ],
    [
      "a tiny bid",
      (d) => set(claimOf(d, /tiny/).figures, "leastUtility", 0),
      /^claim: pair: what a tiny bid does/,
    ],
  ],
  "local-optimality": [
    ["a direction", (d) => set(d.tables[1]!.rows[1]!, 5, -0.3), /^solved anew: the improving directions/],
    ["a gain", (d) => set(d.tables[0]!.rows[0]!, 5, 3), /^optimised anew: the programmes/],
    ["a status", (d) => set(d.tables[0]!.rows[2]!, 4, "dies"), /^every case is possible/],
    ["a figure", (d) => set(d.claims[0]!.figures, "players 2", 0.1), /^claim: without a Sybil notion/],
  ],
  atlas: [
    ["a gain", (d) => set(cellOf(d), 5, 0.05), /^each cell's least gain by entry games/],
    ["a worst profile", (d) => set(cellOf(d), 11, "1 0.999 0.2"), /^each cell's least gain by entry games/],
    ["a grade", (d) => set(cellOf(d), 7, "searched"), /^table: cells/],
    ["a rule that fails", (d) => set(d.tables[1]!.rows[2]!, 6, "yes"), /^table: rules/],
    ["how many cells are filled", (d) => set(d.claims[0]!.figures, "filled", 16), /^claim: the cells/],
  ],
  "any-number": [
    ["a fee", (d) => set(d.tables[0]!.rows[1]!, 5, 0.06), /^fees by the formula/],
    ["an example's tickets", (d) => set(d.tables[1]!.rows[0]!, 3, "1.3 0.9 0.4"), /^examples by deviations/],
    ["how many equilibria", (d) => set(d.tables[2]!.rows[0]!, 5, "pure"), /^profiles by the closed form/],
    ["a draw that failed", (d) => set(d.tables[3]!.rows[0]!, 3, 19), /^every drawn profile is as claimed/],
    ["a constant fee", (d) => set(d.tables[4]!.rows[2]!, 2, 0.03), /^table: constant-fees/],
    ["a slack", (d) => set(d.tables[5]!.rows[1]!, 5, -0.01), /^guards hold, and hold with another seed/],
    ["a gain", (d) => set(d.claims[0]!.figures, "leastGain q=0.15", 0.05), /^claim: the headline/],
    ["a grade", (d) => set(d.claims[10]!, "grade", "proved-by-argument"), /^claim: entry beyond/],
    ["an argument", (d) => set(d.claims[6]!, "argument", "none"), /^claim: a floor of revenue/],
  ],
  exponent: [
    ["the optimum", (d) => set(d.claims[0]!.figures, "alpha", 1.4), /^claim: optimum at/],
    ["a statement", (d) => set(d.claims[1]!, "statement", "alpha is 2"), /^claim: two-player optimum/],
    ["a grade", (d) => set(d.claims[4]!, "grade", "proved-by-argument"), /^claim: many players/],
    ["a domain", (d) => set(d.claims[2]!, "domain", { players: 3 }), /^claim: the price in fairness/],
    ["a revenue", (d) => set(d.tables[0]!.rows[1]!, 5, 1.3), /^solved anew: revenue and fairness/],
    ["a frontier point", (d) => set(d.tables[1]!.rows[2]!, 4, 0.99), /^solved anew: the frontier/],
    ["a profile's revenue", (d) => set(d.tables[2]!.rows[0]!, 5, 1.6), /^solved anew: many players/],
    ["a verdict", (d) => set(d.tables[3]!.rows[0]!, 2, "proved"), /^verdicts found again/],
  ],
  split: [
    ["a gain", (d) => set(d.claims[0]!.figures, "leastGain", 0.9), /^claim: tilt: dominance/],
    ["a ratio's revenue", (d) => set(d.tables[0]!.rows[1]!, 4, 1.4), /^solved anew: tilt, two players/],
    ["a ratio outside", (d) => set(d.tables[1]!.rows[0]!, 5, 1.4), /^table: outside/],
    ["a verdict", (d) => set(d.tables[2]!.rows[0]!, 4, "refuted"), /^searched anew: tilt/],
    ["a profile's revenue", (d) => set(d.tables[3]!.rows[0]!, 4, 1.4), /^solved anew: tilt, no worse/],
    ["a metric", (d) => set(d.tables[4]!.rows[0]!, 3, 0.5), /^table: metrics/],
    ["a scenario", (d) => set(d.tables[5]!.rows[0]!, 6, 1.4), /^table: scenarios/],
    ["a curve", (d) => set(d.tables[6]!.rows[0]!, 2, 1.4), /^table: curves/],
  ],
  "best-response": [
    ["a statement", (d) => set(d.claims[1]!, "statement", "Sybil-proof."), /^claim: weak: best-response/],
    ["a witness", (d) => set(bestResponseRow(d, 1), 10, "1 1"), /^played anew: weak/],
    ["an outcome", (d) => set(bestResponseRow(d, 0), 4, "not-refuted"), /^searched anew: weak/],
  ],
  "double-counting": [
    ["a share", (d) => set(d.tables[0]!.rows[3]!, 3, "0.6 0.4"), /^first-order conditions/],
    ["the auction's revenue", (d) => set(d.tables[0]!.rows[1]!, 4, 0.5), /^winner-take-all: the top player/],
    ["a loss of welfare", (d) => set(d.tables[0]!.rows[0]!, 7, 0.1), /^fairness of the shares, and welfare/],
    ["the crossing", (d) => set(d.claims[3]!.figures, "gamma", 0.5), /^claim: PAP against winner-take-all/],
    ["an argument", (d) => set(d.claims[0]!, "argument", "none"), /^claim: PAP counts the cost twice/],
  ],
  "private-values": [
    ["a revenue", (d) => set(d.tables[0]!.rows[0]!, 5, 0.74), /^two players' bids: no bid of a grid gains/],
    ["a bid", (d) => set(d.tables[1]!.rows[9]!, 3, 0.3), /^two players' bids: no bid of a grid gains/],
    ["a gain of PAP + phi B", (d) => set(d.tables[0]!.rows[1]!, 5, 1.2), /^PAP \+ phi B: PAP's fairness/],
    ["a type's bid", (d) => set(d.tables[1]!.rows.at(-1)!, 3, 0.5), /^table: bids/],
    ["a verdict", (d) => set(d.tables[2]!.rows[0]!, 2, "refuted"), /^table: sybil/],
    ["a figure", (d) => set(d.claims[2]!.figures, "even, 2 players", 0.5), /^claim: the largest phi/],
    ["a grade", (d) => set(d.claims[2]!, "grade", "proved-by-argument"), /^claim: the largest phi/],
  ],
  collusion: [
    ["PAP's delta", (d) => set(d.tables[0]!.rows[0]!, 4, 0.7), /^PAP and winner-take-all by closed forms/],
    ["the shares", (d) => set(d.tables[0]!.rows[1]!, 9, "0.75 0.5"), /^shares sum to 1/],
    ["a point of the curve", (d) => set(d.tables[1]!.rows[1]!, 2, 0.3), /^PAP's curve by deviations/],
    ["a loss of revenue", (d) => set(d.tables[1]!.rows[1]!, 3, 9), /^table: curves/],
    [
      "a figure",
      (d) => set(d.claims[1]!.figures, "wtaBefore", 0.7),
      /^claim: a cartel that chooses its shares/,
    ],
  ],
  "trade-off": [
    ["an integral", (d) => set(d.tables[0]!.rows[1]!, 4, 0.01), /^integrated anew/],
    ["a frontier point", (d) => set(d.tables[2]!.rows[1]!, 2, 0.99), /^optimised anew/],
    ["the straight rule's gain", (d) => set(d.tables[2]!.rows[1]!, 3, 0.3), /^certified anew/],
    ["a limit", (d) => set(d.tables[1]!.rows[0]!, 1, 0.5), /^table: limits/],
  ],
};

/** A row that refutes at best response: against one rival, or against more. */
function bestResponseRow({ tables }: StudyDocument, k: number) {
  return tables[2]!.rows.filter((row) => row[1] === "best-response")[k]!;
}

/** The claim of this name. */
function claimOf({ claims }: StudyDocument, name: RegExp) {
  return claims.find((claim) => name.test(claim.name))!;
}

/** The cell of split-proof rules by count in D(0.15). */
function cellOf({ tables }: StudyDocument) {
  return tables[0]!.rows.filter(
    (row) => row[0] === "D(0.15)" && row[1] === "split" && row[2] === "by count",
  )[0]!;
}

function set(target: object, key: string | number, value: unknown): void {
  (target as Record<string | number, unknown>)[key] = value;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Lets a study compute once for each options, and give the same again, which a test of its own shows that it does. */
function computeOnce(study: Study): void {
  const ask = study.ask.bind(study);
  const computed = new Map<string, ReturnType<Inquiry["compute"]>>();
  vi.spyOn(study, "ask").mockImplementation((options, where) => {
    const inquiry = ask(options, where);
    const compute = (tools: Tools) => {
      const key = stableJson(inquiry.options);
      if (!computed.has(key)) computed.set(key, inquiry.compute(tools));
      return computed.get(key)!;
    };
    return { ...inquiry, compute };
  });
}

/** A folder with these files of a study, made from the document. */
async function folderOf(document: StudyDocument): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "study-"));
  folders.push(folder);
  const study = studyOf(document.question, "test");
  for (const { name, text } of await studyFiles(study, document)) writeFileSync(join(folder, name), text);
  mkdirSync(join(folder, CERTIFICATES));
  for (const { name, bytes } of await certificateFiles(study.ask(document.options, folder))) {
    writeFileSync(join(folder, name), bytes);
  }
  return folder;
}

describe.each(STUDIES.map((study) => [study.question, study] as const))("the study %s", (question, study) => {
  let tools: Tools;
  let first: StudyDocument;
  let document: StudyDocument;
  beforeAll(async () => {
    tools = { solveProgramme: await loadLinearProgrammeSolver() };
    first = await makeStudy(study, study.ask(SMALL[question], "test"), tools);
    computeOnce(study);
    document = await makeStudy(study, study.ask(SMALL[question], "test"), tools);
  });
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it("is the same when made again", () => {
    expect(document).toEqual(first);
  });

  it("holds as it was made", async () => {
    const claims = await checkStudy(await folderOf(document), tools);
    expect(claims.filter(({ holds }) => !holds)).toEqual([]);
  });

  it("falls at every place where somebody changed it", async () => {
    const forged = structuredClone(document);
    for (const [, change] of FORGERIES[question]!) change(forged);
    const failed = await failedClaims(forged);
    for (const [what, , falls] of FORGERIES[question]!) {
      expect(failed, what).toContainEqual(expect.stringMatching(falls));
    }
  });

  it("falls where a claim and a row are left out", async () => {
    const forged = structuredClone(document);
    (forged.claims as unknown[]).pop();
    (forged.tables[0]!.rows as unknown[]).pop();
    const failed = await failedClaims(forged);
    expect(failed).toContain("the study is the one asked");
    expect(failed).toContain(`table: ${document.tables[0]!.name}`);
  });

  async function failedClaims(forged: StudyDocument): Promise<string[]> {
    const claims = await checkStudy(await folderOf(forged), tools);
    return claims.filter(({ holds }) => !holds).map(({ claim }) => claim);
  }

  it("falls where the page or a figure is not the document's", async () => {
    const folder = await folderOf(document);
    const page = join(folder, "README.md");
    writeFileSync(page, readFileSync(page, "utf8").replace("Claims", "Clams"));
    const failed = (await checkStudy(folder, tools)).filter(({ holds }) => !holds);
    expect(failed.map(({ claim }) => claim)).toEqual(["file: README.md"]);
  });

  it("refuses half a file, a newer schema, a foreign question and options that are none, in one line", async () => {
    const folder = await folderOf(document);
    const file = join(folder, STUDY_FILE);
    const whole = readFileSync(file, "utf8");
    const write = (change: object) => writeFileSync(file, JSON.stringify({ ...document, ...change }));
    writeFileSync(file, whole.slice(0, whole.length / 2));
    await expect(checkStudy(folder, tools)).rejects.toThrow(/study\.json: broken JSON/);
    write({ schema: "goldilocks/study/9" });
    await expect(checkStudy(folder, tools)).rejects.toThrow(/has schema "goldilocks\/study\/9"/);
    write({ question: "everything" });
    await expect(checkStudy(folder, tools)).rejects.toThrow(/no study is called "everything"/);
    write({ options: {} });
    await expect(checkStudy(folder, tools)).rejects.toThrow(/study\.json: options: /);
    const [claim] = document.claims;
    write({ claims: [{ ...claim, grade: "certain" }] });
    await expect(checkStudy(folder, tools)).rejects.toThrow(/study\.json: claims\.0\.grade: /);
    write({ claims: [{ ...claim, domain: "two players" }] });
    await expect(checkStudy(folder, tools)).rejects.toThrow(/study\.json: claims\.0\.domain: /);
    write({ tables: [{ ...document.tables[0], rows: [[1]] }] });
    await expect(checkStudy(folder, tools)).rejects.toThrow(/not one cell a column/);
  });
});
