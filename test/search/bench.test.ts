import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { Contests } from "../../search/bench/equilibrium.js";
import { timedPasses } from "../../search/bench/timing.js";
import { benchCommand } from "../../search/command/bench.js";
import { InputError } from "../../src/input-error.js";
import { papBenchmark } from "../../src/scenario/pap-benchmark.js";

const folder = mkdtempSync(join(tmpdir(), "goldilocks-bench-"));
afterAll(() => rmSync(folder, { recursive: true }));

const pair = (a: number, v: readonly [number, number], unit = 1) => ({
  a,
  v: v.map((value) => value * unit),
  b: v.map((value) => (unit * a * value * (v[0] * v[1]) ** a) / (v[0] ** a + v[1] ** a) ** 2),
});
const alike = (a: number, value: number, n: number) => ({
  a,
  v: Array<number>(n).fill(value),
  b: Array<number>(n).fill((a * value * (n - 1)) / n ** 2),
});
const pap = (v: readonly number[]) => {
  const { total, allocations } = papBenchmark(v);
  return { a: 1, v, b: allocations.map((share) => total * share) };
};

/** Contests with their bids in closed form. */
const CLOSED = [
  pair(1, [4, 2]),
  pair(0.5, [4, 2]),
  pair(0.77, [10, 0.1]),
  pair(0.995, [1, 50]),
  pair(0.6, [3, 1], 1e300),
  alike(0.9, 3, 7),
  alike(0.999, 1, 3),
  alike(0.5, 1, 50),
  pap([10, 9, 8, 1, 0.5]),
  pap([3, 3, 1.5, 1.5]),
  // Not concave, so by the general path: alpha below its threshold of 1.38333.
  pair(1.2, [4, 2]),
].map((each, id) => ({ id, ...each }));
const instances = CLOSED.map(({ id, a, v }) => ({ id, a, v: [...v] }));

function written(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

async function bench(...words: string[]): Promise<string> {
  const lines: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  try {
    await benchCommand().exitOverride().parseAsync(words, { from: "user" });
  } finally {
    spy.mockRestore();
  }
  return lines.join("");
}

describe("goldilocks bench equilibrium", () => {
  it("writes the timed passes and every solution, as the closed forms have it", async () => {
    const path = written("w1.json", { work: "W1", n: 0, instances });
    const out = join(folder, "timed.json");
    const said = await bench("equilibrium", "--in", path, "--out", out, "--min-seconds", "0.05");
    expect(said).toMatch(/^equilibrium: \d+ passes over 11, [\d.]+ a second in the median pass\n$/);
    const report = JSON.parse(readFileSync(out, "utf8"));
    expect(Object.keys(report)).toEqual(["peer", "work", "units_per_pass", "pass_seconds", "solutions"]);
    expect(report).toMatchObject({ peer: "goldilocks", work: "W1", units_per_pass: CLOSED.length });
    const total = report.pass_seconds.reduce((sum: number, each: number) => sum + each, 0);
    expect(total).toBeGreaterThanOrEqual(0.05);
    expect(Math.min(...report.pass_seconds)).toBeGreaterThan(0);
    expect(report.solutions).toHaveLength(CLOSED.length);
    for (const { id, b } of CLOSED) {
      const { ok, b: bids, ...rest } = report.solutions[id];
      expect(rest).toEqual({ id });
      expect(ok, `instance ${id}`).toBe(true);
      expect(bids).toHaveLength(b.length);
      b.forEach((bid, i) => {
        expect(Math.abs(bids[i] - bid) / Math.max(...b), `instance ${id}`).toBeLessThanOrEqual(1e-10);
      });
    }
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it.each([
    ["is not the work unit", { work: "W3", instances }, /w\.json: work: /],
    ["has no instances", { work: "W1", instances: [] }, /w\.json: instances: is empty/],
    [
      "has no players",
      { work: "W1", instances: [{ id: 0, a: 1, v: [] }] },
      /instances\.0\.v: has no players/,
    ],
    ["has a value of 0", { work: "W1", instances: [{ id: 0, a: 1, v: [1, 0] }] }, /instances\.0\.v\.1: /],
    ["has no exponent", { work: "W1", instances: [{ id: 0, v: [1, 2] }] }, /instances\.0\.a: /],
    ["has an exponent out of bounds", { work: "W1", instances: [{ id: 0, a: 65, v: [1, 2] }] }, /\(0, 64\]/],
    ["is a list", [1], /w\.json: /],
    ["is broken JSON", "{", /w\.json: broken JSON/],
    ["is empty", "", /w\.json: is empty/],
  ])("refuses a file that %s, in one line, and writes nothing", async (_, content, message) => {
    const path = written("w.json", content);
    const out = join(folder, "none.json");
    const refused = await bench("equilibrium", "--in", path, "--out", out).catch((error) => error);
    expect(refused).toBeInstanceOf(InputError);
    expect(refused.message).toMatch(message);
    expect(refused.message).not.toContain("\n");
    expect(existsSync(out)).toBe(false);
    expect(existsSync(`${out}.part`)).toBe(false);
  });

  it("names the known kinds, and what is wrong with an option", async () => {
    const path = written("w1.json", { work: "W1", instances });
    const out = join(folder, "none.json");
    const refusal = (...words: string[]) => bench(...words).catch((error) => error);
    const files = ["--in", path, "--out", out];
    expect(await refusal("equilibria", ...files)).toEqual(
      new InputError('bench: no kind "equilibria"; known: equilibrium'),
    );
    expect(await refusal("toString", ...files)).toBeInstanceOf(InputError);
    for (const seconds of ["0", "-1", "ten", "", "Infinity", "4000"]) {
      const error = await refusal("equilibrium", ...files, "--min-seconds", seconds);
      expect(error).toBeInstanceOf(InputError);
      expect(error.message).toMatch(/^--min-seconds: /);
    }
    const missing = await refusal("equilibrium", "--in", join(folder, "no.json"), "--out", out);
    expect(missing.message).toMatch(/no\.json: there is no such file/);
    for (const place of [folder, join(folder, "no", "out.json")]) {
      expect(await refusal("equilibrium", "--in", path, "--out", place)).toBeInstanceOf(InputError);
    }
    expect(existsSync(out)).toBe(false);
  });
});

describe("contests solved in passes", () => {
  it("are the same after one pass and after many", async () => {
    const contests = await Contests.of(instances, "here");
    contests.solveAll();
    const once = contests.answers();
    for (let pass = 0; pass < 3; pass++) contests.solveAll();
    expect(contests.answers()).toEqual(once);
  });

  it("are not ok, at bids of 0, where there is no pure equilibrium", async () => {
    const contests = await Contests.of([{ id: "sharp", a: 1.5, v: [4, 2] }], "here");
    contests.solveAll();
    expect(contests.answers()).toEqual([{ id: "sharp", ok: false, b: [0, 0] }]);
  });
});

describe("timed passes", () => {
  it("warm up first, and run whole passes until the time is over", () => {
    let count = 0;
    const seconds = timedPasses(() => {
      count++;
      const end = performance.now() + 5;
      while (performance.now() < end);
    }, 0.05);
    expect(seconds.length).toBeGreaterThanOrEqual(1);
    expect(count).toBeGreaterThan(seconds.length);
    for (const each of seconds) expect(each).toBeGreaterThanOrEqual(0.004);
  });
});
