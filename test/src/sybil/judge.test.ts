import { expect, it } from "vitest";
import { buildMechanism } from "../../../src/mechanism/build.js";
import { fixedBids } from "../../../src/sybil/play/opponents.js";
import { judgedWitness } from "../../../src/sybil/witness/judge.js";

it("the judge finds a single bid in a window that no scan meets, by the constants of the formula", async () => {
  const mechanism = await buildMechanism({
    family: "expression",
    weight: "b",
    payment: "q > 0.6 ? (q < 0.60001 ? b / 2 : b) : b",
  });
  const { single, gain } = judgedWitness(mechanism, fixedBids([1]), 4, [0.7, 0.1]);
  // Half of 1.5 is paid for a share of 0.6, worth 2.4: no other bid against 1 is worth more than 1, that of v = (1 + b)^2.
  expect(single.allocation).toBeCloseTo(0.6, 4);
  expect(single.payment).toBeCloseTo(0.75, 3);
  expect(gain).toBeCloseTo(4 * (0.8 / 1.8) - 0.8 - 1.65, 3);
});
