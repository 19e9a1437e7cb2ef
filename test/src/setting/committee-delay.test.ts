import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BuilderBid, delayOf, evenLatencies } from "../../../src/setting/committee-delay.js";
import { law } from "../../law.js";

const FILE = "test/src/setting/committee-delay.test.ts";
const SEEN = { T: 20, latencies: [0], quantile: 0.5 };

const bids = fc.array(
  fc.record({
    t: fc.integer({ min: -50, max: 30 }),
    value: fc.nat(9),
    builder: fc.constantFrom("a", "b", "c"),
  }),
  { minLength: 1, maxLength: 20 },
);

describe("a winner that bids late", () => {
  const given: BuilderBid[] = [
    { t: 0, value: 3, builder: "a" },
    { t: 5, value: 4, builder: "b" },
    { t: 10, value: 6, builder: "a" },
    { t: 18, value: 5, builder: "b" },
  ];

  it("takes its own bids out of the floor, and pays what the others make it pay", () => {
    expect(delayOf(given, { ...SEEN, D: 5 })).toEqual({
      winner: "a",
      asBid: { floor: 6, price: 6, ratio: 1, kept: 0 },
      winnerDelays: { floor: 4, price: 5, ratio: 4 / 6, kept: 1 },
      allDelay: { floor: 0, price: 5, ratio: 0, kept: 5 },
    });
  });

  it("never raises the floor, never pays more, and pays at least the floor", () =>
    law(
      FILE,
      fc.property(bids, fc.nat(60), (drawn, D) => {
        const delay = delayOf(drawn, { ...SEEN, D });
        fc.pre(delay !== null);
        const { asBid, winnerDelays, allDelay } = delay!;
        expect(winnerDelays.floor).toBeLessThanOrEqual(asBid.floor);
        expect(winnerDelays.price).toBeLessThanOrEqual(asBid.price);
        for (const { kept } of [asBid, winnerDelays, allDelay]) expect(kept).toBeGreaterThanOrEqual(0);
        expect(allDelay.price).toBeLessThanOrEqual(winnerDelays.price);
      }),
    ));

  it("is nobody where nobody bids in time", () => {
    expect(delayOf([{ t: 25, value: 1, builder: "a" }], { ...SEEN, D: 0 })).toBeNull();
  });
});

describe("even latencies", () => {
  it("have the mean asked, and lie between 0 and twice it", () => {
    expect(evenLatencies(4, 200)).toEqual([50, 150, 250, 350]);
    expect(evenLatencies(1, 200)).toEqual([200]);
  });
});
