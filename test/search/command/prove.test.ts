import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { goldilocks } from "../cli.js";

const TAPERED = "tapered-fee:fee=0.039,lean=0.06";
/** No lemma holds for it, and a search finds nothing. */
const CURVED = "share-form:kappa=0.3,hump=-0.1";

/** What the tests change in a certificate. */
interface Written extends Record<string, unknown> {
  lemmas: Record<string, string>;
  statement: { gain: number; rule: { weight: string; mechanism: { parameters: Record<string, number> } } };
}

const folder = mkdtempSync(join(tmpdir(), "goldilocks-prove-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("prove", () => {
  it("writes a certificate that check accepts", async () => {
    const file = join(folder, "tapered.json.gz");
    const words = ["prove", "two-players", "--mechanism", TAPERED, "--from", "0.2", "--out", file];
    const { code, stdout } = await goldilocks(words);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^proved by \d+ boxes: .* 1 \+ 0\.0493/);
    expect((await goldilocks(["check", "--certificate", file])).code).toBe(0);
  });

  it("exits with 1 and names the box where the proof does not close", async () => {
    const { code, stdout } = await goldilocks([
      ...["prove", "two-players", "--mechanism", TAPERED, "--from", "0.2", "--gain", "0.06"],
    ]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/not proved .* lemma "gain", box \[/);
  });

  it("says in JSON what is proved", async () => {
    const { stdout } = await goldilocks(["prove", "split", "--mechanism", "pap-fee", "--json"]);
    const document = JSON.parse(stdout) as { proved: boolean; statement: { kind: string } };
    expect(document).toMatchObject({
      schema: "goldilocks/proof/1",
      proved: true,
      statement: { kind: "split" },
    });
  });

  it("bounds the gain of any number of identities", async () => {
    const words = ["prove", "best-response", "--mechanism", CURVED, "--gain", "1e-5"];
    const { code, stdout } = await goldilocks(words);
    expect(code).toBe(0);
    expect(stdout).toContain("gain at most 0.00001 of the value");
  });

  it("refuses a statement that it does not know, in one line", async () => {
    const { code, stderr } = await goldilocks(["prove", "merge", "--mechanism", "pap"]);
    expect(code).toBe(2);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});

describe("verify --prove", () => {
  it("shows the proved bound beside a verdict that was only searched", async () => {
    const words = ["verify", "--mechanism", CURVED, "--notion", "best-response", "--rivals", "1"];
    const searched = JSON.parse((await goldilocks([...words, "--json"])).stdout);
    expect(searched.verdicts[0]).toMatchObject({ outcome: "not-refuted" });
    const { stdout } = await goldilocks([...words, "--prove", "1e-5", "--json"]);
    expect(JSON.parse(stdout).verdicts[0]).toMatchObject({
      outcome: "not-refuted",
      bound: { gainShare: 1e-5 },
    });
    const wide = await goldilocks([...words, "--tolerance", "1e-4", "--prove", "1e-5", "--json"]);
    expect(JSON.parse(wide.stdout).verdicts[0]).toMatchObject({
      outcome: "proved",
      grade: "proved-by-certificate",
    });
  });
});

describe("check --certificate refuses", () => {
  const good = join(folder, "good.json.gz");
  const read = (path: string) => JSON.parse(gunzipSync(readFileSync(path)).toString()) as Written;
  beforeAll(async () => {
    await goldilocks(["prove", "two-players", "--mechanism", TAPERED, "--from", "0.2", "--out", good]);
  });

  async function checked(change: (document: Written) => void) {
    const document = read(good);
    change(document);
    const path = join(folder, "changed.json.gz");
    writeFileSync(path, gzipSync(JSON.stringify(document)));
    return goldilocks(["check", "--certificate", path]);
  }

  it.each([
    [
      "a leaf dropped",
      (d: Written) => {
        d.lemmas.gain = d.lemmas.gain!.slice(0, -1);
      },
      "not covered",
    ],
    [
      "all boxes made one",
      (d: Written) => {
        d.lemmas.gain = "v";
      },
      "not shown",
    ],
    [
      "a gain raised",
      (d: Written) => {
        d.statement.gain = 0.05;
      },
      "not shown",
    ],
    [
      "a digit changed",
      (d: Written) => {
        d.statement.rule.weight = "1 + 0.07 * q";
      },
      "formulas",
    ],
    [
      "another rule",
      (d: Written) => {
        d.statement.rule.mechanism.parameters.lean = 0.07;
      },
      "formulas",
    ],
  ])("%s, with what is wrong", async (_, change, said) => {
    const { code, stdout } = await checked(change);
    expect(code).toBe(1);
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(said);
  });

  it.each([
    [
      "another version",
      () =>
        checked((d) => {
          d.schema = "goldilocks/certificate/9";
        }),
      "certificate/9",
    ],
    [
      "a key too many",
      () =>
        checked((d) => {
          d.more = 1;
        }),
      "more",
    ],
    [
      "a torn file",
      async () => {
        const path = join(folder, "torn.json.gz");
        writeFileSync(path, readFileSync(good).subarray(0, 100));
        return goldilocks(["check", "--certificate", path]);
      },
      "gzip",
    ],
    ["a missing file", () => goldilocks(["check", "--certificate", join(folder, "none.gz")]), "no such file"],
    ["a front as well", () => goldilocks(["check", "results/split", "--certificate", good]), "one of both"],
    ["nothing to check", () => goldilocks(["check"]), "one of both"],
  ])("%s in one line, exit code 2", async (_, run, said) => {
    const { code, stderr } = await run();
    expect(code).toBe(2);
    expect(stderr).toContain(said);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});
