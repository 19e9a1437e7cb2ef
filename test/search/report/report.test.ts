import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { Script } from "node:vm";
import { describe, expect, it } from "vitest";
import type { DetailedFront, DetailedPoint, FrontPoint } from "../../../search/front/front.js";
import { renderReport } from "../../../search/report/report.js";
import { objectiveOf } from "../../../src/evaluation/objective.js";
import type { ProfileResult } from "../../../src/evaluation/profile-result.js";
import type { Verdict } from "../../../src/sybil/verdict.js";

const THREE_MEGABYTES = 3_000_000;
const HOSTILE = `</script><img src=x onerror="alert(1)"><!--<script>$&$'$\`{{title}} & "quotes" </title>`;

const profile: ProfileResult = {
  profile: "article",
  status: "pure",
  equilibria: 1,
  dominatedEquilibria: 0,
  revenue: 0.34,
  revenueOverPap: 1.02,
  fairness: 0.47,
  fairnessActive: 0.47,
  fairnessOverPap: 1,
  metrics: null,
  kind: "pure",
  bids: [0.22, 0.11],
  allocations: [2 / 3, 1 / 3],
  payments: [0.22, 0.12],
  utilities: [0.44, 0.05],
  regret: { absolute: 1e-16, relative: 1e-16, kind: "searched" },
};

const refuted: Verdict = {
  notion: "split",
  outcome: "refuted",
  witness: {
    others: [1],
    single: { bid: 3, allocation: 1, payment: 3 },
    identities: [2, 1],
    allocation: 1,
    payment: 2,
    allocationChange: 0,
    paymentChange: -1,
    value: null,
    gain: null,
    gainShare: null,
  },
  domain: { identities: 8, rivals: "0 to 5", values: "any" },
  tolerance: 1e-9,
  largestGainShare: 1 / 3,
};

const pap: DetailedPoint = {
  candidate: { family: "pap" },
  scores: {
    revenueOverPap: 1,
    fairnessOverPap: 1,
    revenueShare: 0.33,
    fairness: 0.47,
    fairnessActive: 0.47,
  },
  perProfile: [profile],
};

const margin = { revenue: 0.02, fairness: 0 };
const found: FrontPoint<ProfileResult> = {
  ...pap,
  id: 7,
  objectives: [1.02, 1],
  candidate: { family: "pap-fee", parameters: { fee: 0, endogenousFee: 0.02 } },
  sybil: [refuted],
  dominatesPap: { kind: "uniform", strict: false, margins: { smallest: margin, mean: margin } },
};

const scenario = {
  name: "article",
  profiles: [{ name: "article", values: [1, 0.5], scale: 4, unit: "value units", weight: 1 }],
};

const front: DetailedFront = {
  schema: "goldilocks/front/1",
  sha256: "0".repeat(64),
  job: {
    name: "sample",
    seed: 1,
    scenario,
    families: [],
    objectives: [objectiveOf("revenueOverPap"), objectiveOf("fairnessOverPap")],
    reference: [0, 0],
    selection: "every-equilibrium",
    constraints: {
      notions: ["best-response"],
      identities: 8,
      tolerance: 1e-9,
      withholding: false,
      regret: 1e-8,
    },
    optimiser: { name: "low-discrepancy" },
    budget: { evaluations: 10 },
    batch: 16,
    frontSize: 200,
  },
  jobHash: "1".repeat(64),
  made: { at: "2025-01-01T00:00:00.000Z", code: "0.1.0", node: "v20", seed: 1, wallSeconds: 2, workers: 1 },
  objectives: [{ name: "revenueOverPap", unit: "relative to PAP", sense: "maximise" }],
  scenario,
  baseline: pap,
  references: [{ ...pap, candidate: { family: "tullock", parameters: { alpha: 0.9 } } }],
  counts: { feasible: 4, "refuted-split": 6 },
  stopped: { reason: "budget of 10 evaluations", success: true },
  hypervolume: { value: 1.02, reference: [0, 0], history: [[10, 1.02]] },
  front: [found],
};

const empty: DetailedFront = {
  ...front,
  front: [],
  hypervolume: { value: 0, reference: [0, 0], history: [] },
};

function embedded(page: string, id: string): unknown {
  const tag = new RegExp(`<script type="application/json" id="${id}"[^>]*>([^<]*)</script>`).exec(page);
  return JSON.parse(tag![1]!);
}

/** The text of every script that runs, in order. */
function scriptsOf(page: string): string[] {
  return [...page.matchAll(/<script(?: type="module")?>([\s\S]*?)<\/script>/g)].map((match) => match[1]!);
}

function withoutScripts(page: string): string {
  return scriptsOf(page).reduce((rest, script) => rest.replace(script, () => ""), page);
}

describe("renderReport", () => {
  const page = renderReport(front);

  it("is one HTML document with every placeholder filled", () => {
    expect(page).toMatch(/^<!doctype html>/);
    expect(page.match(/<html[\s>]/g)).toHaveLength(1);
    expect(page.trimEnd()).toMatch(/<\/html>$/);
    expect(page).toContain("<title>sample – Pareto front</title>");
    expect(withoutScripts(page)).not.toMatch(/\{\{\w+\}\}|undefined/);
  });

  it("asks nothing of the network", () => {
    expect(withoutScripts(page)).not.toMatch(/https?:/);
    const targets = [...page.matchAll(/<[^<>]*?\s(?:src|href)\s*=\s*"([^"]*)"[^<>]*>/g)].map(
      (match) => match[1],
    );
    expect(targets).toEqual(["data:,", "#panel"]);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toContain("connect-src");
  });

  it("allows no script but its own three, by hash", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;
    const hashes = scriptsOf(page).map(
      (script) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`,
    );
    expect(hashes).toHaveLength(3);
    expect(policy).toContain(`script-src ${hashes.join(" ")};`);
  });

  it("holds the whole front, and gives it back", () => {
    expect(embedded(page, "front")).toEqual(front);
    expect(page).toContain('data-omitted="nothing"');
    expect(embedded(page, "names")).toEqual({
      baseline: "pap",
      references: ["tullock:alpha=0.9"],
      front: ["pap-fee:fee=0,endogenousFee=0.02"],
      constraint: "not refuted under best-response up to 8 identities, gain at most 1e-9 of value (searched)",
    });
  });

  it("joins the page's modules into a script that parses, with no import or export left", () => {
    const script = scriptsOf(page).at(-1)!;
    expect(() => new Script(script)).not.toThrow();
    expect(script).not.toMatch(/^(?:import|export)\b/m);
  });

  it("stays under 3 MB, leaving out detail of a large front and saying so", () => {
    expect(Buffer.byteLength(page)).toBeLessThan(THREE_MEGABYTES);
    const crowd = { ...profile, bids: new Array<number>(40).fill(1 / 3) };
    const large = (profiles: number): DetailedFront => {
      const perProfile = new Array<ProfileResult>(profiles).fill(crowd);
      return { ...front, front: new Array<FrontPoint<ProfileResult>>(100).fill({ ...found, perProfile }) };
    };
    for (const [profiles, omitted] of [
      [40, "players"],
      [400, "profiles"],
    ] as const) {
      const heavy = renderReport(large(profiles));
      expect(Buffer.byteLength(heavy)).toBeLessThan(THREE_MEGABYTES);
      expect(heavy).toContain(`data-omitted="${omitted}"`);
      expect((embedded(heavy, "front") as DetailedFront).front[99]!.scores).toEqual(found.scores);
    }
  });

  it("renders an empty front", () => {
    const page = renderReport(empty);
    expect(embedded(page, "front")).toEqual(empty);
    expect(embedded(page, "names")).toMatchObject({ front: [] });
  });

  it("keeps hostile strings inert", () => {
    const candidate = { family: HOSTILE, weight: HOSTILE, parameters: { [HOSTILE]: 1 } };
    const hostile: DetailedFront = {
      ...front,
      job: { ...front.job, name: HOSTILE, comment: HOSTILE },
      scenario: { ...scenario, name: HOSTILE },
      stopped: { reason: HOSTILE, success: false },
      counts: { [HOSTILE]: 1 },
      front: [{ ...found, candidate, perProfile: [{ ...profile, profile: HOSTILE }] }],
    };
    const page = renderReport(hostile);
    expect(page.match(/<script/g)).toHaveLength(renderReport(front).match(/<script/g)!.length);
    expect(page.match(/<\/script/g)).toHaveLength(5);
    expect(page).not.toContain("<img");
    expect(page.match(/<title>[^<]*<\/title>/g)).toHaveLength(1);
    expect(embedded(page, "front")).toEqual(hostile);
  });
});

describe("the page's modules", () => {
  const folder = new URL("../../../search/report/assets/", import.meta.url);
  const words = () => import(/* @vite-ignore */ new URL("words.js", folder).href);

  it("build the page from text, never from markup", () => {
    const modules = readdirSync(folder).filter((name) => name.endsWith(".js"));
    expect(modules.length).toBeGreaterThan(0);
    for (const name of modules) {
      const source = readFileSync(new URL(name, folder), "utf8");
      expect(source, name).not.toMatch(
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|\beval\b|new Function|fetch\(|XMLHttpRequest/,
      );
    }
  });

  it("quote a mechanism for the shell", async () => {
    const { solveCommand } = await words();
    expect(solveCommand(`it's $(x)`, [4, 2])).toBe(
      `npx goldilocks solve --mechanism 'it'\\''s $(x)' --values 4,2`,
    );
  });

  it("tell a verdict in words: the witness, the effort or the argument", async () => {
    const { verdictSentences } = await words();
    const said = (verdict: Verdict): string => verdictSentences(verdict).join(" ");
    expect(said(refuted)).toMatch(
      /rivals bidding 1, one bid of 3 gets 1 and pays 3; 2 identities bidding 2, 1/,
    );
    expect(said(refuted)).toContain("No value was found");
    const { witness: _, ...rest } = refuted;
    const effort = { evaluations: 1234, seed: 5 };
    expect(said({ ...rest, outcome: "not-refuted", largestGainShare: 0, effort })).toMatch(
      /1,234 evaluations with seed 5.*not a proof/,
    );
    expect(said({ ...rest, outcome: "proved", argument: "Cost is additive" })).toBe("Cost is additive.");
  });
});

const compiled = new URL("../../../dist/search/report/report.js", import.meta.url);

describe.skipIf(!existsSync(compiled))("the compiled report", () => {
  it("finds its assets", async () => {
    const { renderReport } = await import(/* @vite-ignore */ compiled.href);
    expect(renderReport(front)).toMatch(/^<!doctype html>/);
  });
});
