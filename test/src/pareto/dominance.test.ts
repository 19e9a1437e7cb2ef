import { describe, expect, it } from "vitest";
import { dominanceAt, dominanceOver, RELATIVE_ERROR } from "../../../src/pareto/dominance.js";

const PAP = { revenue: 4 / 3, fairness: Math.SQRT2 / 3 };
const better = (revenue: number, fairness: number) => ({
  revenue: PAP.revenue * (1 + revenue),
  fairness: PAP.fairness * (1 + fairness),
});

describe("dominance over PAP at a profile", () => {
  it.each([
    ["more of both", 0.1, 0.1, true, true],
    ["more revenue at equal fairness", 0.1, 0, true, false],
    ["more fairness at equal revenue", 0, 0.1, true, false],
    ["PAP itself", 0, 0, false, false],
    ["more revenue for less fairness", 0.1, -0.1, false, false],
    ["more fairness for less revenue", -0.1, 0.1, false, false],
    ["less of both", -0.1, -0.1, false, false],
    ["a loss of fairness within the error bound", 0.1, -0.5 * RELATIVE_ERROR, true, false],
    ["a loss of revenue within the error bound", -0.5 * RELATIVE_ERROR, 0.1, true, false],
    ["a loss of fairness beyond the error bound", 0.1, -2 * RELATIVE_ERROR, false, false],
    ["a loss of revenue beyond the error bound", -2 * RELATIVE_ERROR, 0.1, false, false],
    ["gains within the error bound", 0.5 * RELATIVE_ERROR, 0.5 * RELATIVE_ERROR, false, false],
    ["a gain beyond the error bound", 2 * RELATIVE_ERROR, 0, true, false],
    ["gains beyond the error bound", 2 * RELATIVE_ERROR, 2 * RELATIVE_ERROR, true, true],
  ])("%s", (_, revenue, fairness, dominates, strict) => {
    const found = dominanceAt(better(revenue, fairness), PAP);
    expect(found).toMatchObject({ dominates, strict });
    expect(found.margins.revenue).toBeCloseTo(revenue, 14);
    expect(found.margins.fairness).toBeCloseTo(fairness, 14);
  });

  it("takes the error bound that it is given", () => {
    expect(dominanceAt(better(0.1, -1e-3), PAP, 1e-2).dominates).toBe(true);
    expect(dominanceAt(better(1e-3, 0), PAP, 1e-2).dominates).toBe(false);
  });

  it("cannot be strict where fairness is at its most already: equal values", () => {
    const equal = { revenue: 0.5, fairness: 0.5 };
    expect(dominanceAt({ revenue: 0.6, fairness: 0.5 }, equal)).toMatchObject({
      dominates: true,
      strict: false,
    });
  });
});

describe("dominance over PAP over a scenario", () => {
  const margins = (...pairs: [number, number][]) =>
    pairs.map(([revenue, fairness]) => ({ revenue, fairness }));
  const halves = [0.5, 0.5];

  it.each([
    ["at every profile is uniform", margins([0.1, 0], [0.2, 0.1]), "uniform", false],
    ["at every profile strictly is strict", margins([0.1, 0.1], [0.2, 0.1]), "uniform", true],
    ["in the means alone is average", margins([0.3, 0], [-0.1, 0]), "average", false],
    ["in both means is average and strict", margins([0.3, 0.3], [-0.1, -0.1]), "average", true],
    ["equal to PAP at one profile is average", margins([0.1, 0], [0, 0]), "average", false],
    ["in one mean only is none", margins([0.3, -0.1], [-0.1, 0]), "none", false],
    ["of PAP itself is none", margins([0, 0], [0, 0]), "none", false],
    ["lost within the error bound is kept", margins([0.1, -1e-10], [0.1, 1e-10]), "uniform", false],
  ])("%s", (_, pairs, kind, strict) => {
    expect(dominanceOver(pairs, halves)).toMatchObject({ kind, strict });
  });

  it("states the smallest margins, each by itself, and the weighted means", () => {
    const { margins: stated, kind } = dominanceOver(margins([0.4, -0.1], [0, 0.3]), [0.75, 0.25]);
    expect(stated.smallest).toEqual({ revenue: 0, fairness: -0.1 });
    expect(stated.mean.revenue).toBeCloseTo(0.3, 14);
    expect(stated.mean.fairness).toBeCloseTo(0, 14);
    expect(kind).toBe("average");
  });

  it("weighs the profiles", () => {
    const pairs = margins([0.1, 0], [-0.1, 0]);
    expect(dominanceOver(pairs, [0.9, 0.1]).kind).toBe("average");
    expect(dominanceOver(pairs, [0.1, 0.9]).kind).toBe("none");
  });
});
