import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { Contests } from "../../../search/bench/equilibrium.js";
import { ProfileEvaluation } from "../../../search/bench/evaluate.js";
import { violationOf } from "../../../search/bench/search.js";
import { timedPasses } from "../../../search/bench/timing.js";
import { benchCommand } from "../../../search/command/bench.js";
import { InputError } from "../../../src/input-error.js";
import { hypervolume } from "../../../src/pareto/hypervolume.js";
import { papBenchmark } from "../../../src/scenario/pap-benchmark.js";

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
      new InputError(
        'bench: no kind "equilibria"; known: equilibrium, evaluate, front, solve, verify, search',
      ),
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

/** Scores within what two careful programs agree to, with room; the work unit allows 1e-8. */
function closeTo(scores: readonly number[], expected: readonly number[], at: string) {
  expect(scores, at).toHaveLength(expected.length);
  scores.forEach((score, i) => {
    expect(Math.abs(score - expected[i]!), `${at}, score ${i}`).toBeLessThanOrEqual(1e-10);
  });
}

/** n equal players of value 1: b (1 + 2 kappa b) = alpha (n - 1) / n^2. */
function equalPlayers([alpha, fee, kappa]: readonly [number, number, number], n: number) {
  const price = (alpha * (n - 1)) / n ** 2;
  const bid = (2 * price) / (1 + Math.sqrt(1 + 8 * kappa * price));
  const cost = bid + kappa * bid ** 2 + fee;
  return { revenue: n * cost, utility: 1 / n - cost };
}

/** Scores over three profiles by an independent program: nested bisections in extended precision. */
const REFERENCE = [
  [
    [0.7, 0.05, 1],
    [0.510948712136526, 0.164939206573136, 0.0461338451568776, 0],
  ],
  [
    [0.99, 0.12, 0],
    [0.780964574063842, 0.161702609789064, -0.0581451558089263, 0.0854358345060177],
  ],
  [
    [0.5, 0.01, 2],
    [0.313641116646876, 0.345421519536988, 0.173328817128126, 0],
  ],
  [
    [0.85, 0.08, 0.3],
    [0.618397195425817, 0.163599234691899, -0.010177407384551, 0],
  ],
  [
    [0.6, 0, 0.5],
    [0.366517008256665, 0.328716269538174, 0.14849325149967, 0],
  ],
].map(([candidate, scores]) => ({ candidate: candidate as [number, number, number], scores: scores! }));

describe("goldilocks bench evaluate", () => {
  const candidates = [
    [0.5, 0, 0],
    [0.75, 0, 0],
    [0.99, 0, 0],
    [0.9, 0.01, 0],
    [0.8, 0, 0.7],
  ] as const;
  const timed = async (content: unknown) => {
    const out = join(folder, "scores.json");
    const path = written("w2.json", content);
    const said = await bench("evaluate", "--in", path, "--out", out, "--min-seconds", "0.02");
    expect(said).toMatch(/^evaluate: \d+ passes over \d+, [\d.e+]+ a second in the median pass\n$/);
    return JSON.parse(readFileSync(out, "utf8"));
  };

  it("writes the timed passes and the scores, as the closed form for two players has them", async () => {
    const pairs = candidates.slice(0, 3);
    const report = await timed({ work: "W2", kmax: 4, profiles: [[4, 2]], candidates: pairs });
    expect(Object.keys(report)).toEqual(["peer", "work", "units_per_pass", "pass_seconds", "solutions"]);
    expect(report).toMatchObject({ peer: "goldilocks", work: "W2", units_per_pass: 3 });
    expect(Math.min(...report.pass_seconds)).toBeGreaterThan(0);
    // The gains are those of an independent program, by bisection in extended precision.
    const gains = [0.17157287525381, 0.0842430752933059, 0.00309812871920612];
    pairs.forEach(([alpha], k) => {
      const odds = 2 ** alpha;
      const revenue = (alpha * 6 * odds) / (1 + odds) ** 2;
      const fair = Math.sqrt(odds) / (1 + odds);
      closeTo(report.solutions[k], [revenue, fair, gains[k]!, 0], `candidate ${k}`);
    });
  });

  it("averages revenue and fairness over the profiles of equal players", async () => {
    const counts = [2, 3, 4, 5, 10];
    const profiles = counts.map((n) => Array<number>(n).fill(1));
    const { solutions } = await timed({ work: "W2", kmax: 4, profiles, candidates });
    const mean = (of: (n: number) => number) => counts.reduce((sum, n) => sum + of(n), 0) / counts.length;
    candidates.forEach((candidate, k) => {
      for (const n of counts) expect(equalPlayers(candidate, n).utility).toBeGreaterThan(0);
      const revenue = mean((n) => equalPlayers(candidate, n).revenue);
      closeTo(solutions[k].slice(0, 2), [revenue, mean((n) => 1 / n)], `candidate ${k}`);
      expect(solutions[k][3]).toBeLessThanOrEqual(1e-12);
    });
  });

  it("scores who is out, who would rather leave, and splits that only lose", async () => {
    const evaluation = await ProfileEvaluation.of(
      { work: "W2", kmax: 4, profiles: [[1, 1, 1, 1]], candidates: [[0.5, 0.2, 0]] },
      "here",
    );
    evaluation.scoreAll();
    const [three] = evaluation.solutions();
    closeTo(three!.slice(0, 2), [3 * (1 / 9 + 0.2), 0], "three of four in");
    const alone = await ProfileEvaluation.of(
      { work: "W2", kmax: 3, profiles: [[1, 1]], candidates: [[1, 0.3, 0]] },
      "here",
    );
    alone.scoreAll();
    // Under PAP a split gains no share and pays the fee once more; each keeps 1/2 - 1/4 - 0.3 < 0.
    const [both] = alone.solutions();
    closeTo(both!, [2 * (0.25 + 0.3), 0.5, -0.05 - 0.3, 0.05], "a fee too high for two");
  });

  it("scores as an independent program does", async () => {
    const profiles = [
      [1.2445913968011943, 0.7554086031988057],
      [2.016298169897752, 0.744450234691881, 0.23925159541036684],
      [1.759025830075411, 0.9606624044014516, 0.8644408042943429, 0.41587096122879486],
    ];
    const evaluation = await ProfileEvaluation.of(
      { work: "W2", kmax: 4, profiles, candidates: REFERENCE.map(({ candidate }) => [...candidate]) },
      "here",
    );
    for (let pass = 0; pass < 2; pass++) {
      evaluation.scoreAll();
      evaluation.solutions().forEach((scores, k) => {
        closeTo(scores!, REFERENCE[k]!.scores, `candidate ${k}`);
      });
    }
  });

  it.each([
    ["is of another work unit", { work: "W1" }, /w2\.json: work: /],
    ["has a profile of one player", { profiles: [[1, 2], [1]] }, /profiles\.1: has too few players/],
    ["has no profiles", { profiles: [] }, /profiles: is empty/],
    ["has no candidates", { candidates: [] }, /candidates: is empty/],
    ["has a value of 0", { profiles: [[1, 0]] }, /profiles\.0\.1: /],
    ["has one identity at most", { kmax: 1 }, /kmax: /],
    ["has a candidate of two numbers", { candidates: [[0.5, 0]] }, /candidates\.0/],
    [
      "has an exponent out of bounds",
      {
        candidates: [
          [0.5, 0, 0],
          [1.5, 0, 0],
        ],
      },
      /candidates\.1.*\(0, 1\]/,
    ],
  ])("refuses a file that %s, in one line", async (_, change, message) => {
    const content = { work: "W2", kmax: 4, profiles: [[1, 2]], candidates: [[0.5, 0, 0]], ...change };
    const refused = await timed(content).catch((error) => error);
    expect(refused).toBeInstanceOf(InputError);
    expect(refused.message).toMatch(message);
    expect(refused.message).not.toContain("\n");
  });
});

describe("goldilocks bench front", () => {
  const timed = async (content: unknown) => {
    const out = join(folder, "fronts.json");
    await bench("front", "--in", written("w3.json", content), "--out", out, "--min-seconds", "0.02");
    return JSON.parse(readFileSync(out, "utf8"));
  };

  it("writes ranks and hypervolume of points that are minimised, and the seconds of both parts", async () => {
    const points = [
      [0, 3],
      [1, 1],
      [3, 0],
      [1, 1],
      [2, 2],
      [4, 4],
    ];
    const report = await timed({ work: "W3", dim: 2, ref: [4, 4], points });
    expect(report).toMatchObject({ peer: "goldilocks", work: "W3", units_per_pass: 1 });
    expect(report.solutions).toEqual([{ ranks: [0, 0, 0, 0, 1, 2], hypervolume: 11 }]);
    for (const seconds of [report.pass_seconds, report.sort_seconds, report.hv_seconds]) {
      expect(seconds.length).toBeGreaterThan(0);
      expect(Math.min(...seconds)).toBeGreaterThan(0);
    }
  });

  it.each([
    ["has a point of another length", { points: [[1, 2], [1]] }, /points\.1: has 1 objectives, and ref 2/],
    ["has no points", { points: [] }, /points: is empty/],
    ["has no reference", { ref: undefined }, /ref: /],
    ["is of another work unit", { work: "W1" }, /work: /],
  ])("refuses a file that %s, in one line", async (_, change, message) => {
    const refused = await timed({ work: "W3", ref: [4, 4], points: [[1, 2]], ...change }).catch(
      (error) => error,
    );
    expect(refused).toBeInstanceOf(InputError);
    expect(refused.message).toMatch(message);
    expect(refused.message).not.toContain("\n");
  });
});

describe("goldilocks bench search", () => {
  const work = {
    work: "W2",
    kmax: 4,
    profiles: [
      [4, 2],
      [3, 2, 1],
    ],
    candidates: [[0.5, 0, 0]],
  };
  const searched = async (...options: string[]) => {
    const out = join(folder, "searched.json");
    const said = await bench("search", "--in", written("w4.json", work), "--out", out, ...options);
    return { said, report: JSON.parse(readFileSync(out, "utf8")) };
  };

  it("writes the front of each seed, feasible and as evaluated anew, and how good it is", async () => {
    const { said, report } = await searched("--seeds", "3,4", "--evaluations", "100,400");
    expect(report).toMatchObject({ work: "W4", units_per_pass: 400, optimiser: { name: "portfolio" } });
    expect(report.pass_seconds).toHaveLength(2);
    expect(report.solutions.map(({ seed }: { seed: number }) => seed)).toEqual([3, 4]);
    for (const { hypervolumes, front } of report.solutions) {
      expect(hypervolumes[1]).toBeGreaterThanOrEqual(hypervolumes[0]);
      expect(hypervolumes[1]).toBeGreaterThan(0);
      const candidates = front.map((row: number[]) => row.slice(0, 3));
      const evaluation = await ProfileEvaluation.of({ ...work, work: "W2", candidates }, "here");
      evaluation.scoreAll();
      expect(evaluation.solutions()).toEqual(front.map((row: number[]) => row.slice(3)));
      const points = front.map((row: number[]) => row.slice(3, 5));
      expect(hypervolume(points, [0, 0])).toBe(hypervolumes[1]);
      for (const [alpha, fee, kappa, , , s3, eps] of front) {
        expect(alpha >= 0.5 && alpha <= 0.99 && fee >= 0 && fee <= 0.12 && kappa >= 0 && kappa <= 2).toBe(
          true,
        );
        expect(s3).toBeLessThanOrEqual(0.01);
        expect(eps).toBeLessThanOrEqual(1e-6);
      }
    }
    const ratios = report.solutions.map(
      (each: { hypervolumes: number[] }) => each.hypervolumes[1]! / 0.0735155,
    );
    expect(report.worst_ratio[1]).toBe(Math.min(...ratios));
    expect(report.median_ratio[1]).toBeCloseTo((ratios[0] + ratios[1]) / 2, 12);
    expect(said).toContain(`after 400 evaluations: ${report.median_ratio[1].toFixed(5)}`);
  });

  it("finds more by what learns than by what does not", async () => {
    const ratio = async (name: string) =>
      (await searched("--seeds", "1", "--evaluations", "600", "--optimiser", name)).report.worst_ratio[0];
    const sampled = await ratio("low-discrepancy");
    for (const name of ["nsga2", "cma-es", "portfolio"])
      expect(await ratio(name), name).toBeGreaterThan(sampled);
  });

  it.each([
    [["--optimiser", "luck"], /^--optimiser: no optimiser "luck"; known: low-discrepancy, nsga2/],
    [["--seeds", "1,x"], /^--seeds: "x" is not a whole number/],
    [["--evaluations", "200,100"], /^--evaluations: 200,100 must rise/],
    [["--evaluations", "0"], /^--evaluations: 0 must rise, from above 0/],
  ])("refuses %j in one line", async (options, message) => {
    const refused = await searched(...options).catch((error) => error);
    expect(refused).toBeInstanceOf(InputError);
    expect(refused.message).toMatch(message);
  });

  it("counts powers of e of excess as violation, and none where both are allowed", () => {
    expect(violationOf([1, 1, 0.01, 1e-6])).toBe(0);
    expect(violationOf([1, 1, -5, 0])).toBe(0);
    expect(violationOf([1, 1, 0.01 * Math.E, 1e-6 * Math.E ** 3])).toBeCloseTo(4, 12);
    expect(violationOf(null)).toBeGreaterThan(violationOf([1, 1, 1, 1]));
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
