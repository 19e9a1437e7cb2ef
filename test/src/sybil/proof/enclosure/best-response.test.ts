import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildMechanism } from "../../../../../src/mechanism/build.js";
import type { Candidate, Mechanism } from "../../../../../src/mechanism/mechanism.js";
import { brentMaximise } from "../../../../../src/numeric/maximise.js";
import { encloseBestResponse } from "../../../../../src/sybil/proof/enclosure/best-response.js";
import { gainBound } from "../../../../../src/sybil/proof/enclosure/gain-bound.js";
import { law } from "../../../../law.js";

const FILE = "test/src/sybil/proof/enclosure/best-response.test.ts";

const tullock = (alpha: number): Candidate => ({ family: "tullock", parameters: { alpha } });
const expression = (weight: string, payment: string): Candidate => ({
  family: "expression",
  weight,
  payment,
});
/** Clean up to a value ratio of 300; gains 5e-7 of the value at 1,000 and 2e-5 at 10,000. */
const FAR_END = expression("b*(1+0.1*(q-log(1-q)))", "b*(1-0.1*log(1-q))");

describe("best-response is proved", () => {
  it.each<[string, Candidate, number, number]>([
    ["PAP, neutral everywhere", { family: "pap" }, 1e-3, 10_000],
    ["Tullock 1.2", tullock(1.2), 1e-3, 4_000],
    ["Tullock 2", tullock(2), 1e-4, 5_000],
    ["a fee that grows with the bids", { family: "pap-fee" }, 1e-4, 4_000],
    ["a weight and a price of shares", expression("b*(1+0.2*q)", "b*(1+0.1*q*(1-q))"), 2e-3, 4_000],
    ["singular ends", FAR_END, 5e-3, 6_000],
    ["a refund of a mechanism", { family: "refund", parameters: { share: 0, of: tullock(2) } }, 1e-3, 4_000],
  ])("of %s", async (_, candidate, tolerance, boxes) => {
    const proof = encloseBestResponse(await buildMechanism(candidate), { tolerance, boxes });
    expect(proof).not.toBeNull();
    expect(proof!.gainShare).toBeLessThanOrEqual(tolerance);
    expect(proof!.boxes).toBeLessThanOrEqual(boxes + 1);
  });

  it("ever more sharply, down to the goal", async () => {
    const mechanism = await buildMechanism(tullock(2));
    const bounds = [500, 1000, 2000].map(
      (boxes) => encloseBestResponse(mechanism, { tolerance: 1, goal: 1e-4, boxes })!.gainShare,
    );
    expect(bounds).toEqual([...bounds].sort((a, b) => b - a));
    expect(bounds[2]).toBeLessThan(bounds[0]!);
  });
});

describe("nothing is proved", () => {
  it.each<[string, Candidate, number]>([
    ["Tullock 0.9", tullock(0.9), 0.02],
    ["winner-pays", { family: "winner-pays" }, 0.1],
    ["the uniform lottery", { family: "uniform-lottery" }, 0.1],
    ["the serial contest", { family: "serial" }, 0.01],
  ])("of %s, which is refuted", async (_, candidate, tolerance) => {
    const mechanism = await buildMechanism(candidate);
    expect(encloseBestResponse(mechanism, { tolerance, boxes: 3000 })).toBeNull();
  });

  it("of a rule with a unit, nor of one without a formula", async () => {
    const unit = await buildMechanism({ family: "headstart" });
    expect(encloseBestResponse(unit, { tolerance: 1, boxes: 10 })).toBeNull();
    const { formula: _, ...plain } = await buildMechanism({ family: "pap" });
    expect(encloseBestResponse(plain, { tolerance: 1, boxes: 10 })).toBeNull();
  });

  it("beyond what the boxes allow", async () => {
    const mechanism = await buildMechanism({ family: "pap" });
    expect(encloseBestResponse(mechanism, { tolerance: 1e-3, boxes: 100 })).toBeNull();
  });
});

describe("a bound", () => {
  /** Utility of bids against a rival's 1, by direct evaluation. */
  function utility(mechanism: Mechanism, bids: readonly number[], value: number): number {
    const all = Float64Array.from([...bids, 1]);
    const [x, p] = [new Float64Array(all.length), new Float64Array(all.length)];
    mechanism.outcome(all, x, p);
    return bids.reduce((sum, _, i) => sum + value * x[i]! - p[i]!, 0);
  }

  function bestSingle(mechanism: Mechanism, value: number): number {
    const at = (log: number) => utility(mechanism, [10 ** log], value);
    const logs = Array.from({ length: 241 }, (_, k) => k / 20 - 7);
    const peak = logs.reduce((a, b) => (at(b) > at(a) ? b : a));
    return Math.max(0, at(peak), brentMaximise({ at }, peak - 0.05, peak + 0.05).value);
  }

  it.each<[string, Candidate, number]>([
    ["PAP", { family: "pap" }, 1000],
    ["Tullock 0.9", tullock(0.9), 1000],
    ["Tullock 0.5", tullock(0.5), 10],
    ["Tullock 2", tullock(2), 1000],
    ["winner-pays", { family: "winner-pays" }, 1000],
    ["winner-pays at low values", { family: "winner-pays" }, 2],
    ["the uniform lottery", { family: "uniform-lottery" }, 1000],
    ["singular ends", FAR_END, 10_000],
    ["a mixture", { family: "mixture", parameters: { of: [tullock(0.8), tullock(3)] } }, 100],
    ["a price by parts", expression("b", "q < 0.3 ? b : b*(0.7+q)"), 100],
    ["a price with a kink", expression("b*(1+q)", "max(b, 2*b*q)"), 100],
  ])("of %s is above every gain there is", async (_, candidate, valueRatio) => {
    const mechanism = await buildMechanism(candidate);
    const proof = encloseBestResponse(mechanism, { tolerance: 1, goal: 0, valueRatio, boxes: 1500 })!;
    const log = (low: number, high: number) =>
      fc.double({ min: Math.log10(low), max: Math.log10(high), noNaN: true }).map((each) => 10 ** each);
    await law(
      FILE,
      fc.property(log(1e-3, 1.5 * valueRatio), log(1e-4, 1), log(1e-2, valueRatio), (bid, ratio, value) => {
        const gain = utility(mechanism, [bid, bid * ratio], value) - bestSingle(mechanism, value);
        expect(gain / value).toBeLessThanOrEqual(proof.gainShare + 1e-12);
      }),
      300,
    );
  });

  it.each<[string, Candidate, number]>([
    ["Tullock 0.5", tullock(0.5), 10],
    ["winner-pays", { family: "winner-pays" }, 3],
    ["singular ends", FAR_END, 1000],
  ])("of a box is above every gain in it: %s", async (_, candidate, valueRatio) => {
    const mechanism = await buildMechanism(candidate);
    const boundOf = gainBound(mechanism, mechanism.formula!, valueRatio);
    const unit = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    const side = fc.tuple(unit, unit).map(([a, b]) => ({ lo: Math.min(a, b), hi: Math.max(a, b) }));
    await law(
      FILE,
      fc.property(side, side, unit, unit, unit, (share, twice, s, t, v) => {
        const part = { lo: twice.lo / 2, hi: twice.hi / 2 };
        fc.pre(share.lo < share.hi && part.lo < part.hi);
        const total = share.lo + s * (share.hi - share.lo);
        const smaller = total * (part.lo + t * (part.hi - part.lo));
        const bids = [total - smaller, smaller].map((bid) => bid / (1 - total));
        const value = v * valueRatio;
        const gain = utility(mechanism, bids, value) - bestSingle(mechanism, value);
        expect(gain / value).toBeLessThanOrEqual(boundOf({ share, part }).bound + 1e-12);
      }),
      300,
    );
  });
});
