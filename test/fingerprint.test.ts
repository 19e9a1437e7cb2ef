import { describe, expect, it } from "vitest";
import { codeBehind } from "./fingerprint.js";
import { parse } from "./import-graph.js";

const FILE = `
import { sum } from "./sum.js";
/** The mean. */
export function mean(terms: readonly number[]): number {
  return sum(terms) / terms.length;
}
`;
const codeOf = (text: string, path = "src/mean.ts") => parse(path, text).code;

describe("the code of a file", () => {
  it.each([
    ["a comment", FILE.replace("The mean.", "What lies in the middle.")],
    ["a type", FILE.replace("readonly number[]", "ReadonlyArray<number>")],
    ["where it imports from", FILE.replace("./sum.js", "../numeric/sum.js")],
    [
      "layout",
      FILE.replace("  return sum(terms) / terms.length;", "    return   sum( terms )/terms.length;"),
    ],
    ["a type that it imports", `import type { Term } from "./term.js";${FILE}`],
  ])("does not hang on %s", (_, changed) => {
    expect(changed).not.toBe(FILE);
    expect(codeOf(changed)).toBe(codeOf(FILE));
    expect(codeOf(FILE, "src/elsewhere/mean.ts")).toBe(codeOf(FILE));
  });

  it("hangs on what it does", () => {
    expect(codeOf(FILE.replace("terms.length", "(terms.length - 1)"))).not.toBe(codeOf(FILE));
    expect(codeOf(`${FILE}export const SLACK = 1;`)).not.toBe(codeOf(`${FILE}export const SLACK = 2;`));
  });

  it("names what it loads, early or late, and not what it takes types from", () => {
    const text = `import { a } from "./a.js"; import type { B } from "./b.js"; export { c } from "../c.js";
      export const later = () => import("./d/e.js").then(({ f }) => f(a)); import "node:fs"; import { z } from "zod";`;
    expect(parse("search/x/y.ts", text).imports).toEqual(["search/x/a.ts", "search/c.ts", "search/x/d/e.ts"]);
  });
});

describe("the code behind a folder of results", () => {
  const SCIENCE = [
    ...["src/equilibrium/solve.ts", "src/equilibrium/certify.ts", "src/metric/metrics.ts"],
    ...["src/sybil/verify.ts", "src/mechanism/families.ts", "src/numeric/interval.ts"],
  ];

  it("of a front is what solves, certifies, measures and verifies, and the check, and no search for candidates", async () => {
    const files = await codeBehind("results/average");
    expect(files).toEqual(
      expect.arrayContaining([...SCIENCE, "search/front/check/check.ts", "src/pareto/front.ts"]),
    );
    expect(files.filter((path) => /^src\/optimise|^search\/(show|study|command)/.test(path))).toEqual([]);
  });

  it("of a study is its own, and that of no other", async () => {
    const files = await codeBehind("results/exponent");
    expect(files).toEqual(
      expect.arrayContaining([
        "search/study/check.ts",
        "search/study/exponent/recheck.ts",
        "src/study/exponent/two-players.ts",
      ]),
    );
    expect(files.filter((path) => /study\/(dominance|trade-off|local-optimality)/.test(path))).toEqual([]);
  });

  it("of both is both", async () => {
    const files = await codeBehind("results/split");
    expect(files).toEqual(
      expect.arrayContaining(["search/front/check/check.ts", "search/study/dominance/dissect.ts"]),
    );
  });
});
