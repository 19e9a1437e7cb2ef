import { beforeAll, describe, expect, it } from "vitest";
import { trendFaults } from "../../../../search/front/check/trend.js";
import { witnessFaults } from "../../../../search/front/check/witness.js";
import { solve } from "../../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../../src/mechanism/build.js";
import type { Mechanism } from "../../../../src/mechanism/mechanism.js";
import type { PlayedProfile } from "../../../../src/sybil/notion/equilibrium.js";
import { DEFAULT_SEARCH } from "../../../../src/sybil/options.js";
import type { Verdict } from "../../../../src/sybil/verdict.js";
import { verify } from "../../../../src/sybil/verify.js";

describe("the witness of the equilibrium notion", () => {
  const values = [4, 2];
  let mechanism: Mechanism;
  let played: PlayedProfile[];
  let verdict: Verdict;

  beforeAll(async () => {
    mechanism = await buildMechanism({ family: "tullock", parameters: { alpha: 0.5 } });
    played = solve(mechanism, values).equilibria.map(({ bids }) => ({ values, bids }));
    const options = { ...DEFAULT_SEARCH, identities: 3 };
    [verdict] = (await verify(mechanism, ["equilibrium"], options, played)) as [Verdict];
  });

  const faults = async (changed: Partial<NonNullable<Verdict["witness"]>>) => {
    const witness = { ...verdict.witness!, ...changed };
    return (await witnessFaults(mechanism, { ...verdict, witness }, played)).filter((each) => each !== null);
  };

  it("stands as it was found", async () => {
    expect(verdict.outcome).toBe("refuted");
    expect(await faults({})).toEqual([]);
  });

  it("gains what is found again, in value units and as a share of the value", async () => {
    expect((await faults({ gain: 9 })).join()).toMatch(/equilibrium witness gain is 9/);
    expect((await faults({ gainShare: 0.5 })).join()).toMatch(/equilibrium witness gain share is 0\.5/);
  });

  it("must deviate from an equilibrium shown: its values, its bids", async () => {
    const elsewhere = /meets no other players of an equilibrium shown/;
    const { others } = verdict.witness!;
    expect((await faults({ others: others.map((bid) => 0.9 * bid) })).join()).toMatch(elsewhere);
    expect((await faults({ values: [5, 2] })).join()).toMatch(elsewhere);
  });

  const trendOf = (changed: Partial<Verdict>) =>
    trendFaults({ ...verdict, ...changed }).filter((each) => each !== null);

  it("has a trend that follows from its gains", () => {
    expect(trendOf({})).toEqual([]);
  });

  it.each<[string, RegExp, (v: Verdict) => Partial<Verdict>]>([
    ["the best number", /identities gain most, not 2/, ({ trend }) => ({ trend: { ...trend!, best: 2 } })],
    ["the kind", /and the file has "peaks"/, ({ trend }) => ({ trend: { ...trend!, kind: "peaks" } })],
    [
      "a gain",
      /identityCostShare is/,
      ({ trend }) => ({ trend: { ...trend!, gainShares: trend!.gainShares.map((gain) => 2 * gain) } }),
    ],
    [
      "a gain below the witness's own",
      /than the witness gains/,
      ({ trend }) => ({ trend: { ...trend!, gainShares: trend!.gainShares.map((gain) => gain / 2) } }),
    ],
    [
      "a number of identities",
      /not one gain for each number/,
      ({ trend }) => ({ trend: { ...trend!, identities: trend!.identities.map(() => 2) } }),
    ],
    ["the cost", /identityCost is/, ({ identityCost }) => ({ identityCost: 2 * identityCost! })],
    ["a cost without a trend", /an identity cost without a trend/, () => ({ trend: undefined as never })],
  ])("is told from one that changes %s", (_, fault, alter) => {
    expect(trendOf(alter(verdict)).join("\n")).toMatch(fault);
  });
});
