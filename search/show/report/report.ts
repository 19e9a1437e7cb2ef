import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Front } from "../../front/front.js";
import { pageData } from "./page-data.js";

/** The page's modules, each after those that it imports; they are joined into one script. */
const MODULES = [
  "dom.js",
  "format.js",
  "words.js",
  "points.js",
  "labels.js",
  "pareto.js",
  "filters.js",
  "formula.js",
  "curves.js",
  "history.js",
  "answer.js",
  "address.js",
  "downloads.js",
  "facts.js",
  "front-table.js",
  "profiles.js",
  "panel.js",
  "compare.js",
  "page.js",
] as const;

/**
 * One self-contained HTML page about a front: the Pareto picture, the front as a table, and every claim
 * about the selected mechanism. It needs no network, and what it shows of the front is text, never markup.
 */
export async function renderReport(front: Front): Promise<string> {
  const data = await pageData(front);
  const [d3, plot, page] = [...libraries(), pageScript()].map(inlineScript) as [string, string, string];
  const parts: Record<string, string> = {
    title: htmlText(front.job.name),
    policy: contentPolicy([d3, plot, page]),
    style: `<style>\n${asset("page.css")}</style>`,
    data: `<script type="application/json" id="data">${inertJson(data)}</script>`,
    scripts: `<script>${d3}</script>\n<script>${plot}</script>\n<script type="module">${page}</script>`,
  };
  // One pass with a function: data that looks like a placeholder or a `$` pattern stays what it is.
  return asset("page.html").replace(PLACEHOLDER, (_, comment, bare) => parts[comment ?? bare]!);
}

/** `{{name}}`, within a comment where an element is to stand. */
const PLACEHOLDER = /<!-- \{\{(\w+)\}\} -->|\{\{(\w+)\}\}/g;

/** JSON that an HTML parser reads as plain text wherever it stands. */
function inertJson(value: unknown): string {
  const codes: Record<string, string> = { "<": "\\u003c", ">": "\\u003e", "&": "\\u0026" };
  return JSON.stringify(value).replace(/[<>&]/g, (character) => codes[character]!);
}

function htmlText(text: string): string {
  const entities: Record<string, string> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" };
  return text.replace(/[<>&"]/g, (character) => entities[character]!);
}

/** The drawing libraries. d3 is found through Plot, whose dependency it is. */
function libraries(): string[] {
  const plot = createRequire(import.meta.url).resolve("@observablehq/plot");
  const d3 = createRequire(plot).resolve("d3");
  return [sibling(d3, "../dist/d3.min.js"), sibling(plot, "../dist/plot.umd.min.js")];
}

function sibling(file: string, path: string): string {
  const folder = file.replace(/[^/\\]*$/, "");
  return readFileSync(folder + path, "utf8");
}

/** The page's modules as one script: each holds only named imports and exports, which joining resolves. */
function pageScript(): string {
  return MODULES.map((name) =>
    asset(name)
      .replace(/^import [^;]*;\n/gm, "")
      .replace(/^export /gm, ""),
  ).join("\n");
}

/** A script as it may stand between script tags. HTML reads CR LF as LF, which would change its hash. */
function inlineScript(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(/<(?=\/script|!--)/gi, () => "\\x3c");
}

/** Nothing from the network, and no script but the page's own three: a stray tag in the data stays dead. */
function contentPolicy(scripts: readonly string[]): string {
  const hashes = scripts.map((script) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`);
  return [
    "default-src 'none'",
    `script-src ${hashes.join(" ")}`,
    "style-src 'unsafe-inline'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function asset(name: string): string {
  return readFileSync(new URL(name, assetsFolder()), "utf8").replaceAll("\r\n", "\n");
}

/** The assets are not compiled: they lie beside this file in the sources, and from dist/ up in the root. */
function assetsFolder(): URL {
  const folders = ["./assets/", "../../../../search/show/report/assets/"].map(
    (path) => new URL(path, import.meta.url),
  );
  const found = folders.find((folder) => existsSync(new URL("page.html", folder)));
  if (found === undefined) throw new Error("the report's assets (search/show/report/assets) are missing");
  return found;
}
