import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/input-error.js";
import { buildMechanism, familyOf } from "../../../src/mechanism/build.js";
import { FAMILIES } from "../../../src/mechanism/families.js";
import { PROPOSALS } from "../../../src/mechanism/proposals.js";

/** The message that a candidate is refused with. */
async function refusal(candidate: unknown): Promise<string> {
  const error = await buildMechanism(candidate, "--mechanism").then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(InputError);
  const { message } = error as InputError;
  expect(message).not.toContain("\n");
  return message;
}

const tullock = (parameters: unknown) => ({ family: "tullock", parameters });
const mixture = (parameters: unknown) => ({ family: "mixture", parameters });

/** Refunds of refunds of PAP, so many levels deep. */
function nested(levels: number): unknown {
  return levels === 0 ? { family: "pap" } : { family: "refund", parameters: { of: nested(levels - 1) } };
}

describe("a candidate is refused, with its place and what to do,", () => {
  it.each([
    ["that is no object", "pap", /^--mechanism: must be an object/],
    ["that is null", null, /^--mechanism: must be an object/],
    ["that is a list", [{ family: "pap" }], /^--mechanism: must be an object/],
    ["without a family", {}, /^--mechanism: "family" must be a name/],
    ["whose family is no name", { family: 5 }, /"family" must be a name/],
    ["of an unknown family", { family: "tulock" }, /no family "tulock"; nearest is "tullock"/],
    ["of a family of another object", { family: "toString" }, /no family "toString"; nearest is/],
    ["with an unknown key", { family: "pap", x: 1 }, /unknown key "x"; .*known: family, parameters/],
    ["with a formula for no formula", { family: "pap", weight: "b" }, /unknown key "weight"/],
    [
      "with an unknown parameter",
      tullock({ alhpa: 1 }),
      /\.parameters: unknown key "alhpa"; nearest is "alpha"/,
    ],
    ["with a parameter where there are none", { family: "pap", parameters: { a: 1 } }, /none are known here/],
    ["whose parameters are a list", tullock([]), /^--mechanism\.parameters: must be an object/],
    ["with alpha 0", tullock({ alpha: 0 }), /^--mechanism\.parameters\.alpha: 0 is outside \(0, 64\]/],
    ["with alpha 64.1", tullock({ alpha: 64.1 }), /alpha: 64\.1 is outside \(0, 64\]/],
    ["with alpha -1", tullock({ alpha: -1 }), /alpha: -1 is outside/],
    ["with infinite alpha", tullock({ alpha: Number.POSITIVE_INFINITY }), /alpha: Infinity is outside/],
    ["with alpha that is no number", tullock({ alpha: Number.NaN }), /alpha: must be a number/],
    ["with alpha as text", tullock({ alpha: "NaN" }), /alpha: must be a number/],
    ["with alpha null", tullock({ alpha: null }), /alpha: must be a number/],
    ["with a negative fee", { family: "pap-fee", parameters: { fee: -1 } }, /fee: -1 is outside \[0, /],
    ["with a weight above 1", mixture({ weight: 1.1 }), /weight: 1\.1 is outside \[0, 1\]/],
    ["mixed of one", mixture({ of: [{ family: "pap" }] }), /\.of: must be a list of 2 mechanisms/],
    ["mixed of three", mixture({ of: Array(3).fill({ family: "pap" }) }), /must be a list of 2 mechanisms/],
    ["mixed of no list", mixture({ of: { family: "pap" } }), /must be a list of 2 mechanisms/],
    [
      "mixed of an unknown one",
      mixture({ of: [{ family: "pap" }, { family: "wat" }] }),
      /\.of\[1\]: no family "wat"/,
    ],
    [
      "refunding two",
      { family: "refund", parameters: { of: [{ family: "pap" }, { family: "pap" }] } },
      /must be a mechanism/,
    ],
    ["nested nine deep", nested(9), /nested more than 8 deep/],
  ])("%s", async (_, candidate, message) => {
    expect(await refusal(candidate)).toMatch(message);
  });
});

describe("a mechanism", () => {
  it("has every default filled in, and nothing shared with what was given", async () => {
    const given = { family: "mixture", parameters: {} as Record<string, unknown> };
    const { candidate } = await buildMechanism(given);
    expect(candidate).toEqual({
      family: "mixture",
      parameters: {
        weight: 0.5,
        of: [
          { family: "pap", parameters: {} },
          { family: "wta", parameters: {} },
        ],
      },
    });
    given.parameters.weight = 1;
    expect(candidate.parameters!.weight).toBe(0.5);
  });

  it("may be nested eight deep, and stand at its bounds", async () => {
    await expect(buildMechanism(nested(8))).resolves.toBeDefined();
    await expect(buildMechanism(tullock({ alpha: 64 }))).resolves.toBeDefined();
    await expect(buildMechanism(tullock({ alpha: Number.MIN_VALUE }))).resolves.toBeDefined();
  });

  it("mixes outcomes by weight: a quarter PAP and three quarters winner-take-all", async () => {
    const mechanism = await buildMechanism(mixture({ weight: 0.25 }));
    const [allocations, payments] = [new Float64Array(3), new Float64Array(3)];
    mechanism.outcome(Float64Array.of(3, 0, 1), allocations, payments);
    expect([...allocations]).toEqual([0.25 * 0.75 + 0.75, 0, 0.25 * 0.25]);
    expect([...payments]).toEqual([3, 0, 0.25]);
  });

  it("refunds losers a share: all of it makes PAP winner-pays", async () => {
    const refunded = await buildMechanism({ family: "refund", parameters: { share: 1 } });
    const [allocations, payments] = [new Float64Array(2), new Float64Array(2)];
    refunded.outcome(Float64Array.of(3, 1), allocations, payments);
    expect([...payments]).toEqual([3 * 0.75, 0.25]);
  });

  it("keeps shares where plain powers would overflow or vanish", async () => {
    const mechanism = await buildMechanism(tullock({ alpha: 64 }));
    for (const unit of [1e-300, 1, 1e300]) {
      const [allocations, payments] = [new Float64Array(2), new Float64Array(2)];
      mechanism.outcome(Float64Array.of(unit, unit), allocations, payments);
      expect([...allocations]).toEqual([0.5, 0.5]);
    }
  });
});

describe("the catalogue", () => {
  it("has every family that the contract fixes", () => {
    const names = FAMILIES.map((family) => family.name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of [
      ...["pap", "wta", "second-price", "all-pay-auction", "winner-pays", "tullock", "pap-fee"],
      ...["uniform-lottery", "headstart", "mixture", "refund", "serial", "power-payment", "expression"],
    ]) {
      expect(familyOf(name).name).toBe(name);
    }
  });

  it.each(FAMILIES.map((family) => [family.name, family] as const))(
    "%s has a whole card, and defaults within its bounds",
    async (name, { card, parameters, formulas }) => {
      for (const text of [card.title, card.allocation, card.payment, card.source]) expect(text).not.toBe("");
      expect(Object.values(card.w4h)).toHaveLength(5);
      for (const answer of Object.values(card.w4h)) expect(answer).not.toBe("");
      for (const spec of parameters) {
        expect(spec.meaning).not.toBe("");
        expect(spec.default).toBeLessThanOrEqual(spec.maximum);
        expect(spec.default).toBeGreaterThanOrEqual(spec.minimum);
      }
      const known = PROPOSALS.map((proposal) => proposal.name);
      expect(card.models.filter((model) => !known.includes(model))).toEqual([]);
      if (!formulas) await expect(buildMechanism({ family: name })).resolves.toBeDefined();
    },
  );

  it("models every proposal of the article", () => {
    const modelled = new Set(FAMILIES.flatMap(({ card }) => card.models));
    expect(PROPOSALS.map(({ name }) => name).filter((name) => !modelled.has(name))).toEqual([]);
  });
});
