import { describe, expect, it } from "vitest";
import { chanceOf } from "../../benchmarks/brute-force-games/chance.js";
import { type Answer, compared } from "../../benchmarks/brute-force-games/compare.js";
import { type Game, gameOf } from "../../benchmarks/brute-force-games/game.js";
import { Judge } from "../../benchmarks/brute-force-games/judge.js";
import { KINDS, type PlainRule } from "../../benchmarks/brute-force-games/rules.js";
import { sameBids } from "../../benchmarks/brute-force-games/same.js";
import { equilibriaByForce } from "../../benchmarks/brute-force-games/search.js";
import { buildMechanism } from "../../src/mechanism/build.js";

const TOLERANCE = 1e-6;

/** Proportional shares, with weights of one's own; p = b. */
function allPay(weight: (bid: number) => number, constants: readonly number[] = []): PlainRule {
  return {
    candidate: { family: "pap" },
    constants,
    play: (bids, player, outcome) => {
      const total = bids.reduce((sum, bid) => sum + (bid > 0 ? weight(bid) : 0), 0);
      outcome[0] = weight(bids[player]!) / total;
      outcome[1] = bids[player]!;
    },
  };
}

const gameWith = (rule: PlainRule, ...values: number[]): Game => ({ kind: "planted", rule, values });
const pap = gameWith(
  allPay((bid) => bid),
  1,
  0.5,
);
/** b_i = v_1 v_2 v_i / (v_1 + v_2)^2. */
const PAP_BIDS = [2 / 9, 1 / 9];

describe("the formulas that brute force plays by", () => {
  it.each(Object.keys(KINDS))("agree with the mechanism that is built: %s", async (kind) => {
    for (let number = 0; number < 6; number++) {
      const chance = chanceOf(7, number);
      const rule = KINDS[kind]!(chance);
      const mechanism = await buildMechanism(rule.candidate);
      for (const count of [1, 2, 3, 5]) {
        const bids = Float64Array.from({ length: 5 }, (_, i) => (i < count ? 0.01 + 0.6 * chance() : 0));
        const [allocations, payments, own] = [new Float64Array(5), new Float64Array(5), new Float64Array(2)];
        mechanism.outcome(bids, allocations, payments);
        for (let i = 0; i < count; i++) {
          rule.play(bids, i, own);
          expect(own[0]).toBeCloseTo(allocations[i]!, 12);
          expect(own[1]).toBeCloseTo(payments[i]!, 12);
        }
      }
    }
  });
});

describe("the judge", () => {
  it("finds no fault with an equilibrium", () => {
    expect(new Judge(pap).fault(PAP_BIDS, 1e-12)).toBeNull();
  });

  it("finds what a player gains at bids that are none", () => {
    const fault = new Judge(pap).fault([2 / 9, 0.1], TOLERANCE)!;
    // Against 2/9 the best reply at value 1/2 is sqrt(v_2 b_1) - b_1 = 1/9.
    expect(fault).toMatchObject({ kind: "gain", player: 1 });
    expect(fault.bid).toBeCloseTo(1 / 9, 6);
    const [own, best] = [0.1, 1 / 9].map((bid) => bid / (bid + 2 / 9) - bid / 0.5);
    expect(fault.gainShare).toBeCloseTo(best! - own!, 10);
  });

  it("finds a player who stays out and had better not", () => {
    expect(new Judge(pap).fault([0.25, 0], TOLERANCE)).toMatchObject({ kind: "gain" });
  });

  it("finds a gain that is nothing to the top value, but much to a player of small value", () => {
    // Two of value 1e-7 with a headstart of 1e-8 against 1: who stays out could have 1e-4 of the allocation for nothing.
    const headstart = gameWith(
      allPay((bid) => bid + 1e-8),
      ...[1, 1e-7, 1e-7],
    );
    const fault = new Judge(headstart).fault([1e-4 - 2e-8, 1e-19, 0], TOLERANCE)!;
    expect(fault).toMatchObject({ kind: "gain", player: 2 });
    expect(fault.gainShare).toBeCloseTo(1e-4, 6);
  });

  it("finds a bid that loses by its owner's value", () => {
    const three = gameWith(
      allPay((bid) => bid),
      1,
      1,
      0.5,
    );
    expect(new Judge(three).fault([0.25, 0.25, 1e-9], TOLERANCE)).toMatchObject({
      ...{ kind: "loses by it", player: 2 },
    });
    expect(new Judge(three).fault([0.25, 0.25, 0], TOLERANCE)).toBeNull();
  });

  it("finds a gain in a window a ten-thousandth wide", () => {
    const window = allPay((bid) => (bid > 0.15 && bid < 0.150015 ? 20 * bid : bid), [0.15, 0.150015]);
    const fault = new Judge(gameWith(window, 1, 0.5)).fault(PAP_BIDS, TOLERANCE)!;
    expect(fault.kind).toBe("gain");
    expect(fault.bid).toBeGreaterThan(0.15);
    expect(fault.bid).toBeLessThan(0.150015);
  });
});

describe("the search by brute force", () => {
  it("finds PAP's equilibrium, and no other", () => {
    const found = equilibriaByForce(pap, chanceOf(1, 1));
    expect(found).toHaveLength(1);
    expect(sameBids(found[0]!, PAP_BIDS, pap.values, 1e-6)).toBe(true);
  });

  it("finds the equilibrium of three and those of two, which count once where values are equal", () => {
    const tullock = gameWith(
      allPay((bid) => bid ** 1.4),
      1,
      1,
      1,
    );
    const found = equilibriaByForce(tullock, chanceOf(1, 1));
    // n equal players: b = alpha (n - 1) / n^2.
    const expected = [
      [1.4 / 4, 1.4 / 4, 0],
      [2.8 / 9, 2.8 / 9, 2.8 / 9],
    ];
    expect(found).toHaveLength(2);
    for (const bids of expected) {
      expect(found.some((known) => sameBids(known, bids, [1, 1, 1], 1e-6))).toBe(true);
    }
  });
});

describe("an engine held against brute force", () => {
  const answering = (...bids: number[][]) => {
    const equilibria = bids.map((each) => ({ kind: "pure", bids: each, allocations: each }));
    return async (): Promise<Answer> => ({ status: "pure", equilibria });
  };

  it("is found to be right where it is", async () => {
    const { wrong, missed, listed, found } = await compared(pap, answering(PAP_BIDS), 1);
    expect({ wrong, missed, listed, found }).toEqual({ wrong: [], missed: [], listed: 1, found: 1 });
  });

  it("is found to list a wrong equilibrium", async () => {
    const { wrong, missed } = await compared(pap, answering(PAP_BIDS, [0.3, 0.2]), 1);
    expect(wrong.map(({ bids, fault }) => [bids, fault.kind])).toEqual([[[0.3, 0.2], "gain"]]);
    expect(missed).toEqual([]);
  });

  it("is found to miss one", async () => {
    const { missed } = await compared(pap, answering(), 1);
    expect(missed).toHaveLength(1);
    expect(sameBids(missed[0]!, PAP_BIDS, pap.values)).toBe(true);
  });

  it("meets the same games again for the same seed", () => {
    for (const number of [0, 7, 20]) {
      const [first, again] = [gameOf(3, number), gameOf(3, number)];
      expect([again.kind, again.values, again.rule.candidate]).toEqual([
        first.kind,
        first.values,
        first.rule.candidate,
      ]);
      expect(gameOf(4, number).values).not.toEqual(first.values);
    }
  });
});
