import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { digestOf } from "../../../../search/front/digest.js";
import type { Front } from "../../../../search/front/front.js";
import { frontPicture } from "../../../../search/show/figure/front.js";
import { goldilocks } from "../../cli.js";

const root = mkdtempSync(join(tmpdir(), "goldilocks-report-"));
afterAll(() => rmSync(root, { recursive: true }));

/** The golden front, as a run would have written it. */
const golden = JSON.parse(readFileSync("test/golden/tiny-front.json", "utf8"));
const made = { at: "2024-01-01T00:00:00Z", code: "0", node: "v20", seed: 7, wallSeconds: 1, workers: 1 };
const front: Front = { ...golden, made, sha256: digestOf({ ...golden, made }) };

/** A folder of its own with a front in it. */
function folderWith(name: string, text = JSON.stringify(front)): string {
  const folder = join(root, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "front.json"), text);
  return folder;
}

describe.concurrent("report", () => {
  it("writes one page beside the front, by its folder or its file", async () => {
    const folder = folderWith("beside");
    const byFolder = await goldilocks(["report", folder]);
    expect(byFolder).toMatchObject({ code: 0, stderr: "" });
    const page = readFileSync(join(folder, "report.html"), "utf8");
    expect(page).toMatch(/^<!doctype html>[\s\S]*<\/html>\s*$/);
    rmSync(join(folder, "report.html"));
    await goldilocks(["report", join(folder, "front.json")]);
    expect(readFileSync(join(folder, "report.html"), "utf8")).toBe(page);
    expect(readdirSync(folder).sort()).toEqual(["front.json", "report.html"]);
  });

  it("writes the page and the picture where it is told, and says so as JSON", async () => {
    const folder = folderWith("told");
    const [page, svg] = [join(root, "a.html"), join(root, "a.svg")];
    const { code, stdout } = await goldilocks(["report", folder, "--out", page, "--svg", svg, "--json"]);
    expect({ code, ...JSON.parse(stdout) }).toEqual({ code: 0, schema: "goldilocks/report/1", page, svg });
    expect(readFileSync(svg, "utf8")).toMatch(
      /^<svg xmlns=[\s\S]*dominates PAP on average[\s\S]*<\/svg>\s*$/,
    );
    expect(readFileSync(svg, "utf8")).toContain('<rect width="100%" height="100%" fill="white"/>');
    expect(existsSync(page)).toBe(true);
    expect(readdirSync(folder)).toEqual(["front.json"]);
  });

  const [first, ...others] = front.front;
  const edited = (changes: object) => ({ ...front, front: [{ ...first!, ...changes }, ...others] });
  /** An edit whose digest was made to fit, as a program of somebody else's would. */
  const altered = (changes: object) => {
    const content = edited(changes);
    return JSON.stringify({ ...content, sha256: digestOf(content) });
  };
  it.each<[string, string, RegExp]>([
    ["truncated", JSON.stringify(front).slice(0, 5000), /front\.json: broken JSON/],
    [
      "newer",
      JSON.stringify({ ...front, schema: "goldilocks/front/2" }),
      /schema "goldilocks\/front\/2"; this/,
    ],
    ["foreign", "[]", /is not a front/],
    [
      "edited by hand",
      JSON.stringify(edited({ scores: { ...first!.scores, revenueOverPap: 9 } })),
      /: was changed after it was written; goldilocks check says what does not hold/,
    ],
    ["unknown", altered({ candidate: { family: "papp" } }), /no family "papp"; nearest is "pap"/],
    ["short", altered({ perProfile: first!.perProfile.slice(1) }), /has 1 results for 2 profiles/],
    ["scoreless", altered({ scores: {} }), /front\.0\.scores\.revenueOverPap/],
    [
      "bidless",
      altered({ perProfile: first!.perProfile.map((result) => ({ ...result, bids: [1] })) }),
      /has 1 bids for the 2 values of article/,
    ],
  ])(
    "refuses a file that is %s in one line, and leaves the page that was there",
    async (name, text, message) => {
      const folder = folderWith(name, text);
      writeFileSync(join(folder, "report.html"), "the page before");
      const { code, stdout, stderr } = await goldilocks(["report", folder, "--svg", join(folder, "a.svg")]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(message);
      expect(stderr.trimEnd()).not.toContain("\n");
      expect(readFileSync(join(folder, "report.html"), "utf8")).toBe("the page before");
      expect(readdirSync(folder).sort()).toEqual(["front.json", "report.html"]);
    },
  );

  it("refuses to write over the front, on a folder, on its other file, or where nothing can be", async () => {
    const folder = folderWith("over");
    const file = join(folder, "front.json");
    for (const [options, message] of [
      [["--out", file], /--out .*: is the front itself/],
      [["--svg", file], /--svg .*: is the front itself/],
      [["--out", folder], /--out .*: is a folder/],
      [["--svg", join(folder, "report.html")], /--svg .*: is the page already/],
      [["--out", join(folder, "none", "a.html")], /a\.html: .*choose a place/],
      [["--out", join(folder, "a.html"), "--svg", join(folder, "none", "a.svg")], /a\.svg: .*choose a place/],
    ] as const) {
      const { code, stderr } = await goldilocks(["report", folder, ...options]);
      expect({ options, code }).toEqual({ options, code: 2 });
      expect(stderr).toMatch(message);
    }
    expect(readdirSync(folder)).toEqual(["front.json"]);
    expect(readFileSync(file, "utf8")).toBe(JSON.stringify(front));
  });
});

describe("the picture of a front", () => {
  const { series, shaded, x, y, at } = frontPicture(front);
  const named = (name: string, mark = "dots") =>
    series.filter((each) => each.name === name && each.mark === mark);

  it("has every point of the front, relative to PAP, by its family", () => {
    const drawn = series.filter(({ name }) => name.startsWith("front: ")).flatMap(({ points }) => points);
    const places = front.front.map(({ scores }) => [scores.revenueOverPap, scores.fairnessOverPap]);
    expect([...drawn].sort()).toEqual([...places].sort());
    for (const { candidate } of front.front) expect(named(`front: ${candidate.family}`)).toHaveLength(1);
  });

  it("shades what dominates PAP, to the end of the frame, between PAP's lines", () => {
    expect(named("PAP")[0]!.points).toEqual([[1, 1]]);
    expect(at).toEqual({ x: [1], y: [1] });
    expect(shaded).toMatchObject({ x: [1, x.domain![1]], y: [1, y.domain![1]] });
    expect(x.domain![1]).toBeGreaterThan(1);
    expect(y.domain![1]).toBeGreaterThan(1);
  });

  it("draws the Tullock curve within the frame, and names WTA with its figures where it lies beyond", () => {
    const [[low, high], [under, over]] = [x.domain!, y.domain!];
    const curve = named("Tullock curve", "line").flatMap(({ points }) => points);
    expect(curve.length).toBeGreaterThan(5);
    for (const [revenue, fairness] of series.flatMap(({ points }) => points)) {
      expect(revenue).toBeGreaterThanOrEqual(low - 1e-12);
      expect(revenue).toBeLessThanOrEqual(high + 1e-12);
      expect(fairness).toBeGreaterThanOrEqual(under - 1e-12);
      expect(fairness).toBeLessThanOrEqual(over + 1e-12);
    }
    const wta = series.filter(({ name }) => name.startsWith("WTA"));
    expect(wta).toHaveLength(1);
    expect(wta[0]!.name).toMatch(wta[0]!.points.length > 0 ? /^WTA$/ : /^WTA \(beyond: [\d.]+, 0\.00\)$/);
  });
});
