import { describe, expect, it } from "vitest";
import { candidateAt, resolveJob } from "../../../search/job/job.js";
import { optimiserFor } from "../../../search/job/search-space.js";

/** The first candidate that a search of one family asks for. */
function first(family: object) {
  const job = resolveJob(
    { name: "start", seed: 1, scenario: "article", families: [family], budget: { evaluations: 1 } },
    "start.json",
  );
  const [trial] = optimiserFor(job).ask(1);
  return candidateAt(job.families[trial!.part]!, trial!.coordinates).parameters!;
}

describe("a search", () => {
  it.each<[string, object, Record<string, number>]>([
    ["tullock", { alpha: [0.5, 1.5] }, { alpha: 1 }],
    ["pap-fee", { fee: 0, endogenousFee: [0, 0.1] }, { fee: 0, endogenousFee: 0 }],
    ["share-spline", { knots: 4, z: [-1, 1], e: 0 }, { knots: 4, z1: 0, z2: 0, z3: 0, z4: 0 }],
    ["tullock", { alpha: [0.37, 1.91] }, { alpha: 1 }],
    ["count-fee", { counts: 3, fee: [0, 0.1] }, { fee2: 0, fee3: 0 }],
    [
      "count-tilt",
      { counts: 2, knots: 2, z: [-0.3, 0.7], e: [-1, 1] },
      { z21: 0, z22: 0, e20: 0, e21: 0, e22: 0 },
    ],
    [
      "concentration-price",
      { terms: 2, fee: [0, 0.1], c: [-0.1, 1], e: [-0.3, 1] },
      { fee: 0, c1: 0, c2: 0, e1: 0 },
    ],
    ["share-tilt", { of: { family: "pap" }, knots: 4, z: [-0.3, 0.7] }, { z1: 0, z2: 0, z3: 0, z4: 0 }],
    ["mixture", { of: [{ family: "pap" }, { family: "wta" }], weight: [0.5, 1] }, { weight: 1 }],
    ["power-fee-quadratic", { alpha: [0.9, 1], fee: 0, kappa: [0, 1] }, { alpha: 1, fee: 0, kappa: 0 }],
  ])("of %s with %j starts at PAP", (family, parameters, pap) => {
    for (const [name, value] of Object.entries(pap)) {
      expect(first({ family, parameters })[name]).toBe(value);
    }
  });

  it.each<[string, object]>([
    ["tullock", { alpha: [1.1, 1.5] }],
    ["pap-fee", { fee: 0.1, endogenousFee: [0, 0.1] }],
    ["tapered-fee", { fee: [0.01, 0.1] }],
  ])("of %s with %j, where PAP is not, starts elsewhere within the ranges", (family, parameters) => {
    const given = first({ family, parameters }) as Record<string, number>;
    for (const [name, range] of Object.entries(parameters)) {
      const [low, high] = Array.isArray(range) ? range : [range, range];
      expect(given[name]).toBeGreaterThanOrEqual(low);
      expect(given[name]).toBeLessThanOrEqual(high);
    }
  });

  it("starts elsewhere where a parameter left out has a default that is not PAP's", () => {
    expect(first({ family: "pap-fee", parameters: { fee: [0, 0.1] } }).fee).toBeGreaterThan(0);
  });

  it("of families that hold one candidate, even by defaults left out, asks for it once", () => {
    const families = [
      { family: "pap-fee", parameters: { fee: 0, endogenousFee: [0, 0.1] } },
      { family: "pap-fee", parameters: { fee: [0, 0.1], endogenousFee: 0 } },
      { family: "tapered-fee", parameters: { fee: [0, 0.1], lean: 0 } },
      { family: "tapered-fee", parameters: { fee: [0, 0.2] } },
    ];
    const budget = { evaluations: 1 };
    const job = resolveJob({ name: "twice", seed: 1, scenario: "article", families, budget }, "twice.json");
    const parts = optimiserFor(job)
      .ask(4)
      .map(({ part }) => part);
    expect(parts.slice(0, 2)).toEqual([0, 2]);
  });
});
