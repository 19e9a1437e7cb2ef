import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { proveBestResponse } from "../../src/certificate/prove-best-response.js";
import type { Certificate } from "../../src/certificate/statement.js";
import { buildMechanism } from "../../src/mechanism/build.js";

/** What the checker exports; it is plain JavaScript, and knows nothing of the project. */
interface Checker {
  check(document: unknown): string;
  exp(x: { l: number; h: number }): { l: number; h: number };
  log(x: { l: number; h: number }): { l: number; h: number };
}

const CHECKER = "test/checker/checker.mjs";
const { check, exp, log } = (await import(join(process.cwd(), CHECKER))) as Checker;
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "goldilocks-checker-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the tests change in a certificate. */
interface Written {
  schema: string;
  statement: {
    gain: number;
    edge: number;
    ratios: { from: number };
    rule: { weight: string; price: string };
  };
  lemmas: Record<string, string>;
}

const published = readdirSync("results")
  .map((name) => join("results", name, "certificates"))
  .filter(existsSync)
  .flatMap((inside) => readdirSync(inside).map((file) => join(inside, file)));
const read = (path: string) => JSON.parse(gunzipSync(readFileSync(path)).toString()) as Written;
const TAPERED = "results/split/certificates/split-short-from-02-two-players.json.gz";

describe("the independent checker", () => {
  it("has certificates to check, and shares no module with the project", () => {
    expect(published.length).toBeGreaterThan(20);
    const imports = readFileSync(CHECKER, "utf8").match(/from "[^"]*"/g);
    expect(imports).toEqual(['from "node:fs"', 'from "node:url"', 'from "node:zlib"']);
  });

  it.each(published)("proves again: %s", async (path) => {
    const { stdout } = await run(process.execPath, [CHECKER, path]);
    expect(stdout).toMatch(/^holds: /);
  });

  it("proves a bound on the gain of any number of identities, and none where a box or the values are widened", async () => {
    const mechanism = await buildMechanism({ family: "share-form", parameters: { kappa: 0.3, hump: -0.1 } });
    const proof = proveBestResponse(mechanism, { gain: 1e-4, valueRatio: 100, limit: 5000 });
    const { certificate } = proof as { certificate: Certificate };
    const document = { schema: "goldilocks/certificate/1", ...certificate };
    expect(check(document)).toContain("at most 0.0001 of the value");
    const widened = { ...document, lemmas: { ...certificate.lemmas, "slice-5": "v" } };
    expect(() => check(widened)).toThrow(/"slice-5", box .* not shown/);
    const further = { ...document, statement: { ...certificate.statement, valueRatio: 200 } };
    expect(() => check(further)).toThrow(/gap/);
  });
});

describe("the independent checker refuses", () => {
  const changed = (change: (document: Written) => void) => {
    const document = read(TAPERED);
    change(document);
    return () => check(document);
  };
  it("nothing that was not changed", () => {
    expect(changed(() => {})()).toContain("two players");
  });
  const changes: [string, (document: Written) => void, RegExp][] = [
    [
      "a leaf dropped",
      ({ lemmas }) => Object.assign(lemmas, { gain: lemmas.gain!.slice(0, -1) }),
      /not covered/,
    ],
    [
      "a leaf too many",
      ({ lemmas }) => Object.assign(lemmas, { gain: `${lemmas.gain}v` }),
      /beyond the last/,
    ],
    ["a box widened", ({ lemmas }) => Object.assign(lemmas, { gain: "v" }), /"gain", box .*not shown/],
    ["a lemma missing", ({ lemmas }) => void delete lemmas.rises, /"rises" is missing/],
    ["a lemma too many", ({ lemmas }) => Object.assign(lemmas, { more: "v" }), /"more"/],
    ["a gain raised", ({ statement }) => Object.assign(statement, { gain: 0.0499 }), /"gain"/],
    [
      "a digit of a formula",
      ({ statement }) => Object.assign(statement.rule, { weight: "1 + 0.07 * q" }),
      /lemma/,
    ],
    ["a formula that is none", ({ statement }) => Object.assign(statement.rule, { price: "1 +" }), /formula/],
    ["a lower least ratio", ({ statement }) => Object.assign(statement.ratios, { from: 0.19 }), /lemma/],
    ["a higher edge", ({ statement }) => Object.assign(statement, { edge: 0.2 }), /lemma/],
    ["no edge", ({ statement }) => Object.assign(statement, { edge: 0 }), /contradict/],
    [
      "another version",
      (document) => Object.assign(document, { schema: "goldilocks/certificate/2" }),
      /schema/,
    ],
  ];
  it.each(changes)("%s", (_, change, said) => {
    expect(changed(change)).toThrow(said);
  });

  it("torn and foreign files, with exit codes and without a stack", async () => {
    const torn = join(folder, "torn.json.gz");
    writeFileSync(torn, readFileSync(TAPERED).subarray(0, 100));
    const other = join(folder, "other.json.gz");
    writeFileSync(other, gzipSync("[]"));
    for (const [path, code] of [
      [torn, 1],
      [other, 1],
      [join(folder, "none"), 2],
    ] as const) {
      const ended = await run(process.execPath, [CHECKER, path]).catch((error) => error);
      expect(ended).toMatchObject({ code });
      expect(ended.stdout.trim().split("\n")).toHaveLength(1);
    }
  });
});

/** exp of a fraction n / 2^40 by Taylor's series in integers of 200 bits. */
function exactExp(n: bigint): bigint {
  let [term, sum] = [1n << 200n, 0n];
  for (let k = 1n; term !== 0n; k++) {
    sum += term;
    term = (term * n) / (k << 40n);
  }
  return sum;
}

/** A double times 2^200, exactly: the double is one of a size from 2^-60 on. */
function scaled(x: number): bigint {
  return BigInt(x * 2 ** 112) << 88n;
}

describe("the checker's own functions", () => {
  it("exp encloses the sum of the series, tightly", () => {
    fc.assert(
      fc.property(fc.integer({ min: -20 * 2 ** 30, max: 20 * 2 ** 30 }), (n) => {
        const x = n / 2 ** 30;
        const { l, h } = exp({ l: x, h: x });
        const exact = exactExp(BigInt(n) << 10n);
        expect(scaled(l) <= exact && exact <= scaled(h)).toBe(true);
        expect(h / l - 1).toBeLessThan(2 ** -45);
      }),
    );
  });

  it("log encloses the inverse of exp", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (x) => {
        const { l, h } = log({ l: x, h: x });
        expect(exp({ l, h: l }).l <= x && exp({ l: h, h }).h >= x).toBe(true);
        expect(h - l).toBeLessThan(1e-11);
      }),
    );
  });
});
