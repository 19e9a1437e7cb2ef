import fc from "fast-check";
import { type Fraction, fraction } from "mathjs";
import { describe, expect, it } from "vitest";
import { solve } from "../../../src/equilibrium/solve.js";
import { scoredEquilibria } from "../../../src/evaluation/profile-result.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Mechanism } from "../../../src/mechanism/mechanism.js";
import { parseMechanismText } from "../../../src/mechanism/notation.js";
import { randomStream } from "../../../src/numeric/random.js";
import type { PlayedProfile } from "../../../src/sybil/notion/equilibrium.js";
import {
  DEFAULT_SCREEN,
  FULL_EFFORT,
  identityCounts,
  SCREEN_EFFORT,
  type ScreenOptions,
  screening,
} from "../../../src/sybil/options.js";
import { deviations } from "../../../src/sybil/play/deviation.js";
import { jointOutcome } from "../../../src/sybil/play/identities.js";
import { fixedBids } from "../../../src/sybil/play/opponents.js";
import { search } from "../../../src/sybil/search.js";
import { type Notion, type Verdict, verdictOf, type Witness } from "../../../src/sybil/verdict.js";
import { positiveBid } from "../../arbitrary/bids.js";
import { law } from "../../law.js";

const FILE = "test/src/sybil/screen.test.ts";
const { tolerance } = DEFAULT_SCREEN;
const PROFILES = [
  [4, 2],
  [1, 1],
  [5, 4, 3],
];

/** What the search alone says, where a lemma would have proved. */
function screenedBy(notion: Notion) {
  return (mechanism: Mechanism, options: ScreenOptions, played: readonly PlayedProfile[] = []) =>
    verdictOf(search(mechanism, notion, screening(options), played), options);
}

const [screenSplit, screenBestResponse] = [screenedBy("split"), screenedBy("best-response")];

function mechanismOf(text: string): Promise<Mechanism> {
  return buildMechanism(parseMechanismText(text, "test"));
}

function played(mechanism: Mechanism): PlayedProfile[] {
  return PROFILES.flatMap((values) =>
    scoredEquilibria(solve(mechanism, values)).map(({ bids }) => ({ values, bids })),
  );
}

/** The verdicts under the three notions: split, best-response, equilibrium. */
async function verdictsOn(text: string): Promise<readonly [Verdict, Verdict, Verdict]> {
  const mechanism = await mechanismOf(text);
  return [
    screenSplit(mechanism, DEFAULT_SCREEN),
    screenBestResponse(mechanism, DEFAULT_SCREEN),
    screenedBy("equilibrium")(mechanism, DEFAULT_SCREEN, played(mechanism)),
  ];
}

/** Shares and payments of positive bids, written out here and independent of the catalogue. */
type Outcome = (bids: readonly number[]) => { shares: number[]; payments: number[] };

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
const proportionalTo = (weights: readonly number[]) => weights.map((weight) => weight / sum(weights));
const winnerOf = (bids: readonly number[]) => bids.indexOf(Math.max(...bids));

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  "tullock:alpha=0.5": (bids) => ({ shares: proportionalTo(bids.map(Math.sqrt)), payments: [...bids] }),
  "winner-pays": (bids) => ({
    shares: proportionalTo(bids),
    payments: proportionalTo(bids).map((share, i) => share * bids[i]!),
  }),
  "uniform-lottery": (bids) => ({ shares: bids.map(() => 1 / bids.length), payments: bids.map(() => 0) }),
  "headstart:h=0.1": (bids) => ({
    shares: proportionalTo(bids.map((bid) => bid + 0.1)),
    payments: [...bids],
  }),
  "power-payment:gamma=2": (bids) => ({
    shares: proportionalTo(bids),
    payments: bids.map((bid) => bid * bid),
  }),
  wta: (bids) => ({
    shares: bids.map((_, i) => (i === winnerOf(bids) ? 1 : 0)),
    payments: bids.map((bid, i) => (i === winnerOf(bids) ? bid : 0)),
  }),
  "second-price": (bids) => ({
    shares: bids.map((_, i) => (i === winnerOf(bids) ? 1 : 0)),
    payments: bids.map((_, i) => (i === winnerOf(bids) ? Math.max(0, ...bids.filter((_, j) => j !== i)) : 0)),
  }),
};

/** What a player gets and pays with some bids against others; bids of 0 are not there. */
function together(outcome: Outcome, own: readonly number[], others: readonly number[]) {
  const used = own.filter((bid) => bid > 0);
  const { shares, payments } = outcome([...used, ...others.filter((bid) => bid > 0)]);
  return { allocation: sum(shares.slice(0, used.length)), payment: sum(payments.slice(0, used.length)) };
}

/** The most that one bid brings, over 40 magnitudes a decade and around the others' bids. */
function bestSingleUtility(outcome: Outcome, others: readonly number[], value: number): number {
  const scan = Array.from({ length: 800 }, (_, k) => value * 10 ** (k / 40 - 16));
  const near = others.flatMap((bid) => [bid, bid * (1 + 1e-12)]);
  return Math.max(
    0,
    ...[...scan, ...near].map((bid) => {
      const { allocation, payment } = together(outcome, [bid], others);
      return value * allocation - payment;
    }),
  );
}

function close(figure: number, expected: number) {
  expect(Math.abs(figure - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
}

/** Replays a witness by outcomes of its own: every figure in it, and the gain that it claims. */
function replay(outcome: Outcome, { notion, witness }: Verdict): Witness {
  expect(witness).toBeDefined();
  const { others, single, identities, value, gain, gainShare, ...stated } = witness!;
  expect(identities.length).toBeGreaterThanOrEqual(2);
  expect(identities.length).toBeLessThanOrEqual(DEFAULT_SCREEN.identities);
  const alone = together(outcome, [single.bid], others);
  const joint = together(outcome, identities, others);
  close(single.allocation, alone.allocation);
  close(single.payment, alone.payment);
  close(stated.allocation, joint.allocation);
  close(stated.payment, joint.payment);
  close(stated.allocationChange, joint.allocation - alone.allocation);
  close(stated.paymentChange, joint.payment - alone.payment);
  if (notion === "split") {
    close(sum(identities), single.bid);
    const saved = -stated.paymentChange / (alone.payment || 1);
    expect(Math.max(stated.allocationChange, saved)).toBeGreaterThan(tolerance);
  } else expect(gain).not.toBeNull();
  if (gain !== null && value !== null) {
    const utility = value * joint.allocation - joint.payment;
    close(gainShare!, gain / value);
    expect(gainShare).toBeGreaterThan(tolerance);
    // A single bid that the screen overlooked would make the gain smaller than it says. Where the best is a
    // vanishing bid, the screen stops at 1e-8 of the value.
    const overlooked = bestSingleUtility(outcome, others, value) - (utility - gain);
    expect(overlooked).toBeLessThanOrEqual(1e-8 * value);
  }
  return witness!;
}

describe("a mechanism that identities gain from is refuted under every notion, with a witness", () => {
  it.each([
    "tullock:alpha=0.5",
    "winner-pays",
    "uniform-lottery",
    "headstart:h=0.1",
    "power-payment:gamma=2",
  ])("%s", async (text) => {
    for (const verdict of await verdictsOn(text)) {
      expect(verdict).toMatchObject({ outcome: "refuted", tolerance });
      expect(verdict.effort).toBeUndefined();
      expect(verdict.largestGainShare).toBeGreaterThan(tolerance);
      const witness = replay(OUTCOMES[text]!, verdict);
      if (verdict.notion !== "equilibrium") continue;
      // The others are the rivals at one of the equilibria, and the value is that of the player left out.
      const seats = played(await mechanismOf(text)).flatMap(({ values, bids }) =>
        values.map((value, i) => ({ values, value, others: bids.filter((bid, j) => j !== i && bid > 0) })),
      );
      const { values, value, others } = witness;
      expect(seats).toContainEqual({ values, value, others });
    }
  });
});

describe("a mechanism that they gain nothing from is not refuted, which states an effort and no more", () => {
  it.each([
    ["pap", 3],
    ["tullock:alpha=1", 3],
    ["tullock:alpha=1.2", 2],
    ["tullock:alpha=2", 1],
    ["pap-fee:fee=0.01,endogenousFee=0", 3],
    ["pap-fee:fee=0,endogenousFee=0.1", 3],
    ["all-pay-auction", 0],
  ])("%s, at %d equilibria or more", async (text, equilibria) => {
    expect(played(await mechanismOf(text)).length).toBeGreaterThanOrEqual(equilibria);
    for (const verdict of await verdictsOn(text)) {
      expect(verdict, verdict.notion).toMatchObject({ outcome: "not-refuted", tolerance });
      expect(verdict.witness).toBeUndefined();
      expect(verdict.argument).toBeUndefined();
      expect(verdict.largestGainShare).toBeLessThanOrEqual(tolerance);
      expect(verdict.effort!.seed).toBe(DEFAULT_SCREEN.seed);
      if (verdict.notion !== "equilibrium") expect(verdict.effort!.evaluations).toBeGreaterThan(100);
    }
  });

  it("for any value against any two rivals of PAP, up to rounding", async () => {
    const pap = await mechanismOf("pap");
    await law(
      FILE,
      fc.property(fc.tuple(positiveBid, positiveBid), positiveBid, (others, value) => {
        const options = { ...screening(DEFAULT_SCREEN), identities: 4 };
        const found = deviations(pap, fixedBids(others), value, options, randomStream(1));
        for (const { gain } of found.byIdentities) expect(gain).toBeLessThanOrEqual(tolerance * value);
      }),
      60,
    );
  });
});

describe("winner-take-all", () => {
  it.each(["wta", "second-price"])("%s: split refutes it, and no value gains by it", async (text) => {
    const [split, bestResponse, equilibrium] = await verdictsOn(text);
    expect(split.outcome).toBe("refuted");
    expect(replay(OUTCOMES[text]!, split)).toMatchObject({ value: null, gain: null, gainShare: null });
    expect(bestResponse.outcome).toBe("not-refuted");
    expect(equilibrium.outcome).toBe("not-refuted");
  });

  it("at first price, 3 against 1 split as 2 and 1 wins and pays less", async () => {
    const mechanism = await mechanismOf("wta");
    expect(jointOutcome(mechanism, [3], [1])).toEqual({ allocation: 1, payment: 3 });
    expect(jointOutcome(mechanism, [2, 1], [1])).toEqual({ allocation: 1, payment: 2 });
  });

  it("at second price, 3 against 2 split as 1.5 and 1.5 loses and pays nothing", async () => {
    const mechanism = await mechanismOf("second-price");
    expect(jointOutcome(mechanism, [3], [2])).toEqual({ allocation: 1, payment: 2 });
    expect(jointOutcome(mechanism, [1.5, 1.5], [2])).toEqual({ allocation: 0, payment: 0 });
  });
});

describe("the serial contest", () => {
  /** The share of the first bids of a list, alpha = 1, in exact fractions by the card's formula. */
  function exactShare(bids: readonly number[], own: number): Fraction {
    const order = bids.map((bid, i) => ({ bid, i })).sort((a, b) => b.bid - a.bid);
    const shares = order.map((_, rank) =>
      order.slice(rank).reduce((share, { bid }, k) => {
        const next = order[rank + k + 1]?.bid ?? 0;
        return share.add(fraction(bid - next, (rank + k + 1) * order[0]!.bid));
      }, fraction(0)),
    );
    return order.reduce((total, { i }, rank) => (i < own ? total.add(shares[rank]!) : total), fraction(0));
  }

  it("at alpha 1 gives 4 against 1 a share of 7/8, and 8/9 when split as 3 and 1", async () => {
    expect(exactShare([4, 1], 1).toFraction()).toBe("7/8");
    expect(exactShare([3, 1, 1], 2).toFraction()).toBe("8/9");
    const serial = await mechanismOf("serial");
    const [alone, split] = [jointOutcome(serial, [4], [1]), jointOutcome(serial, [3, 1], [1])];
    close(alone.allocation, exactShare([4, 1], 1).valueOf());
    close(split.allocation, exactShare([3, 1, 1], 2).valueOf());
    expect([alone.payment, split.payment]).toEqual([4, 4]);
  });

  it("is refuted under split", async () => {
    const verdict = screenSplit(await mechanismOf("serial:alpha=1"), DEFAULT_SCREEN);
    expect(verdict.outcome).toBe("refuted");
    const { others, single, identities, allocationChange } = verdict.witness!;
    const serial: Outcome = (bids) => {
      const falling = bids.toSorted((a, b) => b - a);
      const shares = bids.map((bid) =>
        sum(
          falling.map((each, k) =>
            each <= bid && k >= falling.indexOf(bid)
              ? (each - (falling[k + 1] ?? 0)) / ((k + 1) * falling[0]!)
              : 0,
          ),
        ),
      );
      return { shares, payments: [...bids] };
    };
    close(sum(identities), single.bid);
    const [alone, joint] = [together(serial, [single.bid], others), together(serial, identities, others)];
    close(allocationChange, joint.allocation - alone.allocation);
    expect(joint.allocation).toBeGreaterThan(alone.allocation + tolerance);
  });
});

describe("a screen", () => {
  it("finds parts of unequal size where no equal ones gain: the serial contest under best-response", async () => {
    const verdict = screenBestResponse(await mechanismOf("serial"), DEFAULT_SCREEN);
    expect(verdict.outcome).toBe("refuted");
    const { identities, gain, gainShare, value, ...witness } = verdict.witness!;
    expect(Math.max(...identities)).toBeGreaterThan(2 * Math.min(...identities.filter((bid) => bid > 0)));
    const joint = jointOutcome(await mechanismOf("serial"), identities, witness.others);
    close(
      value! * joint.allocation -
        joint.payment -
        (value! * witness.single.allocation - witness.single.payment),
      gain!,
    );
    expect(gainShare).toBeGreaterThan(0.01);
  });

  it("gives the same verdict for the same seed", async () => {
    for (const text of ["winner-pays", "pap"]) expect(await verdictsOn(text)).toEqual(await verdictsOn(text));
  });

  it("reaches its verdict by any seed", async () => {
    const [fair, unfair] = [await mechanismOf("pap"), await mechanismOf("tullock:alpha=0.9")];
    for (const seed of [0, 2, 3, -7, 2 ** 31]) {
      const options = { ...DEFAULT_SCREEN, seed };
      for (const screen of [screenSplit, screenBestResponse]) {
        expect(screen(fair, options).outcome).toBe("not-refuted");
        expect(screen(unfair, options).outcome).toBe("refuted");
      }
    }
  });

  it("forgives a gain up to its tolerance, and says how large the largest was", async () => {
    const mechanism = await mechanismOf("tullock:alpha=0.99");
    const strict = screenBestResponse(mechanism, DEFAULT_SCREEN);
    expect(strict.outcome).toBe("refuted");
    const lenient = screenBestResponse(mechanism, { ...DEFAULT_SCREEN, tolerance: 0.5 });
    expect(lenient).toMatchObject({ outcome: "not-refuted", tolerance: 0.5 });
    expect(lenient.largestGainShare).toBeGreaterThan(tolerance);
    expect(lenient.largestGainShare).toBeGreaterThanOrEqual(strict.largestGainShare);
  });

  it("refutes under best-response only what it refutes under split: S1 implies S2", async () => {
    for (const text of [
      "refund",
      "mixture",
      "headstart",
      "power-payment:gamma=0.5",
      "serial",
      "tullock:alpha=0.99",
    ]) {
      const [split, bestResponse] = await verdictsOn(text);
      if (bestResponse.outcome === "refuted") expect(split.outcome, text).toBe("refuted");
    }
  });

  it.each([
    [1, [], []],
    [2, [2], [2]],
    [5, [2, 3, 4, 5], [2, 3, 4, 5]],
    [8, [2, 3, 4, 8], [2, 3, 4, 5, 6, 7, 8]],
  ])("with %d identities at most tries %j, and every number in a full search", (most, quick, full) => {
    expect(identityCounts(most, SCREEN_EFFORT)).toEqual(quick);
    expect(identityCounts(most, FULL_EFFORT)).toEqual(full);
  });
});
