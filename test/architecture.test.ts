import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/** A file of the project: its path from the root, with `/`, and its text. */
interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What each part of a half may import of that half, beside itself. A part is a folder, or a file at the half's top. */
type ImportTable = Readonly<Record<string, readonly string[]>>;

/** The science. Nothing in it leads to search. */
const SRC: ImportTable = {
  "input-error.ts": [],
  "nearest.ts": [],
  claim: [],
  numeric: [],
  pareto: [],
  scenario: ["input-error.ts", "nearest.ts", "numeric"],
  mechanism: ["input-error.ts", "nearest.ts", "numeric"],
  equilibrium: ["claim", "numeric", "mechanism", "scenario"],
  certificate: ["numeric", "mechanism"],
  metric: ["numeric", "scenario"],
  sybil: ["claim", "numeric", "mechanism", "equilibrium"],
  optimise: ["numeric", "pareto", "programme"],
  study: ["numeric", "pareto", "mechanism", "scenario", "equilibrium", "metric", "sybil"],
  programme: ["numeric", "mechanism", "scenario", "equilibrium", "metric", "sybil", "evaluation"],
  improve: ["numeric", "mechanism", "scenario", "equilibrium", "sybil", "programme"],
  setting: ["claim", "numeric", "mechanism", "scenario", "equilibrium", "metric", "sybil"],
  evaluation: ["mechanism", "scenario", "equilibrium", "metric", "pareto", "sybil"],
  "evaluate.ts": ["mechanism", "scenario", "equilibrium", "metric", "sybil", "evaluation"],
  public: [
    ...["input-error.ts", "nearest.ts", "pareto", "scenario", "mechanism", "equilibrium", "metric", "sybil"],
    ...["study", "setting", "evaluation", "evaluate.ts"],
  ],
  "index.ts": [
    ...["claim", "input-error.ts", "scenario", "mechanism", "equilibrium", "metric", "sybil", "setting"],
    ...["evaluation", "evaluate.ts", "public"],
  ],
};

/** The machine; all of it may import src. */
const SEARCH: ImportTable = {
  io: [],
  executor: ["io"],
  job: ["io", "executor"],
  front: ["io", "executor", "job"],
  run: ["io", "executor", "job", "front"],
  show: ["executor", "job", "front", "run"],
  relay: [],
  certificate: ["io"],
  study: ["io", "certificate", "front", "show"],
  bench: ["io", "executor", "job"],
  command: ["io", "executor", "job", "front", "run", "show", "relay", "certificate", "study", "bench"],
  "cli.ts": ["command"],
};

const TABLES: Readonly<Record<string, ImportTable>> = { src: SRC, search: SEARCH };

/**
 * Each third-party package has one owner: a file, a folder, or with a `*` every file whose name ends so; the rest of the
 * project goes through it.
 */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  mathjs: ["src/mechanism/expression/", "src/numeric/exact.ts"],
  "fastest-levenshtein": ["src/nearest.ts"],
  "pure-rand": ["src/numeric/random.ts"],
  "ml-matrix": ["src/numeric/linear.ts"],
  fmin: ["src/numeric/nelder-mead.ts"],
  zod: ["*schema.ts", "search/io/fault.ts", "search/io/distinct.ts"],
  "csv-parse": ["search/relay/winning-bids.ts"],
  "cli-table3": ["search/show/text/table.ts"],
  "cli-progress": ["search/show/progress-reporter.ts"],
  bullmq: ["search/executor/queue/bullmq.ts", "search/executor/queue/bullmq-module.d.ts"],
  "worker-threads-pool": ["search/executor/threads.ts", "search/executor/worker-threads-pool.d.ts"],
  "safe-stable-stringify": ["search/io/canonical.ts"],
  commander: ["search/command/"],
  mathup: ["search/show/text/formula.ts"],
  highs: ["search/io/linear-programme.ts"],
  "@observablehq/plot": ["search/show/report/", "search/show/figure/plot.ts"],
  jsdom: ["search/show/figure/document.ts", "search/show/figure/jsdom.d.ts"],
  d3: ["search/show/report/"],
};

/** Packages that no manifest of ours names: they come with another, and are found through it. */
const BROUGHT_ALONG: Readonly<Record<string, string>> = { d3: "@observablehq/plot" };

/** Names of the world outside that the science does without. */
const IMPURE: readonly string[] = [
  ...["process", "console", "performance", "Date", "crypto", "Buffer", "fetch", "globalThis", "global"],
  ...["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "require"],
];

/** What a file names: modules, and globals of its surroundings. */
interface Named {
  readonly modules: readonly string[];
  readonly globals: readonly string[];
}

const known = new Map<SourceFile, Named>();

/** Reads a file once, however many rules ask. */
function namedIn(file: SourceFile): Named {
  const named = known.get(file) ?? parse(file);
  known.set(file, named);
  return named;
}

function parse({ path, text }: SourceFile): Named {
  const modules: string[] = [];
  const used: string[] = [];
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    const module = moduleNamedBy(node);
    if (module !== undefined) modules.push(module);
    if (ts.isIdentifier(node)) {
      if (declares(node)) declared.add(node.text);
      else if (!isMemberName(node)) used.push(node.text);
    }
    if (ts.isPropertyAccessExpression(node) && node.getText() === "Math.random") used.push("Math.random");
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  const globals = [...IMPURE, "Math.random"].filter((word) => used.includes(word) && !declared.has(word));
  return { modules, globals };
}

/** Imports, exports, `import(..)`, `import("..").Type`, `declare module`, and calls of require and resolve. */
function moduleNamedBy(node: ts.Node): string | undefined {
  const name =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isModuleDeclaration(node)
        ? node.name
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : ts.isCallExpression(node) && /(^import|^require|\bresolve)$/.test(node.expression.getText())
            ? node.arguments[0]
            : undefined;
  return name && ts.isStringLiteralLike(name) ? name.text : undefined;
}

function declares(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent)) &&
    parent.name === node
  );
}

/** The `b` of `a.b` and of `{ b: 1 }`. */
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return false;
  return (parent as { name?: ts.Node }).name === node;
}

/** The part of its half that a path belongs to: `numeric`, `evaluate.ts`. */
function partOf(path: string): string {
  return path.split("/")[1]!;
}

function halfOf(path: string): string {
  return path.split("/")[0]!;
}

function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

function targetOf(path: string, specifier: string): string {
  return posix.join(posix.dirname(path), specifier).replace(/\.js$/, ".ts");
}

/** Every breach of the rules above, one line each. */
function breaches(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const { modules, globals } = namedIn(file);
    const pure = file.path.startsWith("src/") ? globals : [];
    return [
      ...modules.flatMap((specifier) => importBreach(file.path, specifier) ?? []),
      ...pure.map((word) => `${file.path}: ${word} is impure`),
    ];
  });
}

function importBreach(path: string, specifier: string): string | null {
  const at = `${path}: ${specifier}`;
  const inScience = path.startsWith("src/");
  if (specifier.startsWith("node:")) return inScience ? `${at}: the science touches no machine` : null;
  if (!specifier.startsWith(".")) return ownerBreach(path, packageOf(specifier), at);
  const target = targetOf(path, specifier);
  if (inScience && !target.startsWith("src/")) return `${at}: src imports nothing from outside src`;
  if (!/^(src|search)\//.test(target)) return `${at}: search imports src and itself only`;
  if (!inScience && target.startsWith("src/")) return null;
  const [from, to] = [partOf(path), partOf(target)];
  const allowed = from === to || TABLES[halfOf(path)]![from]?.includes(to);
  return allowed ? null : `${at}: ${from} may not import ${to}`;
}

function ownerBreach(path: string, name: string, at: string): string | null {
  const owners = OWNERS[name];
  if (owners === undefined) return `${at}: ${name} has no owner`;
  const owned = owners.some((owner) => isOf(owner, path));
  return owned ? null : `${at}: ${name} belongs to ${owners.join(" and ")}`;
}

/** Whether a path is, or is within, an owner. */
function isOf(owner: string, path: string): boolean {
  if (owner.startsWith("*")) return path.endsWith(owner.slice(1));
  return path === owner || (owner.endsWith("/") && path.startsWith(owner));
}

const files = ["src", "search"].flatMap((top) =>
  readdirSync(top, { recursive: true, encoding: "utf8" })
    .map((path) => `${top}/${path.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(".ts"))
    .map((path): SourceFile => ({ path, text: readFileSync(path, "utf8") })),
);
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
};

describe("the project's files", () => {
  it("keep every rule of imports, owners and purity", () => {
    expect(files.length).toBeGreaterThan(80);
    expect(breaches(files)).toEqual([]);
  });

  it("import only files that are there", () => {
    const missing = files.flatMap((file) =>
      namedIn(file)
        .modules.filter((specifier) => specifier.startsWith("."))
        .map((specifier) => targetOf(file.path, specifier))
        .filter((target) => !existsSync(target)),
    );
    expect(missing).toEqual([]);
  });

  it("lie in parts that the graph knows", () => {
    const strays = files.filter(({ path }) => !(partOf(path) in TABLES[halfOf(path)]!));
    expect(strays.map(({ path }) => path)).toEqual([]);
  });

  it("leave no dependency without an owner", () => {
    const { dependencies, optionalDependencies } = manifest;
    const expected = [dependencies, optionalDependencies, BROUGHT_ALONG].flatMap(Object.keys);
    expect(Object.keys(OWNERS).sort()).toEqual(expected.sort());
    for (const carrier of Object.values(BROUGHT_ALONG))
      expect(manifest.dependencies).toHaveProperty([carrier]);
  });

  it.each(Object.entries(OWNERS))("use %s where its owner says", (name, owners) => {
    for (const owner of owners) {
      const own = files.filter(({ path }) => isOf(owner, path));
      expect(
        own.flatMap((file) => namedIn(file).modules.map(packageOf)),
        owner,
      ).toContain(name);
    }
  });

  it("reach the formula parser by a dynamic import alone", () => {
    const eager = files.filter(
      ({ path, text }) =>
        !path.startsWith("src/mechanism/expression/") &&
        /^import (?!type )[^;]*\/expression\/(compile|syntax)/m.test(text),
    );
    expect(eager.map(({ path }) => path)).toEqual([]);
  });
});

describe.each(Object.entries(TABLES))("the graph of %s", (half, table) => {
  it("has no cycles", () => {
    const visit = (part: string, trail: readonly string[]): void => {
      expect(trail, `${[...trail, part].join(" > ")}`).not.toContain(part);
      expect(Object.keys(table)).toContain(part);
      for (const next of table[part]!) visit(next, [...trail, part]);
    };
    for (const part of Object.keys(table)) visit(part, []);
  });

  it("allows no import that nobody makes", () => {
    const made = files
      .filter(({ path }) => halfOf(path) === half)
      .flatMap((file) =>
        namedIn(file)
          .modules.filter((specifier) => specifier.startsWith("."))
          .map((specifier) => targetOf(file.path, specifier))
          .filter((target) => halfOf(target) === half)
          .map((target) => `${partOf(file.path)} > ${partOf(target)}`),
      );
    const allowed = Object.entries(table).flatMap(([from, all]) => all.map((to) => `${from} > ${to}`));
    expect(allowed.filter((each) => !made.includes(each))).toEqual([]);
  });
});

describe("a planted violation is caught", () => {
  it.each([
    ["a folder that reaches up", "src/numeric/a.ts", 'import { solve } from "../equilibrium/solve.js";'],
    ["a type that reaches up", "src/scenario/a.ts", 'import type { Rule } from "../mechanism/mechanism.js";'],
    ["an import over lines", "src/pareto/a.ts", 'import {\n  a,\n  b,\n} from "../metric/metrics.js";'],
    ["a side-effect import", "src/pareto/a.ts", 'import "../metric/metrics.js";'],
    ["a re-export", "src/pareto/a.ts", 'export * from "../metric/metrics.js";'],
    ["a dynamic import", "src/pareto/a.ts", 'const m = await import("../metric/metrics.js");'],
    ["a type in place", "src/pareto/a.ts", 'type M = import("../metric/metrics.js").M;'],
    ["the waist from below", "src/sybil/a.ts", 'import { evaluate } from "../evaluate.js";'],
    ["an optimiser in the waist", "src/evaluate.ts", 'import { a } from "./optimise/sampler.js";'],
    [
      "the machine in the science",
      "src/metric/a.ts",
      'import { table } from "../../search/show/text/table.js";',
    ],
    ["tests in the machine", "search/run/a.ts", 'import { law } from "../../test/law.js";'],
    ["a room that reaches up", "search/run/a.ts", 'import { table } from "../show/text/table.js";'],
    ["a command in a room", "search/front/a.ts", 'import { print } from "../command/input.js";'],
    ["node in the science", "src/metric/a.ts", 'import { readFileSync } from "node:fs";'],
    ["a package beside its owner", "src/metric/a.ts", 'import { parse } from "mathjs/number";'],
    ["a package beside its owning file", "src/numeric/a.ts", 'import { Matrix } from "ml-matrix";'],
    ["a package of the machine in the science", "src/metric/a.ts", 'import { z } from "zod";'],
    ["a package that nobody owns", "search/a.ts", 'import { z } from "left-pad";'],
    ["a scoped package beside its owner", "search/a.ts", 'import * as P from "@observablehq/plot";'],
    ["a package by require", "search/a.ts", 'const c = require("commander");'],
    ["a clock", "src/metric/a.ts", "const now = Date.now();"],
    ["a new date", "src/metric/a.ts", "const now = new Date();"],
    ["a high-resolution clock", "src/metric/a.ts", "const t = performance.now();"],
    ["chance", "src/metric/a.ts", "const u = Math.random();"],
    ["a print", "src/metric/a.ts", 'console.log("here");'],
    ["the environment", "src/metric/a.ts", "const debug = process.env.DEBUG;"],
    ["a print within a template", "src/metric/a.ts", `const t = \`\${console.log(1)}\`;`],
    ["a clock passed on", "src/metric/a.ts", "const world = { Date };"],
    ["a library beside its owner", "search/a.ts", 'const d3 = createRequire(plot).resolve("d3");'],
    ["global state", "src/metric/a.ts", "globalThis.cache = 1;"],
    ["a timer", "src/metric/a.ts", "setTimeout(f, 1);"],
  ])("%s", (_, path, text) => {
    expect(breaches([{ path, text }])).toHaveLength(1);
  });

  it.each([
    ["an allowed import", "src/sybil/a.ts", 'import { randomStream } from "../numeric/random.js";'],
    ["the own folder", "src/sybil/a.ts", 'import { gainAgainst } from "./gain.js";'],
    ["the owner", "src/numeric/linear.ts", 'import { Matrix } from "ml-matrix";'],
    [
      "a path of the owner's package",
      "src/mechanism/expression/syntax.ts",
      'import { p } from "mathjs/number";',
    ],
    ["node in the machine", "search/a.ts", 'import { readFileSync } from "node:fs";'],
    [
      "words in comments and strings",
      "src/metric/a.ts",
      '/** console, Date */ // process\nconst s = "Date";',
    ],
    ["a name of ours", "src/metric/a.ts", "const performance: number = margins.performance + dateOf(x);"],
  ])("and %s is not one", (_, path, text) => {
    expect(breaches([{ path, text }])).toEqual([]);
  });
});
