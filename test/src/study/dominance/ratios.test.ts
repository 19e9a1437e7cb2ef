import { describe, expect, it } from "vitest";
import { buildMechanism } from "../../../../src/mechanism/build.js";
import {
  edgeBelow,
  ratioGrid,
  shortfallOf,
  standingAtRatio,
} from "../../../../src/study/dominance/ratios.js";

const tullock = (alpha: number) => buildMechanism({ family: "tullock", parameters: { alpha } });

describe("standing at ratios", () => {
  it("takes both ends, evenly in the logarithm", () => {
    const grid = ratioGrid(0.25, 1, 3);
    expect(grid[0]).toBe(0.25);
    expect(grid[1]).toBeCloseTo(0.5, 12);
    expect(grid[2]).toBe(1);
  });

  it("bisects the ratio down to which a fee dominates: phi (1 - 2 q) = q^2 at the weaker share q", async () => {
    const phi = 0.04;
    const mechanism = await buildMechanism({ family: "pap-fee", parameters: { endogenousFee: phi } });
    const q = Math.sqrt(phi * phi + phi) - phi;
    const { last, beyond } = edgeBelow(mechanism, 0.5, 0.01);
    expect(last / (q / (1 - q))).toBeCloseTo(1, 3);
    expect(beyond?.equilibria).toBe(0);
    expect(shortfallOf(beyond!)).toMatch(/no pure equilibrium/);
    expect(standingAtRatio(mechanism, 0.5).revenueMargin).toBeCloseTo(phi / (1 + phi), 9);
  });

  it("says what an exponent above 1 lacks, and what PAP itself lacks", async () => {
    expect(shortfallOf(standingAtRatio(await tullock(1.2), 0.5))).toBe("less fairness than PAP");
    const pap = standingAtRatio(await tullock(1), 0.5);
    expect(pap.dominates).toBe(false);
    expect(shortfallOf(pap)).toBe("equal to PAP in both");
  });
});
