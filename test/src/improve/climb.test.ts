import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadLinearProgrammeSolver } from "../../../search/io/linear-programme.js";
import { solvePure } from "../../../src/equilibrium/solve.js";
import { climb, standingAt } from "../../../src/improve/climb.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import { law } from "../../law.js";

const FILE = "test/src/improve/climb.test.ts";
const KNOTS = 4;
const DOMAIN = { rivals: 2, identities: 4, valueRatio: 100, reach: 0.02, totals: 41, block: 1 };
const small = fc.array(fc.double({ min: -0.05, max: 0.05, noNaN: true }), {
  minLength: 2 * KNOTS,
  maxLength: 2 * KNOTS,
});
const direction = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
  minLength: 2 * KNOTS,
  maxLength: 2 * KNOTS,
});
const base = fc.constantFrom({ family: "pap" }, { family: "tullock", parameters: { alpha: 1.1 } });

function problem(notion: "none" | "split" | "best-response" | "equilibrium", of: { family: string }) {
  const profiles = [
    { name: "two", values: [1, 0.5] },
    { name: "three", values: [1, 0.9, 0.8] },
  ];
  return { base: of, knots: KNOTS, profiles, notion, proved: false, cost: 5, domain: DOMAIN, cuts: [] };
}

describe("the rows of a tilted rule", () => {
  it("have the gradients of central differences, equilibria moving along", async () => {
    await law(
      FILE,
      fc.asyncProperty(
        small,
        base,
        fc.constantFrom("split", "equilibrium"),
        direction,
        async (tilt, of, notion, towards) => {
          const given = problem(notion as "split", of);
          const at = async (step: number) => {
            const moved = Float64Array.from(tilt, (each, k) => each + step * towards[k]!);
            return (await standingAt(given, moved))?.rows;
          };
          const h = 1e-5;
          const [below, own, above] = [await at(-h), await at(0), await at(h)];
          fc.pre(below !== undefined && own !== undefined && above !== undefined);
          const along = (gradient: Float64Array) =>
            gradient.reduce((sum, each, k) => sum + each * towards[k]!, 0);
          const compared = new Set<string>();
          for (const row of own!) {
            const twin = (rows: typeof own) =>
              rows!.filter((each) => each.kind === row.kind && each.place === row.place);
            if ([below, own, above].some((rows) => twin(rows).length !== 1)) continue;
            const difference = (twin(above)[0]!.value - twin(below)[0]!.value) / (2 * h);
            expect(Math.abs(difference - along(row.gradient))).toBeLessThan(
              2e-5 * (1 + Math.abs(difference)),
            );
            compared.add(row.kind);
          }
          for (const kind of ["revenue", "fairness", "individual-rationality", notion]) {
            expect(compared).toContain(kind);
          }
        },
      ),
      4,
    );
  });

  it("are all 0 at PAP, where splitting a bid changes nothing", async () => {
    const { rows } = (await standingAt(problem("split", { family: "pap" }), new Float64Array(2 * KNOTS)))!;
    for (const { kind, value } of rows) {
      if (kind === "split" || kind === "revenue" || kind === "fairness")
        expect(Math.abs(value)).toBeLessThan(1e-9);
    }
  });
});

describe("a climb", () => {
  it("finds more revenue than PAP at no less fairness, as the solver sees it that knows no rows", async () => {
    const solve = await loadLinearProgrammeSolver();
    const profiles = [0.5, 0.6, 0.7, 0.8, 0.9, 1].map((ratio) => ({ name: `${ratio}`, values: [1, ratio] }));
    const given = { ...problem("split", { family: "pap" }), proved: true, profiles };
    const start = (await standingAt(given, new Float64Array(2 * KNOTS)))!;
    const result = await climb(given, start, 80, solve);
    expect(result.standing.gain).toBeGreaterThan(0.25);
    expect(result.standing.broken).toBeLessThan(1e-9);
    const mechanism = await buildMechanism(result.standing.mechanism.candidate);
    for (const { values } of profiles) {
      const equilibrium = solvePure(mechanism, values).equilibria[0]!;
      const revenue = equilibrium.payments.reduce((sum, each) => sum + each, 0);
      const ratio = values[1]!;
      expect(revenue / (ratio / (1 + ratio))).toBeGreaterThan(1 + result.standing.gain - 1e-9);
      const [x1, x2] = equilibrium.allocations;
      expect(Math.sqrt(x1! * x2!)).toBeGreaterThan(
        (Math.sqrt(ratio) / (1 + ratio)) * Math.exp(-result.standing.broken - 1e-9),
      );
    }
  });
});
