import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { goldilocks } from "../cli.js";

const folder = mkdtempSync(join(tmpdir(), "goldilocks-verify-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("verify refuses by name", () => {
  it.each([
    [["--identities", "65"], "--identities"],
    [["--identities", "many"], '"any"'],
    [["--rivals", "0"], "--rivals"],
    [["--value-ratio", "0.5"], "--value-ratio"],
  ])("%s", async (words, named) => {
    const { code, stderr } = await goldilocks(["verify", "--mechanism", "tullock:alpha=0.9", ...words]);
    expect(code).toBe(2);
    expect(stderr).toContain(named);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it.each([
    ["a payment that is no number at some bids", "b", "b * sqrt(0.9 - q)", "NaN"],
    ["a negative payment in a window", "b", "q > 0.31 ? (q < 0.312 ? 0 - b : b) : b", "below 0"],
    ["a negative weight", "b * (0.9 - q)", "b", "outside [0, 1]"],
  ])("a rule of %s, with those bids", async (_, weight, payment, said) => {
    const mechanism = JSON.stringify({ family: "expression", weight, payment });
    const { code, stderr } = await goldilocks(["verify", "--mechanism", mechanism]);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
    expect(stderr).toMatch(/at bids \(/);
  });
});

describe("verify without limits", () => {
  it("refutes by more identities than any number that it could be given, of values without a limit", async () => {
    const words = [
      "--notion",
      "best-response",
      "--identities",
      "any",
      "--value-ratio",
      "unlimited",
      "--json",
    ];
    const { code, stdout } = await goldilocks(["verify", "--mechanism", "tullock:alpha=0.9", ...words]);
    const [verdict] = JSON.parse(stdout).verdicts;
    expect(code).toBe(1);
    expect(verdict.outcome).toBe("refuted");
    expect(verdict.domain.identities).toBeGreaterThan(64);
    // What 64 identities gain against one rival, as a share of the value.
    expect(verdict.largestGainShare).toBeGreaterThan(0.07);
  });
});

describe("bench verify", () => {
  it("says of every rule of a file what verify finds, against its own rivals", async () => {
    const rules = [
      {
        id: "sound",
        mechanism: { family: "pap" },
        notion: "best-response",
        identities: 4,
        rivals: [0.7, 0.3],
      },
      {
        ...{ id: "cheaper in parts", mechanism: { family: "tullock", parameters: { alpha: 0.9 } } },
        ...{ notion: "best-response", identities: 16, rivals: [1] },
      },
    ];
    const [work, out] = [join(folder, "work.json"), join(folder, "out.json")];
    writeFileSync(work, JSON.stringify({ work: "verify", rules }));
    const { code } = await goldilocks([
      "bench",
      "verify",
      "--in",
      work,
      "--out",
      out,
      "--min-seconds",
      "0.1",
    ]);
    expect(code).toBe(0);
    const { solutions, units_per_pass } = JSON.parse(readFileSync(out, "utf8"));
    expect(units_per_pass).toBe(2);
    expect(solutions[0]).toMatchObject({ id: "sound", outcome: "proved" });
    expect(solutions[1].outcome).toBe("refuted");
    // The largest gain known, of 16 identities against one rival.
    expect(solutions[1].largestGainShare).toBeGreaterThan(0.99 * 0.06920392276152706);
    expect(solutions[1].witness.others).toEqual([1]);
  });

  it("refuses a file of 65 identities or no rivals, with the place", async () => {
    for (const wrong of [{ identities: 65 }, { rivals: [] }, { rivals: 0 }]) {
      const work = join(folder, "wrong.json");
      writeFileSync(work, JSON.stringify([{ mechanism: { family: "pap" }, ...wrong }]));
      const { code, stderr } = await goldilocks([
        "bench",
        "verify",
        "--in",
        work,
        "--out",
        join(folder, "x.json"),
      ]);
      expect(code).toBe(2);
      expect(stderr).toContain(Object.keys(wrong)[0]);
    }
  });
});
