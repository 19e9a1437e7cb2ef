import { describe, expect, it } from "vitest";
import { checkCertificate } from "../../../src/certificate/check.js";
import { proveSplit, proveTwoPlayers } from "../../../src/certificate/prove.js";
import type { Certificate } from "../../../src/certificate/statement.js";
import { solvePure } from "../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Candidate, Mechanism } from "../../../src/mechanism/mechanism.js";
import { ratioGrid, standingAtRatio } from "../../../src/study/dominance/ratios.js";

const PAIR: Candidate = { family: "pair-price", parameters: { dip: 2.5, rise: 1.875, more: 2.875 } };
const TAPERED: Candidate = { family: "tapered-fee", parameters: { fee: 0.039, taper: 3, lean: 0.06 } };
const BENT: Candidate = {
  family: "share-tilt",
  parameters: {
    knots: 4,
    z1: 0.004,
    z2: 0.012,
    z3: 0.03,
    z4: 0.05,
    e1: -0.02,
    e2: -0.1,
    e3: -0.2,
    e4: -0.25,
  },
};

async function proved(proof: unknown): Promise<Certificate> {
  const result = (await proof) as { certificate?: Certificate; reason?: string };
  if (result.certificate === undefined) throw new Error(JSON.stringify(result));
  return result.certificate;
}

/** The least R / R_PAP - 1 of a grid of ratios, by the solver. */
async function leastGain(candidate: Candidate, from: number): Promise<number> {
  const mechanism = await buildMechanism(candidate);
  return Math.min(
    ...ratioGrid(from, 1, 200).map((ratio) => standingAtRatio(mechanism, ratio).revenueMargin!),
  );
}

/** What a bid within 1 % of the own brings one of two players in equilibrium, as a share of its value. */
function gainNearby(mechanism: Mechanism, ratio: number): number {
  const values = [1, ratio];
  const { bids } = solvePure(mechanism, values).equilibria[0]!;
  const utility = (i: number, scale: number) => {
    const played = Float64Array.from(bids, (bid, j) => (j === i ? bid * scale : bid));
    const [allocations, payments] = [new Float64Array(2), new Float64Array(2)];
    mechanism.outcome(played, allocations, payments);
    return allocations[i]! - payments[i]! / values[i]!;
  };
  const scales = Array.from({ length: 201 }, (_, k) => 1 + (k - 100) * 1e-4);
  return Math.max(...[0, 1].flatMap((i) => scales.map((scale) => utility(i, scale) - utility(i, 1))));
}

describe("two players at every ratio", () => {
  it.each([
    ["pair-price", PAIR, 0],
    ["tapered-fee", TAPERED, 0.2],
  ])("%s: is proved up to what the solver measures, and not beyond", async (_, candidate, from) => {
    const mechanism = await buildMechanism(candidate);
    const gain = await leastGain(candidate, Math.max(from, 1e-4));
    const certificate = await proved(proveTwoPlayers(mechanism, from, gain - 1e-4));
    expect(await checkCertificate(certificate, mechanism)).toBeNull();
    expect(proveTwoPlayers(mechanism, from, gain + 1e-4)).toMatchObject({ lemma: "gain" });
  });

  it("is not proved where fairness falls below PAP's", async () => {
    // m(1/2) falls: next to ratio 1 the higher value has more than its part.
    const mechanism = await buildMechanism({
      family: "pair-price",
      parameters: { dip: 2, rise: 0.1, more: 2 },
    });
    expect(proveTwoPlayers(mechanism, 0, -1)).toMatchObject({ lemma: expect.stringMatching(/fair|rises/) });
  });

  it("is not proved where a ratio between those of a grid has no pure equilibrium", async () => {
    const z = [
      0.037, -0.0402, -0.1123, -0.1448, -0.1541, -0.1536, 0.0301, 0.2243, 0.2044, 0.2136, 0.9862, 1.9135,
    ];
    const e = [
      -0.021, -0.002, -0.2389, -0.4625, -0.4492, -0.4713, -0.2965, -0.0952, 0.8265, 1.0172, -1.3374, 0.974,
    ];
    const row = (name: string, values: readonly number[]) =>
      Object.fromEntries(values.map((value, k) => [`${name}${k + 1}`, value]));
    const parameters = { knots: 12, ...row("z", z), ...row("e", e) };
    const mechanism = await buildMechanism({ family: "share-tilt", parameters });
    expect(proveTwoPlayers(mechanism, 0.2)).toMatchObject({ lemma: "response" });
    // The solver accepts regrets up to 1e-8 of the value. Below that, one player gains by a bid next to its own.
    expect(gainNearby(mechanism, 0.342)).toBeGreaterThan(1e-12);
    expect(gainNearby(mechanism, 0.345)).toBeLessThan(1e-15);
  });

  it("is proved down to where the solver finds the equilibrium gone, and not below", async () => {
    const mechanism = await buildMechanism(TAPERED);
    expect(standingAtRatio(mechanism, 0.1).equilibria).toBe(0);
    expect(proveTwoPlayers(mechanism, 0.1, 0)).toHaveProperty("reason");
  });

  it("needs a rule that formulas of the share can write", async () => {
    const mechanism = await buildMechanism({ family: "wta" });
    expect(proveTwoPlayers(mechanism, 0.5)).toMatchObject({ reason: expect.stringContaining("formulas") });
  });
});

describe("no split gains", () => {
  it.each([
    ["pap", { family: "pap" }],
    ["tapered-fee", TAPERED],
    ["share-tilt", BENT],
    ["pair-price", PAIR],
  ])("%s: is proved, and the proof repeats", async (_, candidate) => {
    const mechanism = await buildMechanism(candidate as Candidate);
    expect(await checkCertificate(await proved(proveSplit(mechanism)), mechanism)).toBeNull();
  });

  it("is proved by pairs of parts where the rule is not star-shaped", async () => {
    // f(q) / q falls a little in the middle and rises enough after.
    const parameters = { knots: 4, z1: 0.1, z2: 0.4, z3: 0.39, z4: 0.6, e1: 0, e2: 0, e3: 0, e4: 0 };
    const mechanism = await buildMechanism({ family: "share-tilt", parameters });
    const certificate = await proved(proveSplit(mechanism));
    expect(certificate.lemmas.weight).toContain("1");
    expect(await checkCertificate(certificate, mechanism)).toBeNull();
  });

  it("is not proved where the price of a bid falls with more bids", async () => {
    const mechanism = await buildMechanism({
      family: "pair-price",
      parameters: { dip: 1, rise: 1, more: 1.99 },
    });
    expect(await proveSplit(mechanism)).toMatchObject({ lemma: "price" });
  });

  it("is not proved of a Tullock contest that rewards splits", async () => {
    const mechanism = await buildMechanism({ family: "tullock", parameters: { alpha: 0.8 } });
    expect(await proveSplit(mechanism)).toHaveProperty("reason");
  });
});

describe("a certificate that was changed", () => {
  const changes: [string, (lemmas: Record<string, string>) => Record<string, string>][] = [
    ["a leaf dropped", (lemmas) => ({ ...lemmas, gain: lemmas.gain!.slice(0, -1) })],
    ["a leaf too many", (lemmas) => ({ ...lemmas, gain: `${lemmas.gain}v` })],
    ["all boxes made one", (lemmas) => ({ ...lemmas, gain: "v" })],
    ["an unknown form", (lemmas) => ({ ...lemmas, gain: lemmas.gain!.replace("v", "k") })],
    ["a lemma missing", ({ fair: _, ...lemmas }) => lemmas],
    ["a lemma too many", (lemmas) => ({ ...lemmas, more: "v" })],
  ];
  it.each(changes)("is refused: %s", async (_, change) => {
    const mechanism = await buildMechanism(TAPERED);
    const { statement, lemmas } = await proved(proveTwoPlayers(mechanism, 0.2));
    const refusal = await checkCertificate({ statement, lemmas: change({ ...lemmas }) }, mechanism);
    expect(refusal?.reason).toBeTruthy();
  });

  it("is refused with the first box that is not covered", async () => {
    const mechanism = await buildMechanism(TAPERED);
    const { statement, lemmas } = await proved(proveTwoPlayers(mechanism, 0.2));
    const refusal = await checkCertificate({ statement, lemmas: { ...lemmas, gain: "0v" } }, mechanism);
    expect(refusal).toMatchObject({ lemma: "gain" });
    expect(refusal!.box[0]!.hi).toBeLessThanOrEqual(0.5);
  });

  it.each([
    ["a higher gain", { gain: 0.06 }],
    ["a lower least ratio", { ratios: { from: 0.19, to: 1 as const } }],
    ["a higher edge", { edge: 0.2 }],
    ["an edge of 0", { edge: 0 }],
  ])("is refused: %s", async (_, change) => {
    const mechanism = await buildMechanism(TAPERED);
    const { statement, lemmas } = await proved(proveTwoPlayers(mechanism, 0.2));
    const changed = { ...statement, ...change } as Certificate["statement"];
    expect(await checkCertificate({ statement: changed, lemmas }, mechanism)).not.toBeNull();
  });

  it("is refused for another mechanism", async () => {
    const certificate = await proved(proveTwoPlayers(await buildMechanism(TAPERED), 0.2));
    const other = await buildMechanism({ ...TAPERED, parameters: { ...TAPERED.parameters, lean: 0.061 } });
    expect(await checkCertificate(certificate, other)).toMatchObject({
      reason: expect.stringContaining("formulas"),
    });
  });
});
