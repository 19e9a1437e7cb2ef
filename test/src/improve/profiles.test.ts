import { describe, expect, it } from "vitest";
import { solvePure } from "../../../src/equilibrium/solve.js";
import { ratioProfiles, shareLevels, shareProfiles } from "../../../src/improve/profiles.js";
import { buildMechanism } from "../../../src/mechanism/build.js";

describe("profiles by their shares under PAP", () => {
  it.each([2, 3, 4])("have those shares at PAP's equilibrium, for %i players", async (players) => {
    const pap = await buildMechanism({ family: "pap" });
    const profiles = shareProfiles(players, shareLevels(0.1, 4));
    expect(new Set(profiles.map(({ name }) => name)).size).toBe(profiles.length);
    for (const { name, values } of profiles) {
      const { allocations } = solvePure(pap, values).equilibria[0]!;
      const named = name.replace("shares ", "").split(", ").map(Number);
      for (const [i, share] of allocations.entries()) expect(share).toBeCloseTo(named[i]!, 4);
      expect(Math.min(...allocations)).toBeGreaterThan(0.1 - 1e-9);
      expect(Math.max(...values)).toBeCloseTo(1, 12);
    }
  });

  it("are lists that fall, the first share the largest, and the equal one", () => {
    expect(shareProfiles(3, [0.1, 0.4, 0.5]).map(({ name }) => name)).toEqual([
      "shares 0.8, 0.1, 0.1",
      "shares 0.5, 0.4, 0.1",
      "shares 0.3333, 0.3333, 0.3333",
    ]);
  });
});

describe("profiles by ratio", () => {
  it("run from the lowest to the highest in equal factors", () => {
    const ratios = ratioProfiles(0.25, 1, 3).map(({ values }) => values[1]!);
    expect(ratios[0]).toBe(0.25);
    expect(ratios[1]).toBeCloseTo(0.5, 14);
    expect(ratios[2]).toBe(1);
  });
});
