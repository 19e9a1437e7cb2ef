import { expect, it } from "vitest";
import { buildMechanism } from "../../../src/mechanism/build.js";
import { lifted } from "../../../src/sybil/lift.js";
import { DEFAULT_SCREEN, DEFAULT_SEARCH, FULL_EFFORT, searchFor } from "../../../src/sybil/options.js";
import { fixedBids } from "../../../src/sybil/play/opponents.js";
import type { Finding, Notion } from "../../../src/sybil/verdict.js";
import { verify } from "../../../src/sybil/verify.js";
import { judgedWitness } from "../../../src/sybil/witness/judge.js";

it("shows a deviation against two rivals against best-response, but where that is asked against one", async () => {
  const mechanism = await buildMechanism({
    ...{ family: "expression", weight: "b", payment: "n == 3 ? 2 * b : b" },
  });
  const finding = (notion: Notion): Finding => ({
    ...{ notion, witness: null, largest: 0, tally: { evaluations: 1, undefinedOutcomes: 0 } },
    domain: { identities: 2, rivals: "any", values: "any" },
  });
  const witness = judgedWitness(mechanism, fixedBids([1, 1]), 20, [2, 2]);
  const split: Finding = { ...finding("split"), witness, largest: 1 };
  const largestWithin = (rivals: number | undefined) =>
    lifted(mechanism, finding("best-response"), searchFor({ ...DEFAULT_SCREEN, rivals }, FULL_EFFORT), [
      split,
    ]).largest;
  expect(witness.gainShare).toBeGreaterThan(0.01);
  expect(largestWithin(undefined)).toBe(witness.gainShare);
  expect(largestWithin(2)).toBe(witness.gainShare);
  expect(largestWithin(1)).toBe(0);
});

it("a verdict runs no search of another notion where its own has refuted", async () => {
  const mechanism = await buildMechanism({ family: "tullock", parameters: { alpha: 0.9 } });
  // Only best-response, and what is lifted from it, looks at values.
  const options = Object.defineProperty({ ...DEFAULT_SEARCH }, "valueRatio", {
    get() {
      throw new Error("best-response was searched");
    },
  });
  const [verdict] = await verify(mechanism, ["split"], options);
  expect(verdict!.outcome).toBe("refuted");
});
