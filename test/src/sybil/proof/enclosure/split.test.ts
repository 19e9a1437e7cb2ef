import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildMechanism } from "../../../../../src/mechanism/build.js";
import type { Candidate } from "../../../../../src/mechanism/mechanism.js";
import { DOUBLES } from "../../../../../src/numeric/arithmetic.js";
import { encloseSplit } from "../../../../../src/sybil/proof/enclosure/split.js";
import { law } from "../../../../law.js";

const FILE = "test/src/sybil/proof/enclosure/split.test.ts";
const expression = (weight: string, payment: string): Candidate => ({
  family: "expression",
  weight,
  payment,
});

const PROVED: readonly [string, Candidate][] = [
  ["PAP as a formula", expression("b", "b")],
  ["PAP in shares, times a number", expression("0.3*q", "0.7*b")],
  ["a fee that grows with the bids", { family: "pap-fee" }],
  ["a convex weight, a concave price", expression("b*(1+0.2*q)", "b*(1-0.1*q)")],
  ["a power above 1", expression("b^1.2", "B*q^0.9")],
  ["a weight that is convex at first only", expression("q^2*(3-1.5*q)", "b")],
  ["a price that is concave at first only", expression("q", "B*(q-0.3*q^2+0.15*q^3)")],
  ["a weight with a kink", expression("max(q, 3*q-1.8)", "b")],
];

describe("split is proved", () => {
  it.each(PROVED)("of %s", async (_, candidate) => {
    const mechanism = await buildMechanism(candidate);
    const proof = encloseSplit(mechanism, 5000);
    expect(proof).not.toBeNull();
    const { weight, price } = mechanism.inShares!;
    const share = fc.double({ min: 1e-9, max: 0.5, noNaN: true });
    await law(
      FILE,
      fc.property(share, share, (a, b) => {
        const gap = (f: (q: number) => number) => f(a + b) - f(a) - f(b);
        expect(gap((q) => weight(DOUBLES, q, 1 - q))).toBeGreaterThanOrEqual(-1e-15);
        expect(gap((q) => price(DOUBLES, q, 1 - q))).toBeLessThanOrEqual(1e-15);
      }),
    );
  });
});

describe("nothing is proved", () => {
  it.each<[string, Candidate]>([
    ["winner-pays", { family: "winner-pays" }],
    ["a power below 1", expression("b^0.9", "b")],
    ["a headstart", expression("q+0.01", "b")],
    ["a convex price", expression("b", "b*(1+0.1*q)")],
    ["a price that gains far away from 0", expression("b", "B*(q-0.3*q^2+0.3*q^3)")],
    ["a weight that gains far away from 0", expression("q^2*(3-2.1*q)", "b")],
    ["a weight that jumps down", expression("q < 0.5 ? 2*q : q", "b")],
    // Where doubles give no number, a comparison is false: such points are part of the rule.
    ["a window without a logarithm", expression("log(abs(q-0.5)-0.1) < 5 ? q : 0.9", "b")],
    ["a window without a root", expression("q", "b*(sqrt((q-0.28)*(q-0.32)) > -1 ? 1 : 5)")],
    ["a point without a quotient", expression("0/(q-0.5) > -1 ? q : 0.9", "b")],
    ["a window where the weight is no number", expression("q+0*sqrt((q-0.28)*(q-0.32))", "b")],
    ["a rule of the count", expression("b", "b*n")],
    ["a rule that is not one of shares", { family: "serial" }],
  ])("of %s", async (_, candidate) => {
    expect(encloseSplit(await buildMechanism(candidate), 5000)).toBeNull();
  });
});
