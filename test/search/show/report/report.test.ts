import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { Script } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PageData } from "../../../../search/show/report/page-data.js";
import { renderReport } from "../../../../search/show/report/report.js";
import { decimalAbove, decimalBelow } from "../../../../src/numeric/decimal.js";
import type { Verdict } from "../../../../src/sybil/verdict.js";
import { law } from "../../../law.js";
import { empty, front, hostile, largeFront, refuted } from "./fixture.js";

const THREE_MEGABYTES = 3_000_000;
function embedded(page: string): PageData {
  return JSON.parse(/<script type="application\/json" id="data">([^<]*)<\/script>/.exec(page)![1]!);
}

/** The text of every script that runs, in order. */
function scriptsOf(page: string): string[] {
  return [...page.matchAll(/<script(?: type="module")?>([\s\S]*?)<\/script>/g)].map((match) => match[1]!);
}

function withoutScripts(page: string): string {
  return scriptsOf(page).reduce((rest, script) => rest.replace(script, () => ""), page);
}

describe("renderReport", async () => {
  const page = await renderReport(front);

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
    expect(embedded(page)).toMatchObject({
      front,
      omitted: "nothing",
      constraint: "not refuted under best-response up to 8 identities, gain at most 1e-9 of value (searched)",
      baseline: { name: "pap" },
      references: [{ name: "tullock:alpha=0.9" }],
      points: [{ name: "pap-fee:fee=0,endogenousFee=0.02" }],
      rejected: ["tullock:alpha=0.9"],
    });
  });

  it("says of every mechanism what the front leaves to be worked out", () => {
    const { points, formulas, measures, ownBids } = embedded(page);
    const [about] = points;
    expect(formulas[about!.formula]).toMatchObject({ family: "pap-fee", of: [] });
    expect(measures.length).toBe(about!.measures.length);
    // sum v x of shares 2/3 and 1/3 at values 1 and 1/2, and PAP's revenue in the file.
    expect(about!.ceiling!.share).toBeCloseTo(5 / 6, 9);
    expect(about!.ceiling!.overPap).toBeCloseTo(5 / 6 / 0.34, 9);
    const { rival, allocations, payments, profile } = about!.curves!;
    expect([rival, profile]).toEqual([0.22, "article"]);
    allocations.forEach((share, k) => {
      const own = rival * ownBids[k]!;
      expect(share).toBeCloseTo(own / (own + rival), 4);
      expect(payments[k]).toBeCloseTo(own === 0 ? 0 : own + 0.02 * (own + rival), 4);
    });
  });

  it("draws jumps as jumps: where the highest bid wins, and where a fee begins", async () => {
    const wta = { ...front.baseline, candidate: { family: "wta" } };
    const fee = { family: "pap-fee", parameters: { fee: 0.1, endogenousFee: 0 } };
    const { references, points, ownBids } = embedded(
      await renderReport({ ...front, references: [wta], front: [{ ...front.front[0]!, candidate: fee }] }),
    );
    const at = (own: number) => ownBids.findIndex((each) => Math.abs(each - own) < 1e-12);
    const { allocations } = references[0]!.curves!;
    expect([allocations[at(1 - 1e-6)], allocations[at(1 + 1e-6)]]).toEqual([0, 1]);
    const { payments } = points[0]!.curves!;
    expect(payments[0]).toBe(0);
    expect(payments[at(1e-6)]).toBeCloseTo(0.1, 5);
  });

  it("joins the page's modules into a script that parses, with no import or export left", () => {
    const script = scriptsOf(page).at(-1)!;
    expect(() => new Script(script)).not.toThrow();
    expect(script).not.toMatch(/^(?:import|export)\b/m);
  });

  it("stays under 3 MB, leaving out detail of a large front and saying so", async () => {
    expect(Buffer.byteLength(page)).toBeLessThan(THREE_MEGABYTES);
    for (const [points, profiles, players, omitted] of [
      [100, 20, 40, "players"],
      [100, 200, 8, "profiles"],
      [2000, 2, 2, "curves"],
    ] as const) {
      const heavy = await renderReport(largeFront(points, profiles, players));
      expect(Buffer.byteLength(heavy)).toBeLessThan(THREE_MEGABYTES);
      const data = embedded(heavy);
      expect(data.omitted).toBe(omitted);
      expect(data.front.front.map(({ id }) => id)).toEqual(Array.from({ length: points }, (_, k) => k));
    }
  });

  it("chooses among the points of a front that no page has room for", async () => {
    const heavy = await renderReport(largeFront(5000, 2, 2));
    expect(Buffer.byteLength(heavy)).toBeLessThan(THREE_MEGABYTES);
    const { front, points, size } = embedded(heavy);
    expect([front.front.length, points.length, size]).toEqual([2560, 2560, 5000]);
    const ids = front.front.map(({ id }) => id);
    expect(Math.min(...ids)).toBe(0);
    expect(Math.max(...ids)).toBe(4999);
  });

  it("renders an empty front", async () => {
    expect(embedded(await renderReport(empty))).toMatchObject({ front: empty, points: [] });
  });

  it("keeps hostile strings inert", async () => {
    const bad = await renderReport(hostile);
    expect(bad.match(/<script/g)).toHaveLength(page.match(/<script/g)!.length);
    expect(bad.match(/<\/script/g)).toHaveLength(4);
    expect(bad).not.toContain("<img");
    expect(bad.match(/<title>[^<]*<\/title>/g)).toHaveLength(1);
    expect(embedded(bad).front).toEqual(hostile);
  });
});

describe("the page's modules", () => {
  const folder = new URL("../../../../search/show/report/assets/", import.meta.url);
  const format = () => import(/* @vite-ignore */ new URL("format.js", folder).href);
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

  it("round bounds as the rest of the program does", async () => {
    const { roundedDown, roundedUp } = await format();
    const digits = fc.integer({ min: 1, max: 15 });
    await law(
      "test/search/show/report/report.test.ts",
      fc.property(fc.double(), digits, fc.constantFrom(0, 2), (x, most, shift) => {
        expect(roundedDown(x, most, shift)).toBe(decimalBelow(x, most, shift));
        expect(roundedUp(x, most, shift)).toBe(decimalAbove(x, most, shift));
      }),
      1000,
    );
  });

  it("round margins down, a proved regret up and a searched one down", async () => {
    const { leastPercent, magnitude, roundedDown, roundedUp } = await format();
    expect([0.35479733, 9.9997e-7, 0, -0.012341, undefined].map(leastPercent)).toEqual([
      "+35.47 %",
      "+9.99·10⁻⁵ %",
      "0 %",
      "−1.235 %",
      "–",
    ]);
    expect([-2.2e-16, 2.8e-16].map(leastPercent)).toEqual(["−3·10⁻¹⁴ %", "+2·10⁻¹⁴ %"]);
    expect(magnitude(1.23e-9, roundedUp)).toBe("1.3·10⁻⁹");
    expect(magnitude(1.29e-9, roundedDown)).toBe("1.2·10⁻⁹");
  });

  it("quote a mechanism for the shell", async () => {
    const { solveCommand } = await words();
    expect(solveCommand(`it's $(x)`, [4, 2])).toBe(
      `npx goldilocks solve --mechanism 'it'\\''s $(x)' --values 4,2`,
    );
  });

  it("play a witness again, against rivals who bid, randomise or are not there", async () => {
    const { replayCommand } = await words();
    const witness = { identities: [2, 1], value: 4 };
    const mixture = [
      { bids: [] as number[], probability: 0.25 },
      { bids: [2, 3], probability: 0.75 },
    ];
    for (const [rivals, others] of [
      [{ others: [] }, ""],
      [{ others: [1, 3] }, " --others 1,3"],
      [{ others: [1.75, 2.25], mixture }, " --others @0.25 --others 2,3@0.75"],
    ] as const) {
      expect(replayCommand("wta", { ...witness, ...rivals })).toBe(
        `npx goldilocks replay --mechanism 'wta' --bids 2,1${others} --value 4`,
      );
    }
  });

  it("tell a verdict in words: the witness, the effort or the argument", async () => {
    const { verdictSentences } = await words();
    const said = (verdict: Verdict): string => verdictSentences(verdict).join(" ");
    expect(said(refuted)).toMatch(
      /rivals bidding 1, one bid of 3 gets 1 and pays 3; 2 identities bidding 2, 1/,
    );
    expect(said(refuted)).toContain("Violated: the payment falls by 1; the allocation changes by 0.");
    expect(said(refuted)).toContain("No value was found");
    const changed = { ...refuted.witness!, allocationChange: 0.1, paymentChange: 0.5 };
    expect(said({ ...refuted, witness: changed })).toContain(
      "Violated: the allocation rises by 0.1; the payment changes by 0.5.",
    );
    expect(said({ ...refuted, witness: { ...changed, paymentChange: -0.5 } })).toContain(
      "Both halves are violated: the allocation rises by 0.1, and the payment falls by 0.5.",
    );
    const mixture = [
      { bids: [1], probability: 0.25 },
      { bids: [2], probability: 0.75 },
    ];
    expect(said({ ...refuted, witness: { ...refuted.witness!, mixture } })).toMatch(
      /^Against rivals who randomise over 2 vectors of bids, one bid of 3/,
    );
    const { witness: _, ...rest } = refuted;
    const effort = { evaluations: 1234, seed: 5 };
    expect(said({ ...rest, outcome: "not-refuted", largestGainShare: 0, effort })).toMatch(
      /1,234 evaluations with seed 5.*not a proof/,
    );
    expect(said(rest)).toMatch(/seen is 0\.33334, beyond the tolerance\. The witness is left out/);
    expect(said({ ...rest, outcome: "proved", argument: "Cost is additive" })).toBe("Cost is additive.");
  });
});

const compiled = new URL("../../../../dist/search/show/report/report.js", import.meta.url);

describe.skipIf(!existsSync(compiled))("the compiled report", () => {
  it("finds its assets", async () => {
    const { renderReport } = await import(/* @vite-ignore */ compiled.href);
    expect(await renderReport(front)).toMatch(/^<!doctype html>/);
  });
});
