import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildMechanism } from "../../../../src/mechanism/build.js";
import { FAMILIES } from "../../../../src/mechanism/families.js";
import type { Mechanism } from "../../../../src/mechanism/mechanism.js";
import { DEFAULT_SCREEN, screening } from "../../../../src/sybil/options.js";
import { argumentFor } from "../../../../src/sybil/proof/lemma.js";
import { screen } from "../../../../src/sybil/screen.js";
import { search } from "../../../../src/sybil/search.js";
import { positiveBid } from "../../../arbitrary/bids.js";
import { candidateOf } from "../../../arbitrary/candidate.js";
import { law } from "../../../law.js";

const FILE = "test/src/sybil/proof/lemma.test.ts";
const ROUNDING = 1e-12;

/** Weight and cost of a rule that promises to be split-proof; null for the others. */
function promised({ shape }: Mechanism) {
  if (shape.kind === "own-bid" && shape.rule.splitProof) {
    const { rule } = shape;
    return {
      weight: (bid: number) => rule.weight(bid),
      cost: (bid: number) => rule.cost(bid),
      largest: 1e3,
    };
  }
  if (shape.kind === "share" && shape.rule.splitProof) {
    const { rule } = shape;
    return {
      weight: (share: number) => rule.weight(share, 1 - share),
      cost: (share: number) => rule.price(share, 1 - share),
      largest: 1,
    };
  }
  return null;
}

describe.each(FAMILIES.map((family) => [family.name, family] as const))(
  "what %s promises of splits",
  (_, family) => {
    it("holds: weights superadditive, costs subadditive", async () => {
      const property = fc.asyncProperty(
        candidateOf(family),
        positiveBid,
        positiveBid,
        async (candidate, a, b) => {
          const rule = promised(await buildMechanism(candidate));
          if (rule === null) return;
          const unit = Math.max(1, (a + b) / rule.largest);
          const [x, y] = [a / unit, b / unit];
          const weight = rule.weight(x + y);
          const cost = rule.cost(x) + rule.cost(y);
          expect(rule.weight(x) + rule.weight(y)).toBeLessThanOrEqual(weight * (1 + ROUNDING));
          expect(rule.cost(x + y)).toBeLessThanOrEqual(cost * (1 + ROUNDING));
        },
      );
      await law(FILE, property);
    });

    it("is not refuted by the searches, where a lemma proves it", async () => {
      const property = fc.asyncProperty(candidateOf(family), async (candidate) => {
        const mechanism = await buildMechanism(candidate);
        for (const notion of ["split", "best-response", "merge"] as const) {
          if (argumentFor(mechanism, notion) === null) continue;
          const { largest } = search(mechanism, notion, screening(DEFAULT_SCREEN), []);
          expect(largest, notion).toBeLessThanOrEqual(DEFAULT_SCREEN.tolerance);
        }
      });
      await law(FILE, property, 5);
    });
  },
);

describe("a verdict", () => {
  it.each([
    ["pap", {}, "proved", "proved", "proved"],
    ["tullock", { alpha: 1.5 }, "proved", "proved", "proved"],
    ["tullock", { alpha: 0.99 }, "refuted", "refuted", "not-refuted"],
    ["pap-fee", { fee: 0.1, endogenousFee: 0 }, "proved", "proved", "proved"],
    ["pap-fee", { fee: 0, endogenousFee: 0.1 }, "proved", "proved", "proved"],
    ["all-pay-auction", {}, "proved", "proved", "proved"],
    ["wta", {}, "refuted", "proved", "proved"],
    ["mixture", { of: [{ family: "pap" }, { family: "all-pay-auction" }] }, "proved", "proved", "proved"],
    ["mixture", { of: [{ family: "pap" }, { family: "wta" }] }, "refuted", "refuted", "not-refuted"],
    ["second-price", {}, "refuted", "proved", "proved"],
    ["winner-pays", {}, "refuted", "refuted", "not-refuted"],
    ["uniform-lottery", {}, "refuted", "refuted", "not-refuted"],
  ])("of %s %o is %s, %s, %s where no equilibrium is given", async (family, parameters, ...outcomes) => {
    const mechanism = await buildMechanism({ family, parameters });
    const verdicts = (["split", "best-response", "equilibrium"] as const).map((notion) =>
      screen(mechanism, notion, DEFAULT_SCREEN),
    );
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(outcomes);
    for (const { outcome, argument, witness, effort } of verdicts) {
      expect(argument !== undefined).toBe(outcome === "proved");
      expect(witness !== undefined).toBe(outcome === "refuted");
      expect(effort !== undefined).toBe(outcome === "not-refuted");
    }
  });
});
