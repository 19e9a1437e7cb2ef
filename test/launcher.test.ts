import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

const run = promisify(execFile);

/** What `npm ci` leaves in a clone and the program needs. There is no compiler: a build would fail. */
const CLONED = ["package.json", "package-lock.json", ".npmrc", "search/launcher", "dist/src", "dist/search"];
const LONG_OUTPUT = resolve("results/split");

const root = mkdtempSync(join(tmpdir(), "goldilocks launcher "));
const clone = join(root, "a clone of mine");
const home = join(root, "home");
const cache = join(root, "cache");

/** Stands for the registry, and keeps the address of every request. */
const asked: string[] = [];
let registry: Server;

beforeAll(async () => {
  for (const path of CLONED) cpSync(path, join(clone, path), { recursive: true });
  linkPackages(join(clone, "node_modules"));
  for (const name of [".bin/goldilocks", "goldilocks-launcher"]) {
    const made = join("node_modules", name);
    mkdirSync(join(clone, "node_modules/.bin"), { recursive: true });
    symlinkSync(readlinkSync(made), join(clone, made));
  }
  registry = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(404).end("{}");
  });
  await new Promise<void>((done) => registry.listen(0, "127.0.0.1", done));
});

beforeEach(() => {
  for (const folder of [home, cache]) mkdirSync(folder);
  asked.length = 0;
});
afterEach(() => {
  for (const folder of [home, cache]) rmSync(folder, { recursive: true });
});
afterAll(() => {
  registry.close();
  rmSync(root, { recursive: true });
});

/** Puts links to the packages of this checkout into a folder, as far as it has none of that name. */
function linkPackages(folder: string): void {
  for (const name of readdirSync("node_modules")) {
    const own = name.startsWith(".") || name === "goldilocks-launcher" || existsSync(join(folder, name));
    if (own) continue;
    mkdirSync(folder, { recursive: true });
    symlinkSync(resolve("node_modules", name), join(folder, name));
  }
}

/** Runs a line of shell in a folder, as a user whose HOME and npm cache are empty. */
function shell(line: string, folder = clone): Promise<{ stdout: string; stderr: string }> {
  const { port } = registry.address() as AddressInfo;
  const own = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  const env = {
    ...Object.fromEntries(own),
    HOME: home,
    npm_config_cache: cache,
    npm_config_registry: `http://127.0.0.1:${port}`,
    npm_config_globalconfig: join(home, "no-npmrc"),
  };
  return run("bash", ["-o", "pipefail", "-c", line], { cwd: folder, env, maxBuffer: 1 << 26 });
}

/** Every file below a folder, with its size and when it was last changed. */
function filesIn(folder: string): string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return paths.map((path) => {
    const { size, mtimeMs } = lstatSync(join(folder, path));
    return `${path} ${size} ${mtimeMs}`;
  });
}

/** Runs lines at once; then the clone is as it was, npm's cache and HOME are empty, and nothing was requested. */
async function withoutATrace(...lines: readonly string[]) {
  const before = filesIn(clone);
  const ended = await Promise.all(lines.map((line) => shell(line)));
  expect(filesIn(clone)).toEqual(before);
  expect({ cache: filesIn(cache), home: filesIn(home), asked }).toEqual({ cache: [], home: [], asked: [] });
  return ended;
}

const TABLE = "npx goldilocks compare --values 4,2";
/** PAP relative to itself. */
const PAP_ROW = /^pap +pure +1 +1 +no$/m;

describe("npx goldilocks in a clone, after npm ci", () => {
  it("runs the first time, from a path with spaces, and leaves no trace", async () => {
    const [ended] = await withoutATrace(TABLE);
    expect(ended!.stdout).toMatch(PAP_ROW);
    expect(ended!.stderr).toBe("");
  });

  it("runs twice at once", async () => {
    const [one, other] = await withoutATrace(TABLE, TABLE);
    expect(one!.stdout).toMatch(PAP_ROW);
    expect(one).toEqual(other);
  });

  it("ends quietly when its reader has enough, and runs again after that", async () => {
    const cut = `npx goldilocks inspect '${LONG_OUTPUT}' --json | head -c 10`;
    const [ended] = await withoutATrace(cut);
    const [again] = await withoutATrace(TABLE);
    expect(ended).toEqual({ stdout: expect.stringMatching(/^.{10}$/s), stderr: "" });
    expect(again!.stdout).toMatch(PAP_ROW);
  });

  it("runs from a folder within the clone", async () => {
    const [ended] = await withoutATrace("cd dist/search && npx goldilocks --version");
    expect(ended!.stdout).toBe("0.1.0\n");
  });

  it("says what to do where nothing is compiled", async () => {
    const bare = join(root, "not compiled");
    cpSync("search/launcher", join(bare, "search/launcher"), { recursive: true });
    await expect(shell("node search/launcher/goldilocks.js", bare)).rejects.toMatchObject({
      code: 2,
      stderr: "goldilocks: it is not compiled: run `npm run build` in the clone\n",
    });
  });
});

describe("the package that npm pack makes of a clone", () => {
  it("gives the command where it is installed, and leaves package.json as it was", async () => {
    const manifest = readFileSync(join(clone, "package.json"), "utf8");
    const elsewhere = join(root, "else where");
    const packed = join(root, "packed");
    for (const folder of [elsewhere, packed]) mkdirSync(folder);
    // Without what would have to be fetched, compiled again, or installed from a registry.
    cpSync(clone, packed, { recursive: true, verbatimSymlinks: true });
    await shell("npm pkg delete scripts.prepare dependencies devDependencies optionalDependencies", packed);
    const shortened = readFileSync(join(packed, "package.json"), "utf8");
    await shell(`npm pack --pack-destination '${elsewhere}'`, packed);
    expect(readFileSync(join(packed, "package.json"), "utf8")).toBe(shortened);
    expect(JSON.parse(manifest)).not.toHaveProperty("bin");

    await shell("npm install --offline ./goldilocks-0.1.0.tgz", elsewhere);
    linkPackages(join(elsewhere, "node_modules"));
    const { stdout } = await shell(TABLE, elsewhere);
    expect(stdout).toMatch(PAP_ROW);
  });
});
