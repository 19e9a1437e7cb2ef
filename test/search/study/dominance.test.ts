import { beforeAll, describe, expect, it } from "vitest";
import { loadLinearProgrammeSolver } from "../../../search/io/linear-programme.js";
import { certify } from "../../../search/study/dominance/certified.js";
import { dominanceClaims } from "../../../search/study/dominance/claims.js";
import { dissect } from "../../../search/study/dominance/dissect.js";
import {
  type DominanceOptions,
  type FoundMechanism,
  foundOptions,
} from "../../../search/study/dominance/options.js";
import { splitArgument } from "../../../search/study/dominance/split-argument.js";
import { splitConditionFaults } from "../../../search/study/dominance/split-recheck.js";
import { witnessFaults } from "../../../search/study/dominance/witness.js";
import type { Tools } from "../../../search/study/study.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Candidate } from "../../../src/mechanism/mechanism.js";

const OPTIONS: Omit<DominanceOptions, "mechanisms"> = {
  ...{ points: 3, every: 1, outside: 1, floor: 0.3, starts: 1, search: "quick", seed: 1 },
  ...{ profiles: [[1, 0.9]], scenarios: ["article"] },
};

describe("taking a mechanism apart", () => {
  let tools: Tools;
  beforeAll(async () => {
    tools = { solveProgramme: await loadLinearProgrammeSolver() };
  });

  async function claimsOf(candidate: Candidate, notion: FoundMechanism["notion"]) {
    const found: FoundMechanism = {
      ...{ name: "m", candidate, notion, ratios: [0.5, 1], rivals: 1, identities: 4, command: "none" },
    };
    const options = { ...OPTIONS, mechanisms: [found] };
    const dissection = await dissect(
      found,
      options,
      await certify(await buildMechanism(candidate), found),
      tools,
    );
    return { dissection, claims: dominanceClaims(dissection, options) };
  }

  it.each([
    ["the serial contest", { family: "serial" }],
    ["an exponent below 1", { family: "tullock", parameters: { alpha: 0.9 } }],
  ] as const)("refutes %s at both notions, with a witness in numbers", async (_, candidate) => {
    const { dissection, claims } = await claimsOf(candidate, "best-response");
    for (const notion of ["split", "best-response"]) {
      const own = dissection.trials.filter((trial) => trial.notion === notion);
      expect(own.length).toBeGreaterThan(0);
      for (const { verdict } of own) expect(verdict.outcome).toBe("refuted");
    }
    const verdict = claims.find(({ name }) => name === "m: best-response notion")!;
    expect(verdict.statement).toMatch(/^Not Sybil-proof .* gain [0-9.e-]+ of the value/);
    expect(
      claims.find(({ name }) => name === "m: other notions and more rivals")!.figures.refuted,
    ).toBeGreaterThanOrEqual(3);
  });

  it("states where dominance does not hold, instead of claiming it", async () => {
    const { claims } = await claimsOf({ family: "tullock", parameters: { alpha: 1.2 } }, "split");
    const [uniform] = claims;
    expect(uniform!.statement).toMatch(/^No uniform dominance .* 1 of 3 ratios/);
    expect(uniform!.statement).toContain("less fairness than PAP");
    expect(uniform!.figures).toMatchObject({ dominating: 1, ratios: 3, holdsFrom: 1, holdsTo: 1 });
  });

  it("claims a fee's dominance, with the gain of its closed form", async () => {
    const { claims } = await claimsOf({ family: "pap-fee", parameters: { endogenousFee: 0.1 } }, "split");
    expect(claims[0]!.statement).toMatch(/^Uniform dominance on 3 ratios/);
    expect(claims[0]!.figures.leastGain).toBeCloseTo(0.1 / 1.1, 8);
  });

  it("plays a witness anew, and tells a forged one", async () => {
    const mechanism = await buildMechanism({ family: "tullock", parameters: { alpha: 0.5 } });
    // Against 1, bids 2 + 2 weigh 2 sqrt(2) where 4 weighs 2.
    const won = (2 * Math.SQRT2) / (2 * Math.SQRT2 + 1) - 2 / 3;
    const row = {
      notion: "split",
      outcome: "refuted",
      others: "1",
      single: 4,
      identities: "2 2",
      value: null,
    };
    const figures = { allocationChange: won, paymentChange: 0 };
    expect(witnessFaults(mechanism, { ...row, ...figures }).filter((fault) => fault !== null)).toEqual([]);
    expect(
      witnessFaults(mechanism, { ...row, ...figures, allocationChange: 0.3 }).filter(
        (fault) => fault !== null,
      ),
    ).toHaveLength(1);
  });

  it("looks at the conditions by which no split gains, and tells rules that have them from others", async () => {
    const faultsOf = async (candidate: Candidate) =>
      splitConditionFaults(await buildMechanism(candidate)).filter((fault) => fault !== null);
    const pair = { dip: 2.5, rise: 1.875, more: 2.875 };
    expect(await faultsOf({ family: "tapered-fee" })).toEqual([]);
    expect(await faultsOf({ family: "pair-price", parameters: pair })).toEqual([]);
    const broken: Candidate[] = [
      { family: "tullock", parameters: { alpha: 0.9 } },
      { family: "power-payment", parameters: { gamma: 1.1 } },
      { family: "pair-price", parameters: { ...pair, more: 2.8 } },
      { family: "pair-price", parameters: { dip: -0, rise: 0, more: 0.9 } },
    ];
    for (const candidate of broken)
      expect(await faultsOf(candidate), JSON.stringify(candidate)).not.toEqual([]);
  });

  it("carries the argument of a proof to its end for the families that are published", () => {
    for (const { candidate, name } of ["split", "every-ratio"].flatMap((question) => [
      ...foundOptions(question as "split").mechanisms,
    ])) {
      expect(splitArgument("a lemma", candidate), name).toMatch(/^a lemma; here/);
    }
    expect(splitArgument("a lemma", { family: "tullock" })).toBe("a lemma");
  });

  it("takes every document of a notion, by name, and says in one line that there is none", () => {
    const { mechanisms } = foundOptions("split");
    expect(mechanisms.map(({ name }) => name)).toEqual(mechanisms.map(({ name }) => name).sort());
    expect(mechanisms.every(({ notion }) => notion === "split")).toBe(true);
  });
});
