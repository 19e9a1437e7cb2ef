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
    ["power-fee-quadratic", { alpha: [0.9, 1], fee: 0, kappa: [0, 1] }, { alpha: 1, fee: 0, kappa: 0 }],
  ])("of %s with %j starts at PAP", (family, parameters, pap) => {
    for (const [name, value] of Object.entries(pap)) {
      expect(first({ family, parameters })[name]).toBeCloseTo(value, 12);
    }
  });

  it.each<[string, object]>([
    ["tullock", { alpha: [1.1, 1.5] }],
    ["pap-fee", { fee: 0.1, endogenousFee: [0, 0.1] }],
  ])("of %s with %j, where PAP is not, starts elsewhere within the ranges", (family, parameters) => {
    const given = first({ family, parameters }) as Record<string, number>;
    for (const [name, range] of Object.entries(parameters)) {
      const [low, high] = Array.isArray(range) ? range : [range, range];
      expect(given[name]).toBeGreaterThanOrEqual(low);
      expect(given[name]).toBeLessThanOrEqual(high);
    }
  });
});
