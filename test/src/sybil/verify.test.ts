import { fraction } from "mathjs";
import { describe, expect, it } from "vitest";
import { solve } from "../../../src/equilibrium/solve.js";
import { scoredEquilibria } from "../../../src/evaluation/profile-result.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Candidate, Mechanism, Rule } from "../../../src/mechanism/mechanism.js";
import { parseMechanismText } from "../../../src/mechanism/notation.js";
import { randomStream } from "../../../src/numeric/random.js";
import type { PlayedProfile } from "../../../src/sybil/notion/equilibrium.js";
import { DEFAULT_SEARCH, FULL_EFFORT, SCREEN_EFFORT, SYBIL_NOTIONS } from "../../../src/sybil/options.js";
import { deviations } from "../../../src/sybil/play/deviation.js";
import { fixedBids } from "../../../src/sybil/play/opponents.js";
import { search } from "../../../src/sybil/search.js";
import type { Notion } from "../../../src/sybil/verdict.js";
import { verify, withFurtherEffort } from "../../../src/sybil/verify.js";

const mechanismOf = (text: string) => buildMechanism(parseMechanismText(text, "test"));

const formulas = (weight: string, payment: string, parameters: Record<string, number> = {}): Candidate => ({
  family: "expression",
  weight,
  payment,
  parameters,
});

/** PAP, but between shares of 0.6 and 0.61 players would be paid. */
const paysInWindow = formulas("b + 0 * n", "q > 0.6 ? (q < 0.61 ? 0 - b : b) : b");

/** PAP, tilted towards more revenue until one identity just does as well as any several that a coarser search tries. */
const tiltedPap = {
  family: "share-tilt",
  parameters: {
    knots: 12,
    z1: -1.0478,
    z2: 0.1159,
    z3: 0.8378,
    z4: 0.5806,
    z5: 0.5251,
    z6: 0.5579,
    z7: 0.8017,
    z8: 0.9522,
    z9: 0.5419,
    z10: 0.2567,
    z11: 1.0748,
    z12: 0.2172,
    e1: -0.5236,
    e2: 0.8538,
    e3: 0.3688,
    e4: -0.3602,
    e5: -0.4268,
    e6: -0.3884,
    e7: -0.137,
    e8: 0.003,
    e9: -0.3271,
    e10: -0.7498,
    e11: -0.9151,
    e12: -0.2666,
    of: { family: "pap" },
  },
};

function playedAt(mechanism: Mechanism, ...profiles: (readonly number[])[]): PlayedProfile[] {
  return profiles.flatMap((values) =>
    scoredEquilibria(solve(mechanism, values)).map(({ bids, strategies }) => ({
      values,
      bids,
      ...(strategies ? { strategies } : {}),
    })),
  );
}

/** A rule written out for a test: proportional allocation, and what a bid pays for its share. */
function proportional(
  payment: (share: number, bid: number, highest: number, second: number, count: number) => number,
  scaleFree = true,
): Mechanism {
  const rule: Rule = {
    shape: { kind: "general" },
    claims: { scaleFree, monotone: true, tiesByIndex: false, withholds: false },
    outcome(bids, allocations, payments) {
      let [total, highest, second, count] = [0, 0, 0, 0];
      for (let i = 0; i < bids.length; i++) {
        const bid = bids[i]!;
        total += bid;
        if (bid > 0) count++;
        if (bid > highest) [highest, second] = [bid, highest];
        else if (bid > second) second = bid;
      }
      for (let i = 0; i < bids.length; i++) {
        const bid = bids[i]!;
        allocations[i] = bid > 0 ? bid / total : 0;
        payments[i] = bid > 0 ? payment(allocations[i]!, bid, highest, second, count) : 0;
      }
    },
  };
  return { ...rule, candidate: { family: "custom" } };
}

/** p = x times the highest other bid (0 where there is none). */
const highestOther = proportional((x, bid, highest, second) => x * (bid === highest ? second : highest));

/** p = x times the second-highest of all positive bids (0 where there is one). */
const secondHighest = proportional((x, _bid, _highest, second) => x * second);

describe("known gains in equilibrium, over the best single bid", () => {
  // Closed forms to 12 digits, from the sources on the families' cards; winner-pays and alpha = 0.5 by the
  // first-order conditions of equal parts. Player 1 unless the profile is symmetric.
  it.each([
    [
      "tullock:alpha=0.5",
      [1, 1],
      { 2: 0.0858369057556, 3: 0.134267256769, 4: 0.167359998085, 8: 0.241709048894 },
    ],
    [
      "tullock:alpha=0.5",
      [4, 2],
      { 2: 0.32504673449, 3: 0.50218715819, 4: 0.621040209015, 8: 0.882429357539 },
    ],
    [
      "tullock:alpha=0.5",
      [3, 2, 1],
      { 2: 0.259108465707, 3: 0.409214261439, 4: 0.513222240372, 8: 0.750746256972 },
    ],
    ["winner-pays", [1, 1], { 2: 0.118082896312, 3: 0.186160519963, 4: 0.232408120756, 8: 0.333333333333 }],
    ["winner-pays", [4, 2], { 2: 0.463284023818, 3: 0.713583906927, 4: 0.878050808859, 8: 1.22396180501 }],
    ["pap-fee:fee=0.1,endogenousFee=0", [4, 2], { 2: -0.1, 3: -0.2, 4: -0.3, 8: -0.7 }],
    [
      "pap-fee:fee=0,endogenousFee=0.2",
      [4, 2],
      { 2: -0.213662532626, 3: -0.412534769011, 8: -1.25856038503 },
    ],
    ["pap", [5, 4, 3, 2, 1], { 2: 0, 4: 0 }],
    ["tullock:alpha=1.2", [4, 2], { 2: 0, 8: 0 }],
  ] as const)("%s at %j", async (text, values, known) => {
    const mechanism = await mechanismOf(text);
    const { bids } = playedAt(mechanism, values)[0]!;
    const found = deviations(
      mechanism,
      fixedBids(bids.slice(1)),
      values[0],
      { ...DEFAULT_SEARCH, effort: FULL_EFFORT },
      randomStream(1),
    );
    for (const [identities, gain] of Object.entries(known)) {
      const { gain: reached } = found.byIdentities.find((each) => `${each.identities}` === identities)!;
      // A vanishing identity is the limit of none, which costs a fee but wins nothing.
      expect(Math.abs(reached - gain), `${identities} identities`).toBeLessThanOrEqual(2e-9);
    }
  });

  it("grow without end: alpha 0.5 from 1.8579 to 2.8168 at ten, winner-pays from 1.7235 to 3.6679 at a hundred", async () => {
    const utility = async (text: string, identities: number) => {
      const mechanism = await mechanismOf(text);
      const { bids } = playedAt(mechanism, [4, 2])[0]!;
      const options = { ...DEFAULT_SEARCH, identities, effort: SCREEN_EFFORT };
      const { single, byIdentities } = deviations(
        mechanism,
        fixedBids([bids[1]!]),
        4,
        options,
        randomStream(1),
      );
      return [
        single.utility,
        single.utility + byIdentities[0]!.gain,
        single.utility + byIdentities.at(-1)!.gain,
      ];
    };
    const tullock = await utility("tullock:alpha=0.5", 10);
    const winnerPays = await utility("winner-pays", 100);
    for (const [k, known] of [1.8579, 2.1829, 2.8168].entries()) expect(tullock[k]).toBeCloseTo(known, 4);
    for (const [k, known] of [1.7235, 2.1868, 3.6679].entries()) expect(winnerPays[k]).toBeCloseTo(known, 4);
  });
});

describe("what must be refuted is, with a witness that stands", () => {
  it.each([
    "tullock:alpha=0.5",
    "tullock:alpha=0.9999",
    "winner-pays",
    "uniform-lottery",
    "headstart:h=0.1",
    "power-payment:gamma=1.01",
    "refund:share=0.1",
  ])("%s, under every notion", async (text) => {
    const mechanism = await mechanismOf(text);
    for (const verdict of await verify(
      mechanism,
      SYBIL_NOTIONS,
      DEFAULT_SEARCH,
      playedAt(mechanism, [4, 2]),
    )) {
      expect(verdict.outcome, verdict.notion).toBe("refuted");
      expect(verdict.witness!.exact, verdict.notion).toBeDefined();
      expect(verdict.effort).toBeUndefined();
      if (verdict.notion === "split") continue;
      expect(verdict.witness!.gainShare).toBeGreaterThan(verdict.tolerance);
      expect(verdict.identityCost!).toBeGreaterThan(0);
      expect(verdict.trend!.gainShares).toHaveLength(7);
    }
  });

  it.each([
    ["only with six bids in all", formulas("n == 6 ? 1 : b", "b")],
    ["only with four bids in all", formulas("b", "n == 4 ? 0.999 * b : b")],
    ["only from three identities against any rival", formulas("b", "n > 3 ? 0.999 * b : b")],
    [
      "only for unequal parts",
      formulas("q > 0.0995 ? (q < 0.1005 ? 1.02 * q : (q > 0.19 ? (q < 0.21 ? 1.05 * q : q) : q)) : q", "b"),
    ],
    ["only for parts below 1e-5 of all", formulas("q < 1e-5 ? 2 * q : q", "b")],
    ["only for parts between 1e-9 and 1e-7 of all", formulas("q < 1e-7 ? (q > 1e-9 ? 2 * q : q) : q", "b")],
    ["only for payments of tiny parts", formulas("b", "q < 1e-6 ? b / 2 : b")],
    [
      "only for values a thousand times the rivals' bids",
      formulas("b * (1 + 0.1 * (q - log(1 - q)))", "b * (1 - 0.1 * log(1 - q))"),
    ],
    ["only above a bid of 1", formulas("b", "b > 1 ? b - 0.01 : b")],
    ["only by a hair", formulas("b^a", "b", { a: 0.999999 })],
    ["by less than 2e-9 of the value", formulas("b", "b * (1 + 1e-8 * q)")],
    ["only in a window of 3e-5 of all", formulas("b", "q > 0.7123 ? (q < 0.71233 ? 0.99 * b : b) : b")],
    [
      "only where its logarithm is none",
      formulas("log(abs(q - 0.31234) - 0.01) < 5 ? b + 0 * n : 0.9 * B", "b"),
    ],
    ["only at values within a few hundredths of one, by parts far from equal", tiltedPap],
  ])("a rule that fails %s", async (_, candidate) => {
    const mechanism = await buildMechanism(candidate);
    const verdicts = await verify(mechanism, ["split", "best-response"], DEFAULT_SEARCH);
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(["refuted", "refuted"]);
  });

  it("the rule that fails at the far end only is not refuted within 300 times the rivals' bids", async () => {
    const mechanism = await buildMechanism(
      formulas("b * (1 + 0.1 * (q - log(1 - q)))", "b * (1 - 0.1 * log(1 - q))"),
    );
    const near = await verify(mechanism, ["best-response"], { ...DEFAULT_SEARCH, valueRatio: 300 });
    expect(near[0]!.outcome).toBe("not-refuted");
    // Known to gain 5e-7 of the value at 1,000 and 2e-5 at 10,000.
    const [at1000, at10000] = [1000, 10_000].map(
      (valueRatio) => search(mechanism, "best-response", { ...DEFAULT_SEARCH, valueRatio }, []).largest,
    );
    expect(at1000).toBeGreaterThan(4e-7);
    expect(at10000).toBeGreaterThan(1.5e-5);
  });

  it("a rule that pays players in a window, at best response: identities win shares that no single bid can", async () => {
    const mechanism = await buildMechanism(paysInWindow);
    const [verdict] = await verify(mechanism, ["best-response"], { ...DEFAULT_SEARCH, rivals: 1 });
    const { identities, others, value, gain } = verdict!.witness!;
    expect(others).toHaveLength(1);
    const [other] = others;
    const utility = (won: number, paid: number) => value! * won - paid;
    const paid = identities.reduce((sum, bid) => sum + bid, 0);
    const multiple = utility(paid / (paid + other!), paid);
    // Outside the window the rule is PAP: a single bid takes the share of its total, unless that is in the window.
    let single = 0;
    for (let step = 1; step <= 1_000_000; step++) {
      const share = step / 1_000_001;
      if (share <= 0.6 || share >= 0.61) {
        single = Math.max(single, utility(share, (share / (1 - share)) * other!));
      }
    }
    for (const bid of identities) {
      expect(bid / (paid + other!) <= 0.6 || bid / (paid + other!) >= 0.61).toBe(true);
    }
    expect(verdict!.outcome).toBe("refuted");
    expect(gain).toBeGreaterThan(0);
    expect(multiple - single).toBeCloseTo(gain!, 5);
  });

  it("a share of the second-highest of all bids as the price of a share", async () => {
    const verdicts = await verify(secondHighest, ["split", "best-response"], DEFAULT_SEARCH);
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(["refuted", "refuted"]);
  });
});

describe("what must not be refuted is not", () => {
  it("a rule that pays players in a window, by split: such outcomes are none, and are counted", async () => {
    const mechanism = await buildMechanism(paysInWindow);
    const [split] = await verify(mechanism, ["split"], DEFAULT_SEARCH);
    expect(split!.outcome).toBe("not-refuted");
    expect(split!.effort!.undefinedOutcomes).toBeGreaterThan(0);
  });

  it("a share of the highest other bid as the price of a share", async () => {
    const [verdict] = await verify(highestOther, ["best-response"], DEFAULT_SEARCH);
    expect(verdict).toMatchObject({ outcome: "not-refuted", largestGainShare: expect.closeTo(0, 9) });
  });

  it.each(["wta", "second-price"])("%s: best-response, by the search alone too", async (text) => {
    const mechanism = await mechanismOf(text);
    expect(search(mechanism, "best-response", DEFAULT_SEARCH, []).largest).toBeLessThanOrEqual(1e-12);
    const outcomes = (await verify(mechanism, SYBIL_NOTIONS, DEFAULT_SEARCH)).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(["refuted", "proved", "proved"]);
  });

  it("a split-proof rule at its mixed equilibrium, by the search alone", async () => {
    const mechanism = await mechanismOf("tullock:alpha=1.5");
    const played = playedAt(mechanism, [4, 2]);
    expect(played[0]!.strategies).toBeDefined();
    const found = search(mechanism, "equilibrium", DEFAULT_SEARCH, played);
    expect(found.largest).toBeLessThanOrEqual(1e-12);
    expect(found.domain.rivals).toEqual({ equilibria: 1, mixed: true });
    expect(found.tally.evaluations).toBeGreaterThan(1000);
  });
});

describe("a mixed equilibrium", () => {
  it("is refuted by expected utilities over the others' mixture", async () => {
    const mechanism = await mechanismOf("tullock:alpha=0.5");
    const coin = { support: [0.2, 0.8], probabilities: [0.5, 0.5] };
    const played = [{ values: [4, 2], bids: [0.5, 0.5], strategies: [coin, coin] }];
    const [verdict] = await verify(mechanism, ["equilibrium"], DEFAULT_SEARCH, played);
    const { mixture, identities, single, value, gain, allocation } = verdict!.witness!;
    expect(mixture).toEqual([
      { bids: [0.2], probability: 0.5 },
      { bids: [0.8], probability: 0.5 },
    ]);
    const expected = (own: readonly number[]) => {
      const weight = own.reduce((sum, bid) => sum + Math.sqrt(bid), 0);
      const won = [0.2, 0.8].reduce((sum, bid) => sum + 0.5 * (weight / (weight + Math.sqrt(bid))), 0);
      return { won, utility: value! * won - own.reduce((sum, bid) => sum + bid, 0) };
    };
    expect(allocation).toBeCloseTo(expected(identities).won, 12);
    expect(gain).toBeCloseTo(expected(identities).utility - expected([single.bid]).utility, 12);
    expect(gain!).toBeGreaterThan(0.01);
  });
});

describe("a witness", () => {
  it("is in few and round numbers, and in exact fractions where the rule is rational", async () => {
    const [split, bestResponse] = await verify(
      await mechanismOf("serial"),
      ["split", "best-response"],
      DEFAULT_SEARCH,
    );
    const { others, identities, exact } = split!.witness!;
    expect([...others, ...identities].every((number) => Number(number.toPrecision(2)) === number)).toBe(true);
    expect(exact!.arithmetic).toBe("rational");
    // By the card's formula for one rival below both parts or between them, in fractions written out here.
    const share = (own: readonly number[]) => {
      const falling = [...own, ...others].sort((a, b) => b - a);
      return own.reduce((total, bid) => {
        const from = falling.indexOf(bid);
        return falling.slice(from).reduce(
          (sum, each, k) =>
            sum.add(
              fraction(each)
                .sub(fraction(falling[from + k + 1] ?? 0))
                .div(fraction(falling[0]!).mul(from + k + 1)),
            ),
          total,
        );
      }, fraction(0));
    };
    const whole = identities.reduce((sum, bid) => sum + bid, 0);
    expect(exact!.allocationChange).toBe(
      share(identities)
        .sub(share([whole]))
        .toFraction(),
    );
    expect(bestResponse!.outcome).toBe("refuted");
  });

  it("of best-response shows a split too, whose own search may have missed it", async () => {
    for (const text of ["serial", "refund:share=0.3", "mixture"]) {
      const [split, bestResponse] = await verify(
        await mechanismOf(text),
        ["split", "best-response"],
        DEFAULT_SEARCH,
      );
      expect([split!.outcome, bestResponse!.outcome], text).toEqual(["refuted", "refuted"]);
    }
  });
});

describe("the notions agree", () => {
  it("at a tolerance as well: what refutes best-response there refutes split", async () => {
    const mechanism = await buildMechanism(formulas("b^a", "b * (1 + 0.0108 * q)", { a: 0.98173 }));
    const options = { ...DEFAULT_SEARCH, tolerance: 0.01 };
    const verdicts = await verify(mechanism, ["split", "best-response"], options);
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(["refuted", "refuted"]);
  });
});

describe("the trend and the identity cost", () => {
  it("of alpha 0.5 grow; the cost is the largest gain per further identity", async () => {
    const mechanism = await mechanismOf("tullock:alpha=0.5");
    const [verdict] = await verify(mechanism, ["equilibrium"], DEFAULT_SEARCH, playedAt(mechanism, [1, 1]));
    const { trend, identityCost, identityCostShare } = verdict!;
    expect(trend).toMatchObject({ identities: [2, 3, 4, 5, 6, 7, 8], kind: "grows", best: 8 });
    expect(identityCost).toBeCloseTo(0.0858369057556, 8);
    expect(identityCostShare).toBeCloseTo(0.0858369057556, 8);
  });

  it("of a rule that pays for six bids peaks at five identities against one rival", async () => {
    const [, verdict] = await verify(
      await buildMechanism(formulas("n == 6 ? 1 : b", "b")),
      ["split", "best-response"],
      DEFAULT_SEARCH,
    );
    expect(verdict!.trend).toMatchObject({ kind: "peaks", best: 5 });
  });

  it("a fee of the identity cost makes a headstart proof at that witness", async () => {
    const [, verdict] = await verify(
      await mechanismOf("headstart:h=0.1"),
      ["split", "best-response"],
      DEFAULT_SEARCH,
    );
    const { witness, identityCost } = verdict!;
    const fined = await buildMechanism(formulas("b + 0.1", "b + c", { c: identityCost! * 1.001 }));
    const found = deviations(
      fined,
      fixedBids(witness!.others),
      witness!.value!,
      { ...DEFAULT_SEARCH, effort: FULL_EFFORT },
      randomStream(1),
    );
    // The first identity pays as well; where that alone is too much, so are several.
    for (const { gain } of found.byIdentities) expect(gain).toBeLessThanOrEqual(1e-9 * witness!.value!);
    expect(identityCost).toBeGreaterThan(0);
  });
});

describe("zero rivals", () => {
  it("are reported apart: a fee for being alone gains by a second identity, and refutes nothing", async () => {
    const [verdict] = await verify(
      await buildMechanism(formulas("b", "n == 1 ? b + B : b")),
      ["best-response"],
      DEFAULT_SEARCH,
    );
    expect(verdict).toMatchObject({ outcome: "not-refuted", withoutRivals: expect.closeTo(0, 9) });
    const lonely = proportional((_x, bid, _highest, _second, count) => bid + (count === 1 ? 0.3 : 0), false);
    const [apart] = await verify(lonely, ["best-response"], DEFAULT_SEARCH);
    expect(apart!.outcome).toBe("not-refuted");
    expect(apart!.withoutRivals).toBeGreaterThan(0.2);
  });
});

describe("merge", () => {
  it.each([
    ["pap", "proved"],
    ["tullock:alpha=0.5", "not-refuted"],
    ["winner-pays", "not-refuted"],
    ["tullock:alpha=1.2", "refuted"],
    ["all-pay-auction", "refuted"],
    ["wta", "refuted"],
    ["second-price", "refuted"],
    ["pap-fee:fee=0.1,endogenousFee=0", "refuted"],
    ["pap-fee:fee=0,endogenousFee=0.2", "refuted"],
    ["serial", "refuted"],
  ])("%s is %s", async (text, outcome) => {
    const [verdict] = await verify(await mechanismOf(text), ["merge"], DEFAULT_SEARCH);
    expect(verdict!.outcome).toBe(outcome);
    if (outcome !== "refuted") return;
    const { allocationChange, paymentChange } = verdict!.witness!;
    expect(Math.max(allocationChange, -paymentChange)).toBeGreaterThan(0);
  });

  it("comes with the pair that gains most by coordinating: at PAP (4, 2) all the good for next to nothing", async () => {
    const mechanism = await mechanismOf("pap");
    const [verdict] = await verify(mechanism, ["merge"], DEFAULT_SEARCH, playedAt(mechanism, [4, 2]));
    // 4 for the whole good, less 16/9 + 2/9 in equilibrium.
    expect(verdict!.collusion).toMatchObject({ players: [1, 2], gain: expect.closeTo(2, 6) });
    const three = await verify(mechanism, ["merge"], DEFAULT_SEARCH, playedAt(mechanism, [1, 1, 1]));
    // Two of three equals together: 1 - B each against 2/9: their total b solves 2/9 = (b + 2/9)^2.
    const total = Math.sqrt(2 / 9);
    const gain = (total - 2 / 9) / total - (total - 2 / 9) - 2 / 9;
    expect(three[0]!.collusion!.gain).toBeCloseTo(gain, 8);
  });
});

describe("further effort", () => {
  it("adds up on what is open, and leaves what is decided", async () => {
    const mechanism = highestOther;
    const notions: readonly Notion[] = ["best-response"];
    const quick = { ...DEFAULT_SEARCH, effort: SCREEN_EFFORT };
    const first = await verify(mechanism, notions, quick);
    const second = await withFurtherEffort(mechanism, first, { ...quick, seed: 2 }, []);
    second.forEach((verdict, k) => {
      expect(verdict.effort!.evaluations).toBeGreaterThan(1.5 * first[k]!.effort!.evaluations);
      expect(verdict.effort).toMatchObject({ seed: 1, rounds: 2 });
    });
    const decided = await verify(await mechanismOf("pap"), notions, quick);
    expect(await withFurtherEffort(await mechanismOf("pap"), decided, quick, [])).toEqual(decided);
  });
});
