import { describe, expect, it } from "vitest";
import { buildMechanism } from "../../../../src/mechanism/build.js";
import { papBenchmark } from "../../../../src/scenario/pap-benchmark.js";
import { domainName, leastShareOf, profilesOf } from "../../../../src/study/atlas/domain-profiles.js";
import { ruleAtDomain } from "../../../../src/study/atlas/rule-at-domain.js";

const SAMPLING = { points: 8, players: 4, inactive: 2, seed: 3 };

describe("domains of the atlas", () => {
  it("have profiles of the least share that they name, or more", () => {
    for (const domain of [
      { kind: "ratios", from: 0.2 },
      { kind: "shares", leastShare: 0.1 },
    ] as const) {
      const profiles = profilesOf(domain, SAMPLING);
      expect(profiles.length).toBe(domain.kind === "ratios" ? 8 : 24);
      const least = profiles.map((values) =>
        Math.min(...papBenchmark(values).allocations.filter((share) => share > 0)),
      );
      expect(Math.min(...least)).toBeCloseTo(leastShareOf(domain)!, 9);
    }
    expect(leastShareOf({ kind: "mainnet" })).toBeNull();
    expect(domainName({ kind: "shares", leastShare: 0.1 })).toBe("D(0.1)");
  });
});

describe("a rule at a domain", () => {
  it("dominates where its floor is, by its least gain, and names where it does not", async () => {
    const profiles = profilesOf({ kind: "shares", leastShare: 0.1 }, SAMPLING);
    const at = async (leastShare: number) =>
      ruleAtDomain(await buildMechanism({ family: "share-floor-fee", parameters: { leastShare } }), profiles);
    const inside = await at(0.1);
    expect(inside.dominates).toBe(true);
    expect(inside.gain).toBeCloseTo(0.0123445, 6);
    const outside = await at(0.2);
    expect(outside.dominates).toBe(false);
    expect(profiles).toContainEqual(outside.at);
  });
});
