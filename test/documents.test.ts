import { execFile } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { COMMANDS } from "../search/command/commands.js";
import { refuseUnbuildable, resolveJob } from "../search/job/job.js";
import { JOB_KEYS } from "../search/job/schema.js";

const run = promisify(execFile);
const DOCUMENTS = [
  ...["README.md", "GLOSSARY.md", "THEORY.md", "CONTRIBUTING.md", "CHANGELOG.md"],
  ...readdirSync("docs").map((name) => `docs/${name}`),
  ...["results/README.md", "results/average/README.md", "search/README.md"],
];
const textOf = (document: string) => readFileSync(document, "utf8");

/** Commands that this test does not run, and who does. Each has to occur in a document. */
const NOT_RUN: readonly (readonly [RegExp, string])[] = [
  [/^npm ci/, "npm itself; what it starts has tests"],
  [/^npm (run|test)/, "these tests, or a benchmark of minutes"],
  [/^GOLDILOCKS_SEED=/, "the form of a command that a failing law prints"],
  [/^npm run build && GOLDILOCKS_GOLDEN=/, "rewrites the golden front"],
  [/^npx biome /, "rewrites files of the clone"],
  [/^export /, "holds a password in place of dots"],
  [/^(srun|systemd-run) /, "needs Slurm or systemd"],
  [/^chromium /, "needs a browser; test/search/show/report/page.test.ts opens the page in one"],
  [/^nohup |results\/tonight/, "eight hours; test/search/run/run.test.ts runs, stops and resumes searches"],
  [/redis:\/\//, "needs a queue; test/search/run/queue.test.ts has one"],
  [/goldilocks study /, "minutes; test/search/study/check.test.ts runs each with small options"],
  [/goldilocks check results\/exponent/, "minutes; npm run check:results"],
  [/goldilocks improve /, "up to minutes; test/search/command/improve.test.ts"],
  [/goldilocks verify .*--minutes/, "a minute; test/search/command/verify.test.ts"],
  [/goldilocks watch /, "serves until it is stopped; test/search/command/watch.test.ts"],
];

/** A saved reply of a relay, and a table of winning bids, by the names that documents give them. */
const BIDS = ["40", "10", "5"].map((value, k) => ({
  ...{ slot: "6214255", timestamp_ms: String(1681338455000 + 100 * k) },
  ...{ builder_pubkey: `0x${"abc"[k]}`, value: `${value}000000000000000` },
}));
const WINNING_BIDS =
  "block_number,slot,builder_label,builder_pubkey,value_wei\n" +
  "1,6214255,one,0xa,40000000000000000\n2,6214256,two,0xb,10000000000000000\n";

/** A command of a document, and what it prints where the document shows that. */
interface Shown {
  readonly document: string;
  readonly command: string;
  readonly printed: string | null;
}

/** The commands of indented blocks, and of blocks of a console with what follows each. */
function commandsOf(document: string): Shown[] {
  const text = textOf(document);
  const consoles = [...text.matchAll(/```console\n([\s\S]*?)```/g)].flatMap(([, block]) =>
    block!
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [command, ...lines] = part.split("\n");
        return { document, command: command!, printed: lines.join("\n").trimEnd() };
      }),
  );
  const plain = text
    .replace(/```[\s\S]*?```/g, "")
    .split("\n")
    .filter((line) =>
      /^ {4,6}(npx|npm|nohup|export|srun|systemd-run|chromium|goldilocks|[A-Z_]+=)/.test(line),
    )
    .map((line) => ({ document, command: line.trim().replace(/\s+#.*$/, ""), printed: null }));
  return [...plain, ...consoles];
}

describe("what people read first", () => {
  it("answers within 150 lines of README, and explains at most 60 terms", () => {
    expect(textOf("README.md").split("\n").length).toBeLessThanOrEqual(151);
    expect(textOf("GLOSSARY.md").match(/^- \*\*/gm)!.length).toBeLessThanOrEqual(60);
  });

  const EXAMPLE = /```js\n([\s\S]*?)```\s+prints\s+```text\n([\s\S]*?)```/g;
  const examples = DOCUMENTS.flatMap((document) => {
    const text = textOf(document);
    // An example that does not say what it prints would not be compared with anything.
    expect(text.match(/^```js$/gm)?.length ?? 0, document).toBe([...text.matchAll(EXAMPLE)].length);
    return [...text.matchAll(EXAMPLE)].map(([, code, printed], k) => ({
      ...{ where: `${document}, ${k + 1}`, code, printed },
    }));
  });
  it.each(examples)("has examples that print what they say: $where", async ({ code, printed }) => {
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", code!]);
    expect(stdout).toBe(printed);
  });

  it.each(DOCUMENTS)("%s links to files and headings that exist", (document) => {
    const links = [...textOf(document).matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, target]) => target!);
    const broken = links.filter((target) => {
      const [path, anchor] = target.split("#") as [string, string?];
      const file = path === "" ? document : join(dirname(document), path);
      return !existsSync(file) || (anchor !== undefined && !anchorsOf(textOf(file)).includes(anchor));
    });
    expect(broken).toEqual([]);
  });
});

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}

describe("the jobs of docs/jobs.md", () => {
  const jobs = [...textOf("docs/jobs.md").matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) =>
    JSON.parse(text!),
  );

  it.each(jobs.map((job) => [job.name, job]))("%s is a job that a search takes", async (name, job) => {
    // What reads the file of its scenario puts its profiles there.
    const profiles = [{ name: "one", values: [2, 1] }];
    const read = name === "from-file" ? { ...job, scenario: { name, profiles } } : job;
    await refuseUnbuildable(resolveJob(read, name), name);
  });

  it("show every key of a job", () => {
    const keysIn = (value: unknown): string[] =>
      typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysIn(inner)])
        : [];
    const shown = new Set(jobs.flatMap(keysIn));
    expect(JOB_KEYS.length).toBeGreaterThan(40);
    expect(JOB_KEYS.filter((key) => !shown.has(key))).toEqual([]);
  });
});

describe("commands in documents", () => {
  const shown = DOCUMENTS.flatMap(commandsOf);
  const isNotRun = ({ command }: Shown) => NOT_RUN.some(([form]) => form.test(command));
  const folder = mkdtempSync(join(tmpdir(), "goldilocks-documents-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("has no exception that no document needs", () => {
    expect(NOT_RUN.filter(([form]) => !shown.some(({ command }) => form.test(command)))).toEqual([]);
  });

  it("names commands and options that exist, in running text too", async () => {
    const inline = DOCUMENTS.flatMap((document) =>
      [...textOf(document).matchAll(/`(?:npx )?goldilocks ([^`]*)`/g)].map(
        ([, words]) => `goldilocks ${words}`,
      ),
    );
    const wrong: string[] = [];
    for (const command of [...inline, ...shown.map((each) => each.command)]) {
      const words = command
        .split(/goldilocks(?: |$)/)
        .slice(1)
        .join(" ")
        .split(/\s+/);
      const listed = COMMANDS.find(({ name }) => name === words[0]);
      if (command.startsWith("npm") || words[0]!.startsWith("--") || words[0] === "") continue;
      if (!command.includes("goldilocks")) continue;
      const loaded = await listed?.load();
      const options = [loaded, ...(loaded?.commands ?? [])].flatMap((each) => each?.options ?? []);
      const known = ["--help", ...options.flatMap(({ long }) => long ?? [])];
      const unknown = words.filter((word) => word.startsWith("--") && !known.includes(word.split("=")[0]!));
      if (listed === undefined || unknown.length > 0) wrong.push(`${command}: ${unknown.join(" ")}`);
    }
    expect(wrong).toEqual([]);
  });

  /** A folder like the clone, in which a search takes seconds, with a shell that finds the compiled program as `npx goldilocks`. */
  function cloneLike(): string {
    for (const name of ["search/jobs", "search/settings", "results"]) {
      cpSync(name, join(folder, name), { recursive: true });
    }
    const quickstart = join(folder, "search/jobs/quickstart.json");
    const job = JSON.parse(readFileSync(quickstart, "utf8"));
    writeFileSync(quickstart, JSON.stringify({ ...job, scenario: "article", budget: { evaluations: 24 } }));
    writeFileSync(join(folder, "bids.json"), JSON.stringify(BIDS));
    writeFileSync(join(folder, "winning-bids.csv"), WINNING_BIDS);
    mkdirSync(join(folder, "bin"));
    writeFileSync(
      join(folder, "bin/npx"),
      `#!/bin/sh\nshift\nexec "${process.execPath}" "${resolve("dist/search/cli.js")}" "$@"\n`,
    );
    chmodSync(join(folder, "bin/npx"), 0o755);
    return folder;
  }

  it("run as they stand, in the order of each document, and print what is shown", async () => {
    const cwd = cloneLike();
    const env = { ...process.env, PATH: `${join(cwd, "bin")}${delimiter}${process.env.PATH}` };
    const wrong: unknown[] = [];
    for (const { document, command, printed } of shown.filter((each) => !isNotRun(each))) {
      const program = command.replace(/^goldilocks /, "npx goldilocks ");
      const ended = await run("sh", ["-c", program], { cwd, env, maxBuffer: 1e8 }).then(
        ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
        (error) => ({ code: error.code, stdout: String(error.stdout), stderr: String(error.stderr) }),
      );
      const refuted = ended.code === 1 && ended.stdout.includes("refuted");
      const differs = printed !== null && ended.stdout.trimEnd() !== printed;
      if ((ended.code !== 0 && !refuted) || differs) wrong.push({ document, command, ...ended });
    }
    expect(wrong).toEqual([]);
  });
});
